import {isThere, missingListeners} from '../../derive/missing-listener.ts';
import {defineRule} from '../../model/rule.ts';

/** kube-apiserver's --secure-port. */
export const apiserverNotListening = defineRule({
	id: 'apiserver-not-listening',
	title: 'kube-apiserver listens on its secure port',
	severity: 'error',
	tier: 1,
	group: 'ports',
	roles: ['control-plane'],
	needs: ['portTable', 'components', 'listeners'],
	whole: ['listeners'],
	uses: ['logs', 'uptime'],
	why: 'Nothing works without the API server: kubectl, kubelets, controllers and the scheduler all talk to it.',
	fix: 'Read why it does not come up; etcd first, since the API server ends without it.',
	commands: ['crictl ps -a --name kube-apiserver', 'tail -n 30 {log}', '{logs:kubelet}'],
	verify: ['netstat -npl | grep {port}'],
	docs: [
		'https://kubernetes.io/docs/reference/networking/ports-and-protocols/',
		'https://kubernetes.io/docs/tasks/debug/debug-cluster/',
	],
	seen: 'never seen live; tested on made-up facts',
	check: (node) => {
		if (node.listeners.length === 0) {
			return {unknown: 'no socket was seen at all: kdiag may run in another network namespace'};
		}
		return isThere(node.components, 'kube-apiserver') ? missingListeners(node, 'kube-apiserver') : [];
	},
});
