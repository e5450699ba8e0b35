import {capturedAddresses} from '../../derive/captured-addresses.ts';
import {defineRule} from '../../model/rule.ts';

/** The node's network against the service range. */
export const nodeInServiceCidr = defineRule({
	id: 'node-in-service-cidr',
	title: 'The node, its gateway and name servers are outside the service range',
	severity: 'error',
	tier: 1,
	group: 'addresses',
	roles: ['control-plane', 'worker'],
	needs: ['addressPlan', 'nodeAddress'],
	uses: ['routes', 'resolvConfs', 'kubeletConfig', 'interfaces'],
	why: 'As soon as a service gets this address its traffic is diverted; in ipvs and nftables mode the whole range may be refused.',
	fix: 'Use a service range that nothing else uses: --service-cluster-ip-range of a new cluster, or a further ServiceCIDR. Or give up an address that the node is not known by; careful: this cuts an SSH session that uses it.',
	commands: ['grep -n service-cluster-ip-range /etc/kubernetes/manifests/kube-apiserver.yaml'],
	verify: ['ip route get {address}'],
	docs: [
		'https://kubernetes.io/docs/reference/networking/virtual-ips/',
		'https://kubernetes.io/docs/tasks/network/extend-service-ip-ranges/',
	],
	seen: 'live',
	check: ({addressPlan, nodeAddress, routes, resolvConfs, kubeletConfig, interfaces}) => {
		const services = addressPlan.ranges.filter((range) => range.kind === 'services');
		if (services.length === 0) {
			return {unknown: 'the service range is not known on this node', remedy: 'look at a control-plane node'};
		}
		// A node that resolves through the cluster's own DNS does so on purpose.
		const dns = new Set([
			...addressPlan.clusterDns.map((entry) => entry.address),
			...(kubeletConfig?.clusterDns.value ?? []),
		]);
		return capturedAddresses(services, 'service', {nodeAddress, routes, resolvConfs, except: dns, interfaces});
	},
});
