import {isThere, missingListeners} from '../../derive/missing-listener.ts';
import {defineRule} from '../../model/rule.ts';

/** healthzBindAddress of kube-proxy, port 10256. */
export const kubeProxyHealthMissing = defineRule({
	id: 'kube-proxy-health-missing',
	title: "kube-proxy's health port listens",
	severity: 'warning',
	tier: 1,
	group: 'ports',
	roles: ['control-plane', 'worker'],
	needs: ['portTable', 'components', 'listeners'],
	whole: ['listeners'],
	uses: ['logs', 'uptime', 'proxy'],
	why: 'External load balancers take the node out; kube-proxy itself probably ends again and again.',
	fix: 'Read the log of kube-proxy.',
	commands: ['crictl ps -a --name kube-proxy', 'tail -n 30 {log}'],
	verify: ['netstat -npl | grep {port}'],
	docs: [
		'https://kubernetes.io/docs/reference/networking/ports-and-protocols/',
		'https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/',
	],
	seen: 'never seen live; tested on made-up facts',
	check: (node) => {
		if (node.proxy?.mode === 'replaced') {
			return {skip: `${node.proxy.replacement ?? 'another program'} takes the place of kube-proxy`};
		}
		if (!isThere(node.components, 'kube-proxy')) {
			return {skip: 'there is no kube-proxy on this node'};
		}
		return missingListeners(node, 'kube-proxy', 'service proxy health').map((violation) => ({
			...violation,
			severity: violation.severity === 'error' ? ('warning' as const) : ('info' as const),
		}));
	},
});
