import {differenceOf, type NodeValue} from '../../derive/compare-values.ts';
import {distinctNodes, identityFacts, type NodeView} from '../../derive/distinct-nodes.ts';
import type {CniChain, NodeAddress} from '../../model/conclusions.ts';
import type {Interface} from '../../model/facts/interface.ts';
import {type ClusterViolation, defineClusterRule} from '../../model/rule.ts';

type Links = {readonly interfaces: readonly Interface[]; readonly nodeAddress: NodeAddress; readonly cni: CniChain};

const uplinkOf = ({interfaces, nodeAddress}: Links): Interface | undefined =>
	interfaces.find(({name}) => name === nodeAddress.uplink);

const uplinkMtu = (view: Links): NodeValue | null => {
	const link = uplinkOf(view);
	return link?.mtu == null ? null : {value: String(link.mtu), at: [link.at]};
};

const overlayMtu = ({cni}: Links): NodeValue | null =>
	cni.overlay?.mtu == null ? null : {value: String(cni.overlay.mtu), at: [cni.overlay.at]};

/** What a packet of a pod may have at most before it is wrapped up; null where pods are on no link of which that is known. */
const inner = ({cni}: Links): {readonly mtu: number; readonly overhead: number} | null => {
	const link = cni.overlay ?? cni.bridge;
	return link?.mtu == null ? null : {mtu: link.mtu, overhead: cni.overlay?.overhead ?? 0};
};

const compare = (cluster: readonly NodeView<Links>[]): readonly ClusterViolation[] => {
	const nodes = cluster.filter(({view}) => view.cni.product !== null);
	const smallest = Math.min(...nodes.flatMap(({view}) => uplinkOf(view)?.mtu ?? []));
	const inners = nodes.flatMap(({view}) => inner(view) ?? []);
	// Where every node sends packets that fit through the narrowest uplink, uplinks may differ.
	const fits = inners.length === nodes.length && inners.every(({mtu, overhead}) => mtu + overhead <= smallest);
	const kinds = [
		{what: 'overlay', difference: differenceOf(nodes, overlayMtu)},
		{what: 'uplink', difference: fits ? null : differenceOf(nodes, uplinkMtu)},
	];
	return kinds.flatMap(({what, difference}): readonly ClusterViolation[] =>
		difference === null
			? []
			: [
					{
						expected: `one MTU for the ${what} of all nodes (${difference.common})`,
						actual: `the MTU of the ${what} differs: ${difference.text}`,
						severity: what === 'overlay' && !fits ? ('error' as const) : ('warning' as const),
						nodes: difference.nodes,
						evidence: difference.evidence,
					},
				],
	);
};

/** MTUs of uplinks and overlays of nodes of one cluster. */
export const mtuMismatch = defineClusterRule({
	id: 'mtu-mismatch',
	title: 'Nodes have the same MTU',
	severity: 'warning',
	tier: 1,
	group: 'nodes',
	roles: 'any',
	needs: ['interfaces', 'nodeAddress', 'cni'],
	uses: identityFacts,
	why: 'Large packets get through in one direction only: connections open and then hang.',
	fix: 'Give all nodes the same MTU, or the pod network the smallest one less what the overlay adds, and restart its agents.',
	commands: ['ip -d link show'],
	verify: ['ip -d link show'],
	docs: [
		'https://github.com/flannel-io/flannel/tree/master/Documentation',
		'https://docs.tigera.io/calico/latest/networking/configuring/mtu',
	],
	seen: 'live',
	check: (nodes) => distinctNodes(nodes).flatMap(compare),
});
