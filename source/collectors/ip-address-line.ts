import type {Address} from '../model/facts/interface.ts';
import type {Place} from '../model/place.ts';
import {isLinkLocal, isLoopback, parseAddress} from '../net/address.ts';

/** Keywords of an address line that take a value. Everything else after `scope` is a flag. */
const keywords = new Set(['peer', 'brd', 'any', 'metric', 'scope', 'proto', 'flags']);

const splitPrefix = (text: string): readonly [string, string | null] => {
	const slash = text.indexOf('/');
	return slash < 0 ? [text, null] : [text.slice(0, slash), text.slice(slash + 1)];
};

/** Address and prefix length of `10.9.0.1/24`, or of `172.30.0.1 peer 172.30.0.2/32`, where the length stands with the peer. */
const readPair = (
	local: string,
	peer: string | null,
): Pick<Address, 'family' | 'address' | 'prefix' | 'peer'> | null => {
	const [text, ownLength] = splitPrefix(local);
	const [peerText, peerLength] = peer === null ? [null, null] : splitPrefix(peer);
	const parsed = parseAddress(text);
	if (parsed === null) {
		return null;
	}
	const family = text.includes(':') ? 6 : 4;
	const bits = family === 4 ? 32 : 128;
	const length = ownLength ?? peerLength ?? String(bits);
	if (!/^\d{1,3}$/.test(length) || Number(length) > bits) {
		return null;
	}
	const normal = peerText === null ? null : (parseAddress(peerText)?.text ?? peerText);
	return {family, address: parsed.text, prefix: Number(length), peer: normal};
};

/**
 * Reads `inet 10.9.0.2/24 metric 100 brd 10.9.0.255 scope global secondary br0:0` (ip-address(8)); null when it is none.
 * The words `inet` lines end with are flags and, for IPv4, the label, which may imitate any of them.
 */
export const readAddressLine = (line: readonly string[], at: Place): Address | null => {
	const values = new Map<string, string>();
	const loose: string[] = [];
	for (let i = 2; i < line.length; i += 1) {
		const word = line[i] ?? '';
		const isLabel = line[0] === 'inet' && i === line.length - 1 && values.has('scope');
		if (keywords.has(word) && !isLabel && !values.has(word)) {
			i += 1;
			values.set(word, line[i] ?? '');
		} else {
			loose.push(word);
		}
	}
	const pair = readPair(line[1] ?? '', values.get('peer') ?? null);
	if (pair === null || (line[0] === 'inet6') !== (pair.family === 6)) {
		return null;
	}
	const label = line[0] === 'inet' ? (loose.pop() ?? null) : null;
	const scope = values.get('scope') ?? 'global';
	return {...pair, scope, broadcast: values.get('brd') ?? null, label, flags: loose, at};
};

/** The scope that the kernel gives an address by default: what `ip -br addr` leaves out. */
export const usualScope = (address: string): string => {
	if (isLoopback(address)) {
		return 'host';
	}
	return address.includes(':') && isLinkLocal(address) ? 'link' : 'global';
};

/** Reads the addresses of a line of `ip -br addr`: `172.30.0.1 peer 172.30.0.2/32 10.77.0.1/24 metric 100`; null when a word is none. */
export const readBriefAddresses = (line: readonly string[], at: Place): readonly Address[] | null => {
	const addresses: Address[] = [];
	for (let i = 0; i < line.length; i += 1) {
		const local = line[i] ?? '';
		const peer = line[i + 1] === 'peer' ? (line[i + 2] ?? null) : null;
		i += peer === null ? 0 : 2;
		i += line[i + 1] === 'metric' ? 2 : 0;
		const pair = readPair(local, peer);
		if (pair === null) {
			return null;
		}
		addresses.push({...pair, scope: usualScope(pair.address), broadcast: null, label: null, flags: [], at});
	}
	return addresses;
};
