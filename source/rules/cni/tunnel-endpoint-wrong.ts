import type {NodeAddress} from '../../model/conclusions.ts';
import type {Interface} from '../../model/facts/interface.ts';
import {defineRule, type Violation} from '../../model/rule.ts';
import {isLoopback, sameAddress} from '../../net/address.ts';

type Tunnel = Interface & {readonly vxlan: NonNullable<Interface['vxlan']>};

/** Cilium's tunnel is told its endpoint with each packet and has none of its own. */
const isOverlay = (link: Interface): link is Tunnel =>
	link.vxlan !== null && /^(flannel[.-]|vxlan(-v6)?\.calico$)/.test(link.name);

const holderOf = (address: string, interfaces: readonly Interface[]): Interface | undefined =>
	interfaces.find(({addresses}) => addresses.some((each) => sameAddress(each.address, address)));

/** What is wrong with a tunnel's own address, the worst first. */
const wrongAddress = (
	local: string,
	interfaces: readonly Interface[],
	node: NodeAddress,
): {readonly text: string; readonly isError: boolean} | null => {
	const holder = holderOf(local, interfaces);
	if (node.addresses.some(({address}) => sameAddress(address, local))) {
		return null;
	}
	if (isLoopback(local)) {
		return {text: 'a loopback address', isError: true};
	}
	if (holder === undefined) {
		return {text: 'which this node does not have', isError: true};
	}
	if (local === '10.0.2.15') {
		return {text: `the NAT address of ${holder.name}, the same on every virtual machine`, isError: true};
	}
	return node.physical.includes(holder.name)
		? {text: `of ${holder.name}`, isError: false}
		: {text: `of ${holder.name}, which other nodes do not reach`, isError: true};
};

const judge = (link: Tunnel, interfaces: readonly Interface[], node: NodeAddress): readonly Violation[] => {
	const {local, device} = link.vxlan;
	const [own] = node.addresses.filter(({family}) => family === (local?.includes(':') ? 6 : 4));
	if (own === undefined || (local === null && device === null)) {
		return [];
	}
	const wrong = local === null ? null : wrongAddress(local, interfaces, node);
	const expected = `${link.name} uses ${own.address} on ${own.interface}`;
	const common = {expected, evidence: [link.at, own.at], values: {link: link.name, interface: own.interface}};
	if (wrong !== null) {
		const actual = `${link.name} sends from ${local}, ${wrong.text}, not from the node's ${own.address}`;
		return [{...common, actual, severity: wrong.isError ? 'error' : 'warning'}];
	}
	const isElsewhere = device !== null && !node.addresses.some((address) => address.interface === device);
	const actual = `${link.name} sends through ${device}, not through ${own.interface} with the node's address`;
	return isElsewhere ? [{...common, actual, severity: 'warning'}] : [];
};

/** Two tunnels of one family with one network number on one port: the kernel gives what comes in to one of them. */
const twins = (links: readonly Interface[]): readonly Violation[] => {
	const seen = new Map<string, Interface>();
	return links.flatMap((link): readonly Violation[] => {
		const {id, port, local} = link.vxlan ?? {id: null, port: null, local: null};
		const key = `${id}/${port}/${local?.includes(':') === true ? 6 : 4}`;
		const first = seen.get(key);
		seen.set(key, first ?? link);
		return id === null || port === null || first === undefined
			? []
			: [
					{
						expected: `one tunnel with network ${id} on port ${port}`,
						actual: `${first.name} and ${link.name} both use network ${id} on port ${port}`,
						evidence: [first.at, link.at],
						values: {link: link.name, interface: link.vxlan?.device ?? ''},
					},
				];
	});
};

/** Address and interface that the VXLAN interfaces of flannel and Calico send from. */
export const tunnelEndpointWrong = defineRule({
	id: 'tunnel-endpoint-wrong',
	title: "The overlay sends from the node's own address",
	severity: 'error',
	tier: 2,
	group: 'cni',
	roles: ['control-plane', 'worker'],
	needs: ['interfaces', 'nodeAddress'],
	why: 'The other nodes send their packets for pods of this one to an address that they do not reach.',
	fix: 'Tell the network add-on which interface to use (flannel: --iface={interface}; Calico: IP_AUTODETECTION_METHOD), and delete {link}: its agent makes it anew.',
	commands: ['ip -d link show dev {link}', 'kubectl -n kube-flannel edit daemonset kube-flannel-ds'],
	verify: ['ip -d link show dev {link}'],
	docs: [
		'https://github.com/flannel-io/flannel/blob/master/Documentation/troubleshooting.md',
		'https://docs.tigera.io/calico/latest/networking/ipam/ip-autodetection',
	],
	seen: 'live',
	check: ({interfaces, nodeAddress}) => {
		const links = interfaces.filter((link) => link.vxlan !== null);
		if (links.length === 0) {
			return interfaces.some(({detailed}) => detailed)
				? {skip: 'there is no VXLAN interface'}
				: {unknown: 'the kinds of the interfaces are not known', remedy: 'ip -d link'};
		}
		return [...links.filter(isOverlay).flatMap((link) => judge(link, interfaces, nodeAddress)), ...twins(links)];
	},
});
