import {parseIptablesSave} from '../../source/collectors/iptables-save.ts';
import {parseNft} from '../../source/collectors/nft.ts';
import type {Packet, PacketFilters} from '../../source/derive/packet.ts';
import {part} from './part.ts';

/** Filters from texts of iptables-save and of `nft list ruleset`, as on a node with one address. */
export const filtersOf = (
	texts: {readonly iptables?: string; readonly legacy?: string; readonly nft?: string},
	localAddresses: readonly string[] | undefined = ['192.168.56.11', '127.0.0.1'],
): PacketFilters => ({
	iptables: {
		tables: [
			...parseIptablesSave(part(texts.iptables ?? '', 'iptables-nft-save -c')).value,
			...parseIptablesSave(part(texts.legacy ?? '', 'iptables-legacy-save -c')).value,
		],
		warnings: [],
	},
	nftables: parseNft(part(texts.nft ?? '', 'nft list ruleset')).value,
	localAddresses,
});

/** The filter table with rules; built-in chains accept unless told otherwise. */
export const filterTable = (rules: readonly string[], policies: {readonly [chain: string]: string} = {}): string =>
	[
		'*filter',
		...['INPUT', 'FORWARD', 'OUTPUT'].map((chain) => `:${chain} ${policies[chain] ?? 'ACCEPT'} [0:0]`),
		...rules,
		'COMMIT',
		'',
	].join('\n');

/** A SYN to port 6443 of the node, from a peer, with what is given changed. */
export const packet = (given: Partial<Packet> = {}): Packet => ({
	family: 4,
	hook: 'input',
	inInterface: 'eth0',
	outInterface: null,
	source: '192.168.56.12',
	destination: '192.168.56.11',
	protocol: 'tcp',
	sourcePort: 40_000,
	destinationPort: 6443,
	state: 'NEW',
	mark: 0,
	dnat: false,
	...given,
});
