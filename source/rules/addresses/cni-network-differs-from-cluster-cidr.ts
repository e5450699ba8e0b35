import type {PlannedRange} from '../../model/conclusions.ts';
import {defineRule, type Violation} from '../../model/rule.ts';
import {contains, parseCidr} from '../../net/cidr.ts';

/** Products with ranges of their own, independent of --cluster-cidr. */
const independent = new Set([
	'calico',
	'cilium',
	'weave',
	'aws',
	'azure',
	'gke',
	'antrea',
	'ovn-kubernetes',
	'kube-ovn',
	'nsx',
]);

const isOfCluster = (range: PlannedRange): boolean =>
	range.kind === 'cluster-pods' &&
	(range.owner.startsWith('kube-controller-manager') || range.owner.startsWith('kube-proxy'));

const same = (a: PlannedRange, b: PlannedRange): boolean => parseCidr(a.cidr)?.text === parseCidr(b.cidr)?.text;

/** FLANNEL_NETWORK and host-local's range against --cluster-cidr and kube-proxy's clusterCIDR. */
export const cniNetworkDiffersFromClusterCidr = defineRule({
	id: 'cni-network-differs-from-cluster-cidr',
	title: "The pod network's range is the cluster's",
	severity: 'error',
	tier: 1,
	group: 'addresses',
	roles: ['control-plane', 'worker'],
	needs: ['addressPlan', 'cni'],
	why: 'Nodes get pod ranges that the network add-on does not route, and kube-proxy takes pod traffic for foreign.',
	fix: "Make the network of the add-on (flannel: Network in the ConfigMap kube-flannel-cfg) the cluster's pod range {cluster}, and make bridge and pods anew.",
	commands: ['cat /run/flannel/subnet.env', 'kubectl -n kube-flannel edit configmap kube-flannel-cfg'],
	verify: ['cat /run/flannel/subnet.env'],
	docs: [
		'https://github.com/flannel-io/flannel/blob/master/Documentation/configuration.md',
		'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/',
	],
	seen: 'live',
	check: ({addressPlan, cni}) => {
		if (independent.has(cni.product ?? '')) {
			return {skip: `${cni.product} has ranges of its own`};
		}
		const cluster = addressPlan.ranges.filter(isOfCluster);
		if (cluster.length === 0) {
			return {unknown: "the cluster's pod range is not known on this node", remedy: 'look at a control-plane node'};
		}
		const networks = addressPlan.ranges.filter((range) => range.owner === 'FLANNEL_NETWORK');
		const subnets = addressPlan.ranges.filter((range) => range.kind === 'node-pods' && range.provenance === 'declared');
		const ofFamily = (range: PlannedRange): readonly PlannedRange[] =>
			cluster.filter((other) => other.family === range.family);
		const different = networks
			.filter((network) => ofFamily(network).length > 0 && !ofFamily(network).some((other) => same(network, other)))
			.map((network): Violation => {
				const [other] = ofFamily(network);
				return {
					expected: `${network.owner} ${other?.cidr}`,
					actual: `the pod network uses ${network.cidr} (${network.owner}), the cluster ${other?.cidr} (${other?.owner})`,
					evidence: [network.at, ...(other === undefined ? [] : [other.at])],
					values: {cluster: other?.cidr ?? ''},
				};
			});
		if (different.length > 0) {
			return different;
		}
		return subnets
			.filter(
				(subnet) =>
					ofFamily(subnet).length > 0 &&
					!ofFamily(subnet).some((other) => {
						const [outer, inner] = [parseCidr(other.cidr), parseCidr(subnet.cidr)];
						return outer !== null && inner !== null && contains(outer, inner);
					}),
			)
			.map((subnet): Violation => {
				const [other] = ofFamily(subnet);
				return {
					expected: `a range inside ${other?.cidr}`,
					actual: `pods of this node get ${subnet.cidr} (${subnet.owner}), outside the cluster's ${other?.cidr} (${other?.owner})`,
					evidence: [subnet.at, ...(other === undefined ? [] : [other.at])],
					values: {cluster: other?.cidr ?? ''},
				};
			});
	},
});
