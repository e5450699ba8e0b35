import type {ParsedAddress} from '../net/address.ts';
import {maskedValue, parseNumber} from './packet-mark.ts';
import type {AddressType, PacketView} from './packet-view.ts';
import {protocolName} from './protocol-name.ts';
import {hasNoConnection, type WalkState} from './walk-state.ts';

/** What a packet holds where a rule of nft looks: a value, something that it cannot have (`tcp dport` of UDP: no comparison holds), or null for unknown. */
export type NftField =
	| {readonly kind: 'address'; readonly address: ParsedAddress}
	| {readonly kind: 'number'; readonly value: number}
	| {readonly kind: 'protocol'; readonly name: string}
	| {readonly kind: 'interface'; readonly name: string}
	/** A word, or the words that are set (flags). */
	| {readonly kind: 'words'; readonly words: readonly string[]}
	| {readonly kind: 'absent'}
	| null;

type Look = (view: PacketView, state: WalkState) => NftField;

const absent: NftField = {kind: 'absent'};
const unknown: Look = () => null;

const address =
	(family: 4 | 6, which: 'source' | 'destination'): Look =>
	(view) => {
		if (view.packet.family !== family) {
			return absent;
		}
		const found = view[which];
		return found === null ? null : {kind: 'address', address: found};
	};

const port =
	(protocol: string | null, which: 'sourcePort' | 'destinationPort'): Look =>
	(view) => {
		if (protocol !== null && view.protocol !== protocol) {
			return view.protocol === null ? null : absent;
		}
		const value = view.packet[which];
		return value === null ? null : {kind: 'number', value};
	};

const link =
	(which: 'inName' | 'outName'): Look =>
	(view) => {
		const name = view[which];
		return name === null ? null : {kind: 'interface', name};
	};

const words = (...list: readonly string[]): NftField => ({kind: 'words', words: list});

const protocol: Look = (view) => (view.protocol === null ? null : {kind: 'protocol', name: view.protocol});

const ofFamily =
	(family: 4 | 6, look: Look): Look =>
	(view, state) =>
		view.packet.family === family ? look(view, state) : absent;

const ofProtocol =
	(name: string, look: Look): Look =>
	(view, state) =>
		view.protocol === null ? null : view.protocol === name ? look(view, state) : absent;

const addressType = (type: AddressType | null): NftField => (type === null ? null : words(type));

const untranslated =
	(look: Look): Look =>
	(view, state) =>
		view.packet.dnat === false && state.connection === 'NEW' ? look(view, state) : null;

const ports: readonly (readonly [string, Look])[] = ['tcp', 'udp', 'sctp', 'udplite', 'dccp', 'th'].flatMap((name) => {
	const of = name === 'th' ? null : name;
	return [
		[`${name} sport`, port(of, 'sourcePort')],
		[`${name} dport`, port(of, 'destinationPort')],
	] as const;
});

const originals: readonly (readonly [string, Look])[] = [
	['ct original ip saddr', untranslated(address(4, 'source'))],
	['ct original ip daddr', untranslated(address(4, 'destination'))],
	['ct original ip6 saddr', untranslated(address(6, 'source'))],
	['ct original ip6 daddr', untranslated(address(6, 'destination'))],
	['ct original proto-src', untranslated(port(null, 'sourcePort'))],
	['ct original proto-dst', untranslated(port(null, 'destinationPort'))],
];

const looks: ReadonlyMap<string, Look> = new Map<string, Look>([
	...ports,
	...originals,
	['ip saddr', address(4, 'source')],
	['ip daddr', address(4, 'destination')],
	['ip6 saddr', address(6, 'source')],
	['ip6 daddr', address(6, 'destination')],
	['ip protocol', ofFamily(4, protocol)],
	['ip6 nexthdr', ofFamily(6, protocol)],
	['l4proto', protocol],
	['nfproto', ({packet}) => words(packet.family === 4 ? 'ipv4' : 'ipv6')],
	['protocol', ({packet}) => words(packet.family === 4 ? 'ip' : 'ip6')],
	['ether type', ({packet}) => words(packet.family === 4 ? 'ip' : 'ip6')],
	['iifname', link('inName')],
	['oifname', link('outName')],
	['iif', link('inName')],
	['oif', link('outName')],
	['pkttype', () => words('host', 'unicast')],
	['ct state', (_, {connection}) => (connection === null ? null : words(connection.toLowerCase()))],
	['ct direction', (_, {connection}) => (connection === 'NEW' ? words('original') : null)],
	['fib saddr type', (view) => addressType(view.sourceType)],
	['fib daddr type', (view) => addressType(view.destinationType)],
	['tcp flags', ofProtocol('tcp', (_, {connection}) => (connection === 'NEW' ? words('syn') : null))],
	['icmp type', ofProtocol('icmp', unknown)],
	['icmp code', ofProtocol('icmp', unknown)],
	['icmpv6 type', ofProtocol('ipv6-icmp', unknown)],
	['icmpv6 code', ofProtocol('ipv6-icmp', unknown)],
]);

const markField = (left: string, state: WalkState): NftField | undefined => {
	const match = /^(ct )?mark(?: (?:&|and) (\S+))?$/.exec(left);
	if (match === null) {
		return undefined;
	}
	const isOfConnection = match[1] !== undefined;
	if (isOfConnection && (hasNoConnection(state) || state.connection === null)) {
		return state.connection === null ? null : absent;
	}
	const mask = match[2] === undefined ? 0xffffffff : parseNumber(match[2]);
	const value = mask === null ? null : maskedValue(isOfConnection ? state.connectionMark : state.mark, mask);
	return value === null ? null : {kind: 'number', value};
};

const flagsField = (left: string, view: PacketView, state: WalkState): NftField | undefined => {
	if (!left.startsWith('tcp flags &')) {
		return undefined;
	}
	if (view.protocol !== 'tcp' || state.connection !== 'NEW') {
		return view.protocol === null || view.protocol === 'tcp' ? null : absent;
	}
	const mask = left.slice('tcp flags &'.length).split(/[^a-z0-9]+/);
	return mask.includes('syn') ? words('syn') : words();
};

/** The value that a rule's left side names, in nft's text form (nft(8)). A null is one that this packet leaves open or that is not understood. */
export const nftField = (left: string, view: PacketView, state: WalkState): NftField => {
	const name = left.startsWith('meta ') ? left.slice(5) : left;
	const look = looks.get(name);
	if (look !== undefined) {
		return look(view, state);
	}
	const ofMark = markField(name, state);
	if (ofMark !== undefined) {
		return ofMark;
	}
	const ofFlags = flagsField(name, view, state);
	if (ofFlags !== undefined) {
		return ofFlags;
	}
	if (name.startsWith('fib ') && name.includes(' oif')) {
		// Its source is routed through the interface that it came from.
		return words('exists', 'true');
	}
	return name === 'ct status' && view.packet.dnat === false && state.connection === 'NEW' ? words('confirming') : null;
};

/** Whether two spellings name one IP protocol. */
export const sameProtocol = (first: string, second: string): boolean => protocolName(first) === protocolName(second);
