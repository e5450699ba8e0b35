import {defineRule} from '../../model/rule.ts';

/** IPv6 forwarding where pods or services have IPv6 addresses. */
export const ipv6ForwardOff = defineRule({
	id: 'ipv6-forward-off',
	title: 'The node forwards IPv6 packets where the cluster has IPv6',
	severity: 'error',
	tier: 3,
	group: 'system',
	roles: ['control-plane', 'worker'],
	needs: ['sysctls', 'addressPlan'],
	enough: ['sysctls', 'addressPlan'],
	uses: ['nodeAddress'],
	why: 'A node is the router of its pods: without forwarding no IPv6 packet leaves or reaches them. What listens and what is pinged from the node still works.',
	fix: 'Turn forwarding on and write it down in /etc/sysctl.d. A node that forwards takes no more router advertisements: set accept_ra to 2 where its default route comes from one.',
	commands: [
		'sysctl -w net.ipv6.conf.all.forwarding=1',
		"echo 'net.ipv6.conf.all.forwarding = 1' > /etc/sysctl.d/99-kubernetes-ipv6.conf",
		'sysctl -w net.ipv6.conf.{device}.accept_ra=2',
	],
	verify: ['sysctl net.ipv6.conf.all.forwarding', 'ip -6 route show default'],
	docs: [
		'https://kubernetes.io/docs/concepts/services-networking/dual-stack/',
		'https://kubernetes.io/docs/reference/networking/virtual-ips/',
	],
	seen: 'never seen live; tested on made-up facts',
	check: ({sysctls, addressPlan, nodeAddress}) => {
		const range = addressPlan.ranges.find(
			({kind, family, provenance}) =>
				family === 6 && provenance === 'declared' && ['cluster-pods', 'node-pods', 'services'].includes(kind),
		);
		if (range === undefined) {
			return {skip: 'neither pods nor services have IPv6 addresses, as far as this node knows'};
		}
		const forwarding = sysctls.find(({name}) => name === 'net.ipv6.conf.all.forwarding');
		if (forwarding === undefined) {
			return {unknown: 'net.ipv6.conf.all.forwarding is not among the parameters that were read'};
		}
		return forwarding.value !== '0'
			? []
			: [
					{
						expected: `net.ipv6.conf.all.forwarding = 1, because of ${range.cidr} (${range.owner})`,
						actual: 'the node does not forward IPv6 packets (net.ipv6.conf.all.forwarding = 0)',
						evidence: [forwarding.at, range.at],
						values: nodeAddress?.uplink == null ? {} : {device: nodeAddress.uplink},
					},
				];
	},
});
