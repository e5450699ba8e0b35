import {missingListeners} from '../../derive/missing-listener.ts';
import {defineRule} from '../../model/rule.ts';

/** Port 10250, where the control plane asks for logs, exec and metrics. */
export const kubeletNotListening = defineRule({
	id: 'kubelet-not-listening',
	title: 'Kubelet listens on its API port',
	severity: 'error',
	tier: 1,
	group: 'ports',
	roles: ['control-plane', 'worker'],
	needs: ['portTable', 'components', 'listeners'],
	whole: ['listeners'],
	uses: ['logs', 'uptime'],
	why: 'kubectl logs, exec and port-forward and the metrics of this node fail, and the node goes NotReady.',
	fix: 'Read why kubelet does not listen, then restart it.',
	commands: ['{logs:kubelet}', '{restart:kubelet}'],
	verify: ['netstat -npl | grep {port}'],
	docs: ['https://kubernetes.io/docs/reference/networking/ports-and-protocols/'],
	seen: 'live',
	check: (node) => {
		if (node.listeners.length === 0) {
			return {unknown: 'no socket was seen at all: kdiag may run in another network namespace'};
		}
		return missingListeners(node, 'kubelet', 'kubelet API');
	},
});
