import type {Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {Neighbour} from '../model/facts/route.ts';
import type {Parsed, Place} from '../model/place.ts';
import {parseAddress} from '../net/address.ts';
import {nowhere, parseLines, words} from './parse-lines.ts';
import {recogniseLines} from './sample-lines.ts';

/** States of the neighbour cache (rtnetlink(7), NUD_*). */
const states = new Set(['INCOMPLETE', 'REACHABLE', 'STALE', 'DELAY', 'PROBE', 'FAILED', 'NOARP', 'PERMANENT', 'NONE']);

const isState = (word: string): boolean => word.split(',').every((state) => states.has(state));

const readNeighbour = (line: string, at: Place): Neighbour | null => {
	const tokens = words(line);
	const address = parseAddress(tokens[0] ?? '');
	const device = tokens[1] === 'dev' ? tokens[2] : undefined;
	if (address === null || device === undefined) {
		return null;
	}
	const rest = tokens.slice(3);
	const lladdr = rest.indexOf('lladdr');
	const last = rest.at(-1) ?? '';
	// Entries that answer for others (`ip neigh show proxy`) have no state.
	const state = isState(last) ? last : rest.includes('proxy') ? 'proxy' : null;
	if (state === null) {
		return null;
	}
	const mac = lladdr < 0 ? null : (rest[lladdr + 1] ?? null);
	return {family: tokens[0]?.includes(':') ? 6 : 4, address: address.text, device, mac, state, at};
};

/**
 * Parses `ip neigh` (ip-neighbour(8)), also with `-s` and busybox's.
 *
 *     192.168.56.11 dev eth0 lladdr 52:54:00:38:00:0b STALE
 *     10.9.0.10 dev br0 INCOMPLETE
 */
export const parseIpNeigh = (part: Part): Parsed<readonly Neighbour[]> =>
	parseLines(part, (line, at) => readNeighbour(line, at) ?? 'a neighbour as ip neigh prints it');

/** `ip neigh`. */
export const ipNeighFormat: Format = {
	name: 'ip-neigh',
	title: 'ip neigh',
	recognise: recogniseLines((line) => readNeighbour(line, nowhere) !== null, 0.98),
	parse: parseIpNeigh,
};
