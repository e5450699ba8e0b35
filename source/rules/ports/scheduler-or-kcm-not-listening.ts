import {isThere, missingListeners} from '../../derive/missing-listener.ts';
import {defineRule} from '../../model/rule.ts';

/** Ports 10259 and 10257, or what --secure-port says. */
export const schedulerOrKcmNotListening = defineRule({
	id: 'scheduler-or-kcm-not-listening',
	title: 'Scheduler and controller-manager listen',
	severity: 'error',
	tier: 1,
	group: 'ports',
	roles: ['control-plane'],
	needs: ['portTable', 'components', 'listeners'],
	whole: ['listeners'],
	uses: ['logs', 'uptime'],
	why: 'Without the scheduler pods stay Pending; without the controller-manager pod ranges, endpoints and certificates are not handed out.',
	fix: 'Read why {component} does not come up: an expired kubeconfig, a bad flag, or no API server.',
	commands: ['crictl ps -a --name {component}', 'tail -n 30 {log}'],
	verify: ['netstat -npl | grep {port}'],
	docs: ['https://kubernetes.io/docs/reference/networking/ports-and-protocols/'],
	seen: 'live',
	check: (node) =>
		['kube-controller-manager', 'kube-scheduler']
			.filter((name) => isThere(node.components, name))
			.flatMap((name) => missingListeners(node, name)),
});
