import {distinctNodes, identityFacts, type NodeView} from '../../derive/distinct-nodes.ts';
import type {AddressPlan, CniChain, PlannedRange} from '../../model/conclusions.ts';
import {type ClusterViolation, defineClusterRule} from '../../model/rule.ts';
import {type Cidr, overlaps, parseCidr} from '../../net/cidr.ts';

type Plan = {readonly addressPlan: AddressPlan; readonly cni: CniChain};
type Subnet = {readonly id: string; readonly cidr: Cidr; readonly range: PlannedRange};

/** Products whose nodes share one range by design, or take pods' addresses from the nodes' network. */
const sharing = ['weave', 'kube-ovn', 'ovn-kubernetes', 'calico', 'cilium', 'aws', 'azure', 'gke', 'nsx'];

/** Plugins that give each node a range of its own. Those that put pods into the nodes' network (macvlan, ipvlan) share one. */
const own = ['bridge', 'ptp', 'flannel'];

const subnetsOf = ({id, view}: NodeView<Plan>): readonly Subnet[] => {
	const {cni, addressPlan} = view;
	const isOwn = cni.bridge !== null || cni.plugins.some(({type}) => own.includes(type));
	if (sharing.includes(cni.product ?? '') || !isOwn) {
		return [];
	}
	const seen = new Set<string>();
	return addressPlan.ranges.flatMap((range): readonly Subnet[] => {
		const cidr = range.kind === 'node-pods' ? parseCidr(range.cidr) : null;
		if (cidr === null || seen.has(cidr.text)) {
			return [];
		}
		seen.add(cidr.text);
		return [{id, cidr, range}];
	});
};

const violation = (first: Subnet, second: Subnet): ClusterViolation => ({
	expected: 'a pod subnet of its own for each node',
	actual:
		first.cidr.text === second.cidr.text
			? `${first.id} and ${second.id} both use the pod subnet ${first.cidr.text}`
			: `the pod subnet ${first.cidr.text} of ${first.id} overlaps ${second.cidr.text} of ${second.id}`,
	nodes: [first.id, second.id],
	evidence: [first, second].map(({id, range}) => ({...range.at, node: id})),
});

/** Sorted by their first address, a subnet can only overlap the one that reaches farthest so far. */
const compare = (cluster: readonly NodeView<Plan>[]): readonly ClusterViolation[] => {
	const found = new Map<string, ClusterViolation>();
	for (const family of [4, 6]) {
		const subnets = cluster
			.flatMap(subnetsOf)
			.filter(({cidr}) => cidr.family === family)
			.toSorted((a, b) => (a.cidr.first < b.cidr.first ? -1 : a.cidr.first > b.cidr.first ? 1 : 0));
		let farthest: Subnet | undefined;
		for (const subnet of subnets) {
			if (farthest !== undefined && farthest.id !== subnet.id && overlaps(farthest.cidr, subnet.cidr)) {
				const key = `${farthest.id} ${subnet.id}`;
				found.set(key, found.get(key) ?? violation(farthest, subnet));
			}
			farthest = farthest === undefined || subnet.cidr.last > farthest.cidr.last ? subnet : farthest;
		}
	}
	return [...found.values()];
};

/** Pod subnets of nodes of one cluster. */
export const duplicatePodCidr = defineClusterRule({
	id: 'duplicate-pod-cidr',
	title: 'Every node has a pod subnet of its own',
	severity: 'error',
	tier: 1,
	group: 'nodes',
	roles: 'any',
	needs: ['addressPlan', 'cni'],
	uses: identityFacts,
	why: 'Two pods may have the same address, and other nodes know the way to one of them only.',
	fix: 'Drain the second node, remove the configuration and the state of the network that it was not given by the cluster (default bridges of the runtime), and restart the agent there.',
	commands: ['ls -l /etc/cni/net.d', 'cat /run/flannel/subnet.env', 'ip addr show type bridge'],
	verify: ['kubectl get nodes -o custom-columns=NAME:.metadata.name,POD-CIDR:.spec.podCIDR'],
	docs: [
		'https://github.com/flannel-io/flannel/tree/master/Documentation',
		'https://github.com/cri-o/cri-o/issues/2411',
	],
	seen: 'live',
	check: (nodes) => distinctNodes(nodes).flatMap(compare),
});
