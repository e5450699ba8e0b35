import type {PlannedRange} from '../../model/conclusions.ts';
import {defineRule, type Violation} from '../../model/rule.ts';
import {contains, parseCidr} from '../../net/cidr.ts';

const cidrOf = ({cidr}: PlannedRange): string | undefined => parseCidr(cidr)?.text;

const isInside = (inner: PlannedRange, outer: PlannedRange): boolean => {
	const [range, all] = [parseCidr(inner.cidr), parseCidr(outer.cidr)];
	return range !== null && all !== null && contains(all, range);
};

/** What kube-proxy takes for pods against what the controller manager and this node give them. */
export const kubeProxyClusterCidrMismatch = defineRule({
	id: 'kube-proxy-cluster-cidr-mismatch',
	title: "kube-proxy knows the cluster's pod range",
	severity: 'warning',
	tier: 3,
	group: 'addresses',
	roles: ['control-plane', 'worker'],
	needs: ['kubeProxyConfig', 'addressPlan'],
	uses: ['proxy'],
	why: 'kube-proxy tells by clusterCIDR which packets come from pods. With a wrong one it hides the addresses of clients, or leaves packets that need a new source as they are.',
	fix: 'Set clusterCIDR in the ConfigMap kube-proxy to the pod range {cluster}, and restart the DaemonSet.',
	commands: [
		'kubectl -n kube-system edit configmap kube-proxy',
		'kubectl -n kube-system rollout restart ds kube-proxy',
	],
	verify: ['kubectl -n kube-system get configmap kube-proxy -o yaml | grep clusterCIDR'],
	docs: [
		'https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/',
		'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-proxy/',
	],
	seen: 'live',
	check: ({kubeProxyConfig, addressPlan, proxy}) => {
		const {detectLocalMode, clusterCidrs} = kubeProxyConfig;
		if (!['', 'ClusterCIDR'].includes(detectLocalMode.value)) {
			return {skip: `kube-proxy tells pods by ${detectLocalMode.value}, not by a range`};
		}
		if (clusterCidrs.value.length === 0 || proxy?.replacement != null) {
			return {skip: 'kube-proxy uses no pod range here'};
		}
		const known = addressPlan.ranges.filter(({owner}) => owner === 'kube-proxy clusterCIDR');
		const ofManager = addressPlan.ranges.filter(({owner}) => owner === 'kube-controller-manager --cluster-cidr');
		const ofNode = addressPlan.ranges.filter(({kind, provenance}) => kind === 'node-pods' && provenance === 'declared');
		if (known.length === 0 || (ofManager.length === 0 && ofNode.length === 0)) {
			return {unknown: 'the pod range is not known from another source', remedy: 'look at a control-plane node'};
		}
		return known.flatMap((range): readonly Violation[] => {
			const others = ofManager.filter(({family}) => family === range.family);
			const [other] = others;
			if (other !== undefined && !others.some((each) => cidrOf(each) === cidrOf(range))) {
				return [
					{
						expected: `clusterCIDR ${other.cidr}, as kube-controller-manager has it`,
						actual: `kube-proxy takes ${range.cidr} for pods, the cluster gives them ${other.cidr}`,
						evidence: [range.at, other.at],
						values: {cluster: other.cidr},
					},
				];
			}
			const isOutside = (subnet: PlannedRange): boolean =>
				subnet.family === range.family &&
				!known.some((each) => isInside(subnet, each)) &&
				// A range as wide as the cluster's is no node's own.
				!known.some((each) => isInside(each, subnet));
			const outside = ofNode.find(isOutside);
			return outside === undefined
				? []
				: [
						{
							expected: `a clusterCIDR with ${outside.cidr} of this node in it`,
							actual: `kube-proxy takes ${range.cidr} for pods, those of this node are in ${outside.cidr} (${outside.owner})`,
							evidence: [range.at, outside.at],
						},
					];
		});
	},
});
