import {createFirewallVerdicts} from '../../derive/firewall-verdicts.ts';
import type {NodeAddress} from '../../model/conclusions.ts';
import type {Interface} from '../../model/facts/interface.ts';
import {defineRule, type Violation} from '../../model/rule.ts';
import {isPublic, sameAddress} from '../../net/address.ts';

/** Ports of Geneve and of IP in UDP by the names of their interfaces; VXLAN says its own. */
const fixed: readonly (readonly [name: RegExp, port: number])[] = [
	[/^(genev_sys_6081|cilium_geneve)$/, 6081],
	[/^fou-/, 5555],
];

/** The UDP port on which an interface takes packets from anybody. WireGuard knows its peers. */
const portOf = ({name, flags, vxlan}: Interface): number | null =>
	flags.includes('UP') ? (vxlan?.port ?? fixed.find(([pattern]) => pattern.test(name))?.[1] ?? null) : null;

type Held = NodeAddress['addresses'][number];

/** The addresses that an overlay is reached at: its own, else all of the node. */
const endpoints = ({vxlan}: Interface, interfaces: readonly Interface[], node: NodeAddress): readonly Held[] => {
	const local = vxlan?.local ?? null;
	const all = interfaces.flatMap((link) =>
		link.addresses.map(({family, address, prefix, at}) => ({family, address, prefix, interface: link.name, at})),
	);
	return local === null ? node.addresses : all.filter(({address}) => sameAddress(address, local));
};

/** UDP ports of overlays on public addresses, asked by somebody from outside. */
export const overlayPortWorldReachable = defineRule({
	id: 'overlay-port-world-reachable',
	title: 'The overlay takes no packets from outside the cluster',
	severity: 'warning',
	tier: 2,
	group: 'exposure',
	roles: ['control-plane', 'worker'],
	needs: ['interfaces', 'nodeAddress', 'iptables', 'nftables'],
	why: 'VXLAN and Geneve know no authentication: who can send to the port is in the pod network. A filter before the node, as clouds have it, cannot be seen from here.',
	fix: 'Let only the other nodes through to {port}/udp, or have the overlay use a private interface or WireGuard.',
	commands: [
		'iptables -I INPUT 1 -p udp -m udp --dport {port} -j DROP',
		'iptables -I INPUT 1 -p udp -m udp --dport {port} -s <network-of-the-nodes> -j ACCEPT',
	],
	verify: ['iptables -S INPUT | grep {port}'],
	docs: [
		'https://docs.k3s.io/installation/requirements',
		'https://github.com/flannel-io/flannel/blob/master/Documentation/backends.md',
	],
	seen: 'never seen live; tested on made-up facts',
	check: ({interfaces, nodeAddress, iptables, nftables}) => {
		const verdicts = createFirewallVerdicts({iptables, nftables});
		const asked = interfaces.flatMap((link) => {
			const port = portOf(link);
			return port === null
				? []
				: endpoints(link, interfaces, nodeAddress)
						.filter(({address}) => isPublic(address))
						.map((own) => ({
							...{link, own, port},
							verdict: verdicts.input({address: own.address, interface: own.interface, protocol: 'udp', port}),
						}));
		});
		const doubtful = asked.find(({verdict}) => verdict.verdict === 'unknown');
		const open = asked.filter(({verdict}) => verdict.verdict === 'accept');
		return open.length === 0 && doubtful !== undefined
			? {unknown: `whether ${doubtful.port}/udp is filtered depends on rules that cannot be decided from here`}
			: open.map(
					({link, own, port}): Violation => ({
						expected: `only other nodes reach ${own.address}:${port}/udp`,
						actual: `anybody may send packets into the pod network through ${link.name} (${own.address}:${port}/udp), unless a filter before the node stops them`,
						evidence: [link.at, own.at],
						values: {port: String(port)},
					}),
				);
	},
});
