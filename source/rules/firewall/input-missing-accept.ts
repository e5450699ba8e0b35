import {createFirewallVerdicts} from '../../derive/firewall-verdicts.ts';
import type {PacketVerdict} from '../../derive/packet.ts';
import {neighbourAddress, peerAddresses, requiredPorts} from '../../derive/required-packets.ts';
import type {Place} from '../../model/place.ts';
import {defineRule, type Violation} from '../../model/rule.ts';

type Filtered = {
	readonly port: string;
	readonly source: string;
	readonly verdict: PacketVerdict;
	readonly at: readonly Place[];
};

const summary = (filtered: readonly Filtered[]): string => [...new Set(filtered.map((each) => each.port))].join(', ');

/** New connections from other nodes to the ports that they need, through the input chains of iptables and nftables together. */
export const inputMissingAccept = defineRule({
	id: 'input-missing-accept',
	title: 'Other nodes get through to the ports that they need',
	severity: 'error',
	tier: 1,
	group: 'firewall',
	roles: ['control-plane', 'worker', 'etcd'],
	needs: ['iptables', 'nftables', 'portTable', 'nodeAddress'],
	uses: ['connections', 'etcd'],
	why: 'The failure cannot be seen from this node, because connections from itself come in over loopback. Cloud firewalls and security groups cannot be seen from here either.',
	fix: 'Take out the rule that drops, or accept {ports} from the other nodes before it.',
	commands: ['iptables -I INPUT 1 -p {protocol} --dport {port} -j ACCEPT'],
	verify: ['iptables -L INPUT -v -n --line-numbers', 'nft list ruleset'],
	docs: ['https://kubernetes.io/docs/reference/networking/ports-and-protocols/'],
	check: ({iptables, nftables, portTable, nodeAddress, connections, etcd}) => {
		const verdicts = createFirewallVerdicts({iptables, nftables});
		const peers = peerAddresses(connections, nodeAddress);
		const filtered: Filtered[] = [];
		const doubtful: string[] = [];
		for (const {address, prefix, interface: name} of nodeAddress.addresses) {
			const neighbour = neighbourAddress(address, prefix);
			const known = peers.filter((peer) => peer.includes(':') === address.includes(':'));
			const sources = known.length > 0 ? known : neighbour === null ? [] : [neighbour];
			for (const {row, protocol, port} of requiredPorts(portTable, etcd)) {
				for (const source of sources) {
					const verdict = verdicts.input({address, interface: name, protocol, port, source});
					if (verdict.verdict === 'unknown') {
						doubtful.push(`${port}/${protocol}`);
					} else if (verdict.verdict !== 'accept') {
						const at = [
							...(verdict.by === null ? [] : [verdict.by]),
							...row.listeners.slice(0, 1).map((socket) => socket.at),
						];
						filtered.push({port: `${port}/${protocol}`, source, verdict, at});
					}
				}
			}
		}
		const [first] = filtered;
		if (first === undefined) {
			return doubtful.length === 0
				? []
				: {
						unknown: `whether ${[...new Set(doubtful)].join(', ')} is filtered depends on rules that cannot be decided from here`,
					};
		}
		const what = first.verdict.verdict === 'reject' ? 'rejects' : 'drops';
		const [port = '', protocol = ''] = first.port.split('/');
		const violation: Violation = {
			expected: `new connections from other nodes to ${summary(filtered)} are accepted`,
			actual: `this node ${what} new connections from other nodes to ${summary(filtered)} (${first.verdict.chains.join(' → ')})`,
			evidence: filtered.flatMap((each) => each.at).slice(0, 6),
			values: {ports: summary(filtered), port, protocol},
		};
		return [violation];
	},
});
