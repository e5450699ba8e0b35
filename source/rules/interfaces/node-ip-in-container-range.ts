import {physicalInterfaces} from '../../derive/container-interface.ts';
import type {Interface} from '../../model/facts/interface.ts';
import {defineRule} from '../../model/rule.ts';

/** Links that may carry the node's address although they look like an engine's: loopback and dummy of routed networks, the bridge of Open vSwitch, VPNs. */
const mayCarry = ({name, kind}: Interface): boolean =>
	kind === 'dummy' || kind === 'openvswitch' || /^(lo|dummy|br-ex|breth|ovs|tap|tun)/.test(name);

/** The node's address against the links of container engines and pod networks. */
export const nodeIpInContainerRange = defineRule({
	id: 'node-ip-in-container-range',
	title: "The node's address is on an interface of its own network",
	severity: 'error',
	tier: 3,
	group: 'interfaces',
	roles: ['control-plane', 'worker'],
	needs: ['nodeAddress', 'interfaces'],
	uses: ['routes'],
	why: 'kubelet registers an address such as 172.17.0.1 or 10.244.0.1, which every node has: the API server and other nodes reach nobody by it.',
	fix: 'Set --node-ip of kubelet to the address of the network card, and see that no default route leads to the bridge.',
	commands: ['ip route show default', 'ip -br addr show {interface}', '{restart:kubelet}'],
	verify: ['ip route show default', 'kubectl get nodes -o wide'],
	docs: [
		'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/kubelet-integration/',
		'https://kubernetes.io/docs/reference/command-line-tools-reference/kubelet/',
	],
	seen: 'never seen live; tested on made-up facts',
	check: ({nodeAddress, interfaces, routes}) => {
		const own = new Set(physicalInterfaces(interfaces, [], []));
		const carries = (link: Interface): boolean =>
			own.has(link.name) ||
			mayCarry(link) ||
			// A bridge with a card as its port is the node's way out.
			interfaces.some((port) => port.master === link.name && own.has(port.name));
		return nodeAddress.addresses.flatMap(({address, prefix, interface: name, at}) => {
			const link = interfaces.find((each) => each.name === name);
			const way = routes?.find((route) => route.device === name && /^(0\.0\.0\.0|::)\/0$/.test(route.destination));
			return link === undefined || carries(link)
				? []
				: [
						{
							expected: 'an address of a network card as that of the node',
							actual: `the node goes by ${address}/${prefix} of ${name}, which belongs to containers`,
							evidence: [at, way?.at].filter((place) => place !== undefined),
							values: {interface: name, address},
						},
					];
		});
	},
});
