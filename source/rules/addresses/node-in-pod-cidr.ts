import {capturedAddresses} from '../../derive/captured-addresses.ts';
import {defineRule} from '../../model/rule.ts';

/** Products that give pods addresses of the nodes' own network. */
const fromNodes = new Set(['aws', 'azure', 'gke', 'calico', 'canal']);

/** The node's network against the pod range of the cluster. */
export const nodeInPodCidr = defineRule({
	id: 'node-in-pod-cidr',
	title: 'The node, its gateway and name servers are outside the pod range',
	severity: 'error',
	tier: 1,
	group: 'addresses',
	roles: ['control-plane', 'worker'],
	needs: ['addressPlan', 'nodeAddress'],
	uses: ['routes', 'resolvConfs', 'cni'],
	why: 'Packets to such an address are taken for pod traffic: they keep their source, loop in the tunnel or go nowhere. The usual case is 192.168.0.0/16 for pods in a 192.168.x network.',
	fix: 'Choose another pod range for the cluster and the network add-on, such as 10.244.0.0/16, and make the pods anew.',
	commands: ['grep -n cluster-cidr /etc/kubernetes/manifests/kube-controller-manager.yaml'],
	verify: ['ip route get {address}'],
	docs: [
		'https://kubernetes.io/docs/concepts/cluster-administration/networking/',
		'https://docs.tigera.io/calico/latest/networking/ipam/initial-ippool',
	],
	seen: 'never seen live; tested on made-up facts',
	check: ({addressPlan, nodeAddress, routes, resolvConfs, cni}) => {
		const pods = addressPlan.ranges.filter((range) => range.kind === 'cluster-pods');
		if (pods.length === 0) {
			return {
				unknown: 'the pod range of the cluster is not known on this node',
				remedy: 'look at a control-plane node',
			};
		}
		// These hand out parts of the network that the nodes are in, by design.
		if (['aws', 'azure', 'gke'].some((product) => cni?.product === product)) {
			return {skip: `${cni?.product} gives pods addresses of the nodes' network`};
		}
		const canShare = fromNodes.has(cni?.product ?? '') && cni?.overlay == null;
		return capturedAddresses(pods, 'pod', {nodeAddress, routes, resolvConfs}).map((violation) =>
			canShare && violation.severity === 'warning' ? {...violation, severity: 'info' as const} : violation,
		);
	},
});
