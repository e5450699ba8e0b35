import {defineRule} from '../../model/rule.ts';

/** --service-cluster-ip-range against --cluster-cidr and what the pod network uses. */
export const servicePodOverlap = defineRule({
	id: 'service-pod-overlap',
	title: 'Service and pod ranges do not overlap',
	severity: 'error',
	tier: 1,
	group: 'addresses',
	roles: ['control-plane', 'worker'],
	needs: ['addressPlan'],
	why: 'A ClusterIP can then be the address of a pod: packets for one reach the other.',
	fix: 'Give services and pods ranges of their own. On a new cluster start again; on an old one change the pod range (--cluster-cidr and the network add-on) and make the pods anew.',
	commands: ['grep -nE "cluster-cidr|service-cluster-ip-range" /etc/kubernetes/manifests/*.yaml'],
	verify: ['kubectl cluster-info dump | grep -m 2 -E "cluster-cidr|service-cluster-ip-range"'],
	docs: [
		'https://kubernetes.io/docs/concepts/cluster-administration/networking/',
		'https://kubernetes.io/docs/reference/networking/virtual-ips/',
	],
	seen: 'never seen live; tested on made-up facts',
	check: ({addressPlan}) => {
		const kinds = new Set(addressPlan.ranges.map((range) => range.kind));
		if (!kinds.has('services') || !(kinds.has('cluster-pods') || kinds.has('node-pods'))) {
			return {
				unknown: 'the service range or the pod range is not known on this node',
				remedy: 'look at a control-plane node',
			};
		}
		return addressPlan.overlaps
			.map(({first, second}) => (first.kind === 'services' ? ([first, second] as const) : ([second, first] as const)))
			.filter(
				([services, pods]) =>
					services.kind === 'services' && (pods.kind === 'cluster-pods' || pods.kind === 'node-pods'),
			)
			.map(([services, pods]) => ({
				expected: 'ranges that share no address',
				actual: `the service range ${services.cidr} overlaps the pod range ${pods.cidr}`,
				severity:
					services.provenance === 'declared' && pods.provenance === 'declared'
						? ('error' as const)
						: ('warning' as const),
				evidence: [services.at, pods.at],
			}));
	},
});
