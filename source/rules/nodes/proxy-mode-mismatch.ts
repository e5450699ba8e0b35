import {differenceOf} from '../../derive/compare-values.ts';
import {distinctNodes, identityFacts} from '../../derive/distinct-nodes.ts';
import {type ClusterViolation, defineClusterRule} from '../../model/rule.ts';

/** Proxy modes of nodes of one cluster, where they are sure. */
export const proxyModeMismatch = defineClusterRule({
	id: 'proxy-mode-mismatch',
	title: 'Nodes proxy services in the same mode',
	severity: 'warning',
	tier: 2,
	group: 'nodes',
	roles: 'any',
	needs: ['proxy'],
	uses: identityFacts,
	why: 'NodePort addresses, session affinity and hairpin traffic behave differently from node to node.',
	fix: 'Restart the DaemonSet kube-proxy after a change of its ConfigMap, so that every node takes the same mode.',
	commands: ['kubectl -n kube-system rollout restart daemonset kube-proxy'],
	verify: ['kubectl -n kube-system get configmap kube-proxy -o yaml | grep mode'],
	docs: ['https://kubernetes.io/docs/reference/networking/virtual-ips/'],
	seen: 'never seen live; tested on made-up facts',
	check: (nodes) =>
		distinctNodes(nodes).flatMap((cluster): readonly ClusterViolation[] => {
			const difference = differenceOf(cluster, ({proxy}) => {
				const isSure = proxy.confidence === 'high' && !['none', 'unknown'].includes(proxy.mode);
				const at = proxy.dataPlanes.find(({mode}) => mode === proxy.mode)?.at ?? proxy.evidence[0];
				return isSure && at !== undefined ? {value: proxy.mode, at: [at]} : null;
			});
			return difference === null
				? []
				: [
						{
							expected: `one mode on all nodes (${difference.common})`,
							actual: `the mode of kube-proxy differs: ${difference.text}`,
							nodes: difference.nodes,
							evidence: difference.evidence,
						},
					];
		}),
});
