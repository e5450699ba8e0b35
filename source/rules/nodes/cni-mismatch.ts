import {differenceOf, type NodeValue} from '../../derive/compare-values.ts';
import {distinctNodes, identityFacts} from '../../derive/distinct-nodes.ts';
import type {CniChain} from '../../model/conclusions.ts';
import type {Interface} from '../../model/facts/interface.ts';
import {type ClusterViolation, defineClusterRule} from '../../model/rule.ts';

type Network = {readonly cni: CniChain; readonly interfaces: readonly Interface[]};

const productOf = ({cni}: Network): NodeValue | null => {
	const sign = cni.winner?.at ?? cni.products.find(({product}) => product === cni.product)?.signs[0]?.at;
	return cni.product === null || sign === undefined ? null : {value: cni.product, at: [sign]};
};

const kindOf = ({cni}: Network): NodeValue | null =>
	cni.overlay === null ? null : {value: cni.overlay.kind, at: [cni.overlay.at]};

/** VNI and UDP port: nodes that differ in one do not hear each other. The line of the tunnel is the third that `ip -d` shows of a link. */
const tunnelOf = ({cni, interfaces}: Network): NodeValue | null => {
	const link = interfaces.find(({name}) => name === cni.overlay?.name);
	return link?.vxlan == null || link.vxlan.id === null || link.vxlan.port === null
		? null
		: {
				value: `VNI ${link.vxlan.id} port ${link.vxlan.port}`,
				at: link.at.path === undefined ? [{...link.at, line: link.at.line + 2}] : [link.at],
			};
};

/** Products and settings of pod networks of nodes of one cluster. */
export const cniMismatch = defineClusterRule({
	id: 'cni-mismatch',
	title: 'Nodes use the same pod network',
	severity: 'error',
	tier: 1,
	group: 'nodes',
	roles: 'any',
	needs: ['cni', 'interfaces'],
	uses: identityFacts,
	why: 'Nodes of different products, encapsulations, VNIs or ports do not reach the pods of each other.',
	fix: 'Run one product with one configuration on all nodes, and remove what another one left in /etc/cni/net.d.',
	commands: ['ls -l /etc/cni/net.d', 'ip -d link show'],
	verify: ['kubectl get daemonsets -A'],
	docs: [
		'https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/network-plugins/',
		'https://github.com/flannel-io/flannel/tree/master/Documentation',
	],
	seen: 'never seen live; tested on made-up facts',
	check: (nodes) =>
		distinctNodes(nodes).flatMap((cluster): readonly ClusterViolation[] => {
			const product = differenceOf(cluster, productOf);
			const kinds =
				product !== null
					? [{what: 'product', difference: product}]
					: [
							{what: 'encapsulation', difference: differenceOf(cluster, kindOf)},
							{what: 'VXLAN', difference: differenceOf(cluster, tunnelOf)},
						];
			return kinds.flatMap(({what, difference}) =>
				difference === null
					? []
					: [
							{
								expected: `one ${what} of the pod network on all nodes (${difference.common})`,
								actual: `the ${what} of the pod network differs: ${difference.text}`,
								nodes: difference.nodes,
								evidence: difference.evidence,
							},
						],
			);
		}),
});
