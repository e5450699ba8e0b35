import type {Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {Neighbour} from '../model/facts/route.ts';
import type {Parsed, Place} from '../model/place.ts';
import {parseAddress} from '../net/address.ts';
import {parseLines, words} from './parse-lines.ts';
import {recogniseLines} from './sample-lines.ts';

const isMac = (text: string): boolean => /^[0-9a-f]{2}(:[0-9a-f]{2}){2,}$/i.test(text);

const neighbour = (address: string, mac: string | null, state: string, device: string, at: Place): Neighbour => ({
	family: 4,
	address: parseAddress(address)?.text ?? address,
	device,
	mac,
	state,
	at,
});

/** Flags of /proc/net/arp (linux/if_arp.h): 2 complete, 4 permanent, 8 published. */
const stateOfBits = (bits: number): string => {
	if (bits & 8) {
		return 'proxy';
	}
	return bits & 4 ? 'PERMANENT' : bits & 2 ? 'COMPLETE' : 'INCOMPLETE';
};

/** `10.9.0.50        0x1         0x6         52:54:00:00:00:01     *        br0`. */
const readProcRow = (tokens: readonly string[], at: Place): Neighbour | null => {
	const [address = '', type = '', flags = '', mac = '', , device] = tokens;
	if (
		parseAddress(address) === null ||
		!/^0x[0-9a-f]{1,4}$/i.test(type) ||
		!/^0x[0-9a-f]{1,4}$/i.test(flags) ||
		device === undefined
	) {
		return null;
	}
	const bits = Number(flags);
	return neighbour(address, bits & 2 && isMac(mac) && !(bits & 8) ? mac : null, stateOfBits(bits), device, at);
};

/** `10.9.0.50   ether   52:54:00:00:00:01   CM   br0`; `(incomplete)` and `<from_interface>` leave columns out. */
const readTableRow = (tokens: readonly string[], at: Place): Neighbour | null => {
	const [address = '', second = ''] = tokens;
	const device = tokens.at(-1) ?? '';
	if (second === '(incomplete)' && tokens.length === 3) {
		return neighbour(address, null, 'INCOMPLETE', device, at);
	}
	const [, , hardware = '', flags = ''] = tokens;
	if (tokens.length < 5 || !/^[CMP]{1,3}$/.test(flags) || !(isMac(hardware) || hardware.startsWith('<'))) {
		return null;
	}
	const state = flags.includes('P') ? 'proxy' : flags.includes('M') ? 'PERMANENT' : 'COMPLETE';
	return neighbour(address, isMac(hardware) ? hardware : null, state, device, at);
};

/** `? (10.9.0.50) at 52:54:00:00:00:01 [ether] PERM on br0`. */
const readSentence = (tokens: readonly string[], at: Place): Neighbour | null => {
	const [, quoted = '', word, mac = ''] = tokens;
	const on = tokens.indexOf('on', 4);
	if (word !== 'at' || !quoted.startsWith('(') || !quoted.endsWith(')') || on < 4) {
		return null;
	}
	const rest = tokens.slice(4, on);
	const state = rest.some((item) => item === 'PUB' || item === 'PUP')
		? 'proxy'
		: mac === '<incomplete>'
			? 'INCOMPLETE'
			: rest.includes('PERM')
				? 'PERMANENT'
				: 'COMPLETE';
	return neighbour(quoted.slice(1, -1), isMac(mac) ? mac : null, state, tokens[on + 1] ?? '', at);
};

const isHeader = (line: string): boolean =>
	/^IP address {2,}HW type/.test(line) ||
	/^Address {2,}HWtype/.test(line) ||
	/^Entries: \d+/.test(line) ||
	/^arp: in \d+ entries/.test(line);

const readRow = (line: string, at: Place): Neighbour | null => {
	const tokens = words(line);
	return readProcRow(tokens, at) ?? readTableRow(tokens, at) ?? readSentence(tokens, at);
};

/**
 * Parses `arp -n`, `arp -an` (arp(8)), busybox's, and /proc/net/arp (proc(5)). Their states are the kernel's without its timers:
 * COMPLETE where an address is known.
 */
export const parseArp = (part: Part): Parsed<readonly Neighbour[]> =>
	parseLines(part, (line, at) => (isHeader(line) ? null : (readRow(line, at) ?? 'an entry of the ARP table')));

/** `arp -n`, `arp -an`, /proc/net/arp. */
export const arpFormat: Format = {
	name: 'arp',
	title: 'arp -n, arp -an, /proc/net/arp',
	recognise: recogniseLines((line) => isHeader(line) || readRow(line, {source: '', line: 0}) !== null, 0.98),
	parse: parseArp,
};
