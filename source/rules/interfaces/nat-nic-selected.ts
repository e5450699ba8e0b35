import type {Interface} from '../../model/facts/interface.ts';
import type {Route} from '../../model/facts/route.ts';
import {defineRule} from '../../model/rule.ts';
import {containsAddress, parseCidr} from '../../net/cidr.ts';

const natRange = parseCidr('10.0.2.0/24');

const isUp = (link: Interface): boolean => link.flags.includes('UP');

const globalV4 = (link: Interface): readonly Interface['addresses'][number][] =>
	link.addresses.filter(
		(address) => address.family === 4 && address.scope === 'global' && !address.flags.includes('secondary'),
	);

const natGateway = (routes: readonly Route[]): Route | undefined =>
	routes.find((route) => route.destination === '0.0.0.0/0' && route.via === '10.0.2.2');

/** VirtualBox gives every machine 10.0.2.15 behind the gateway 10.0.2.2. */
export const natNicSelected = defineRule({
	id: 'nat-nic-selected',
	title: "The node's address is not on the hypervisor's NAT interface",
	severity: 'error',
	tier: 1,
	group: 'interfaces',
	roles: ['control-plane', 'worker', 'etcd'],
	needs: ['interfaces', 'routes', 'nodeAddress'],
	uses: ['kubeletConfig', 'machine'],
	why: 'The hypervisor gives every virtual machine the same NAT address. Overlays then send to themselves, and logs and exec reach the wrong machine.',
	fix: 'Tell kubelet the address of the other interface, {address}, and the network add-on its name, {interface}.',
	commands: ["echo 'KUBELET_EXTRA_ARGS=--node-ip={address}' > /etc/default/kubelet", '{restart:kubelet}'],
	verify: ['ip -br -4 addr', 'kubectl get node -o wide'],
	docs: [
		'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/',
		'https://github.com/flannel-io/flannel/blob/master/Documentation/troubleshooting.md',
	],
	seen: 'live',
	check: ({interfaces, routes, nodeAddress, kubeletConfig, machine}) => {
		const physical = interfaces.filter((link) => nodeAddress.physical.includes(link.name) && isUp(link));
		const own = nodeAddress.addresses.find((address) => address.family === 4);
		if (own === undefined) {
			return [];
		}
		const others = physical.filter((link) => link.name !== own.interface && globalV4(link).length > 0);
		const [other] = others;
		const gateway = natGateway(routes);
		const isNat =
			natRange !== null &&
			containsAddress(natRange, own.address) &&
			(gateway !== undefined || machine?.product?.includes('VirtualBox') === true);
		if (other !== undefined && isNat) {
			const address = globalV4(other)[0]?.address ?? '';
			return [
				{
					expected: `the node's address on ${other.name} (${address})`,
					actual: `the node uses the NAT address ${own.address} of ${own.interface}`,
					evidence: [own.at, ...(gateway === undefined ? [] : [gateway.at]), other.at],
					values: {address, interface: other.name},
				},
			];
		}
		const chosen = nodeAddress.because === 'node-ip' || (kubeletConfig?.nodeIps.value.length ?? 0) > 0;
		if (other === undefined || chosen || kubeletConfig === undefined) {
			return [];
		}
		const address = globalV4(other)[0]?.address ?? '';
		return [
			{
				expected: '--node-ip says which of several interfaces is the node',
				actual: `${own.interface} and ${others.map((link) => link.name).join(', ')} have global addresses and kubelet was not told which to use`,
				evidence: [own.at, other.at],
				severity: 'info' as const,
				values: {address, interface: other.name},
			},
		];
	},
});
