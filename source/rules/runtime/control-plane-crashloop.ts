import {lastError} from '../../derive/last-error.ts';
import {isSettled} from '../../derive/running-seconds.ts';
import {defineRule} from '../../model/rule.ts';

const parts = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];

/** A static pod's manifest without its process. */
export const controlPlaneCrashloop = defineRule({
	id: 'control-plane-crashloop',
	title: 'Every static pod of the control plane has its process',
	severity: 'error',
	tier: 1,
	group: 'runtime',
	roles: ['control-plane', 'etcd'],
	needs: ['components', 'processes'],
	whole: ['processes'],
	uses: ['logs', 'uptime'],
	why: 'The manifest is there and kubelet runs, so the container ends again and again: a bad flag, a missing file, an expired certificate, or etcd out of reach.',
	fix: 'Read why {component} ends and correct {file}; kubelet starts it anew by itself.',
	commands: ['crictl ps -a --name {component}', 'tail -n 30 {log}'],
	verify: ['crictl ps --name {component}'],
	docs: [
		'https://kubernetes.io/docs/tasks/configure-pod-container/static-pod/',
		'https://kubernetes.io/docs/tasks/debug/debug-cluster/',
	],
	seen: 'live',
	check: ({components, logs, uptime}) => {
		const kubelet = components.kubelet?.processes[0];
		if (kubelet === undefined) {
			return {skip: 'kubelet is not running, so no static pod is started'};
		}
		return parts.flatMap((name) => {
			const component = components[name];
			if (component?.manifest == null || component.processes.length > 0) {
				return [];
			}
			const error = lastError(logs, name);
			return [
				{
					expected: `a process ${name}`,
					actual: `${name} does not stay up: its manifest is there, its process is not`,
					severity: isSettled(kubelet, uptime) ? ('error' as const) : ('info' as const),
					evidence: [...(error === undefined ? [] : [error.at]), component.manifest.at],
					values: {
						component: name,
						file: component.manifest.path,
						...(error === undefined ? {} : {log: error.at.source}),
					},
				},
			];
		});
	},
});
