import {type ParsedAddress, parseAddress} from '../net/address.ts';
import {type Cidr, parseCidr} from '../net/cidr.ts';
import type {Packet} from './packet.ts';
import {protocolName} from './protocol-name.ts';
import type {Truth} from './truth.ts';

/** A kind of address as routing sees it: `-m addrtype`, `fib daddr type`. */
export type AddressType = 'local' | 'unicast' | 'multicast' | 'broadcast';

/** A packet with its addresses read, as rules look at it. An interface is '' where the hook has none, null where unknown. */
export type PacketView = {
	readonly packet: Packet;
	readonly inName: string | null;
	readonly outName: string | null;
	readonly source: ParsedAddress | null;
	readonly destination: ParsedAddress | null;
	readonly protocol: string | null;
	readonly sourceType: AddressType | null;
	readonly destinationType: AddressType | null;
	/** Ranges read so far, by text: a rule set names the same ones again and again. */
	readonly ranges: Map<string, Cidr | null>;
};

const multicast = {4: parseCidr('224.0.0.0/4'), 6: parseCidr('ff00::/8')} as const;
const loopback = {4: parseCidr('127.0.0.0/8'), 6: parseCidr('::1/128')} as const;

const isIn = (range: Cidr | null, address: ParsedAddress): boolean =>
	range !== null && address.family === range.family && address.value >= range.first && address.value <= range.last;

const typeOf = (
	address: ParsedAddress | null,
	atThisNode: Truth,
	local: ReadonlySet<string> | null,
): AddressType | null => {
	if (address === null) {
		return null;
	}
	if (isIn(multicast[address.family], address)) {
		return 'multicast';
	}
	if (address.text === '255.255.255.255') {
		return 'broadcast';
	}
	if (isIn(loopback[address.family], address) || local?.has(address.text) === true || atThisNode === true) {
		return 'local';
	}
	return local !== null || atThisNode === false ? 'unicast' : null;
};

/** Reads a packet. At the hook the kernel has decided some things already: what reaches `input` is for this node, what is forwarded is not. */
export const viewPacket = (packet: Packet, localAddresses: readonly string[] | undefined): PacketView => {
	const local = localAddresses === undefined ? null : new Set(localAddresses);
	const source = packet.source === null ? null : parseAddress(packet.source);
	const destination = packet.destination === null ? null : parseAddress(packet.destination);
	const {hook} = packet;
	return {
		packet,
		inName: hook === 'output' ? '' : packet.inInterface,
		outName: hook === 'input' || hook === 'prerouting' ? '' : packet.outInterface,
		source,
		destination,
		protocol: packet.protocol === null ? null : protocolName(packet.protocol),
		sourceType: typeOf(source, hook === 'output' ? true : hook === 'forward' ? false : null, local),
		destinationType: typeOf(destination, hook === 'input' ? true : hook === 'forward' ? false : null, local),
		ranges: new Map(),
	};
};
