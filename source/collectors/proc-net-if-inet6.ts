import type {Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {Address} from '../model/facts/interface.ts';
import type {Parsed, Place} from '../model/place.ts';
import {ipv6OfHex} from './hex-address.ts';
import {nowhere, parseLines, words} from './parse-lines.ts';
import {recogniseLines} from './sample-lines.ts';

/** An IPv6 address with the interface that holds it. */
export type InterfaceAddress = Address & {readonly interface: string; readonly index: number};

/** Scopes (include/net/ipv6.h) as ip-address(8) calls them. */
const scopes: ReadonlyMap<string, string> = new Map([
	['00', 'global'],
	['10', 'host'],
	['20', 'link'],
	['40', 'site'],
	['80', 'global'],
]);

/** Bits of the flags column (linux/if_addr.h) as ip-address(8) calls them; 0x80, permanent, is not printed. */
const flagNames: readonly (readonly [number, string])[] = [
	[0x01, 'temporary'],
	[0x02, 'nodad'],
	[0x04, 'optimistic'],
	[0x08, 'dadfailed'],
	[0x10, 'home'],
	[0x20, 'deprecated'],
	[0x40, 'tentative'],
];

const readRow = (line: string, at: Place): InterfaceAddress | null => {
	const tokens = words(line);
	const [hex = '', index = '', prefix = '', scope = '', flags = '', device] = tokens;
	const address = ipv6OfHex(hex);
	const isHex = [index, prefix, scope, flags].every((text) => /^[0-9a-f]{2,8}$/i.test(text));
	if (address === null || !isHex || device === undefined || tokens.length !== 6) {
		return null;
	}
	const bits = Number.parseInt(flags, 16);
	return {
		family: 6,
		address,
		prefix: Number.parseInt(prefix, 16),
		scope: scopes.get(scope) ?? 'global',
		peer: null,
		broadcast: null,
		label: null,
		flags: flagNames.filter(([bit]) => bits & bit).map(([, name]) => name),
		interface: device,
		index: Number.parseInt(index, 16),
		at,
	};
};

/**
 * Parses /proc/net/if_inet6: address, number of the interface, prefix length, scope, flags (all hexadecimal) and name.
 *
 *     fe80000000000000505400fffe380016 02 40 20 80     eth0
 */
export const parseProcNetIfInet6 = (part: Part): Parsed<readonly InterfaceAddress[]> =>
	parseLines(part, (line, at) => readRow(line, at) ?? 'an address of /proc/net/if_inet6');

/** /proc/net/if_inet6. */
export const procNetIfInet6Format: Format = {
	name: 'proc-net-if-inet6',
	title: '/proc/net/if_inet6',
	recognise: recogniseLines((line) => readRow(line, nowhere) !== null, 1),
	parse: parseProcNetIfInet6,
};
