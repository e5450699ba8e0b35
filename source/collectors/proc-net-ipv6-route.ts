import type {Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {Route} from '../model/facts/route.ts';
import type {Parsed, Place} from '../model/place.ts';
import {ipv6OfHex} from './hex-address.ts';
import {nowhere, parseLines, words} from './parse-lines.ts';
import {readDestination} from './route-destination.ts';
import {recogniseLines} from './sample-lines.ts';

/** Bits of the flags column (linux/ipv6_route.h). */
const reject = 0x0200;
const anycast = 0x0010_0000;
const local = 0x8000_0000;

const typeOf = (flags: number, destination: string): string => {
	if (flags & reject) {
		return 'unreachable';
	}
	if (flags & local) {
		return 'local';
	}
	return flags & anycast ? 'anycast' : destination === 'ff00::/8' ? 'multicast' : 'unicast';
};

const readRow = (line: string, at: Place): Route | null | 'internal' => {
	const tokens = words(line);
	const [target = '', length = '', , , gateway = '', metric = '', , , flags = '', device] = tokens;
	const address = ipv6OfHex(target);
	const via = ipv6OfHex(gateway);
	const isHex = [length, metric, flags].every((text) => /^[0-9a-f]{2,8}$/i.test(text));
	if (address === null || via === null || device === undefined || !isHex) {
		return null;
	}
	// The root of the kernel's tree, which `ip -6 route` does not show.
	if (metric.toLowerCase() === 'ffffffff') {
		return 'internal';
	}
	const destination = readDestination(`${address}/${Number.parseInt(length, 16)}`);
	const type = typeOf(Number.parseInt(flags, 16), destination?.destination ?? '');
	return destination === null
		? null
		: {
				...destination,
				type,
				via: via === '::' ? null : via,
				device,
				source: null,
				protocol: null,
				scope: null,
				metric: Number.parseInt(metric, 16),
				table: type === 'local' || type === 'anycast' || type === 'multicast' ? 'local' : 'main',
				mtu: null,
				flags: [],
				nextHops: [],
				at,
			};
};

/** Parses /proc/net/ipv6_route: routes of all tables, which it does not name; those of local addresses are told by their flags. */
export const parseProcNetIpv6Route = (part: Part): Parsed<readonly Route[]> =>
	parseLines(part, (line, at) => {
		const route = readRow(line, at);
		return route === 'internal' ? null : (route ?? 'a route of /proc/net/ipv6_route');
	});

/** /proc/net/ipv6_route. */
export const procNetIpv6RouteFormat: Format = {
	name: 'proc-net-ipv6-route',
	title: '/proc/net/ipv6_route',
	recognise: recogniseLines((line) => readRow(line, nowhere) !== null, 1),
	parse: parseProcNetIpv6Route,
};
