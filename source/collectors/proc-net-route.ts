import type {Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {Route} from '../model/facts/route.ts';
import type {Parsed, Place} from '../model/place.ts';
import {ipv4OfHex} from './hex-address.ts';
import {parseLines, words} from './parse-lines.ts';
import {readDestination} from './route-destination.ts';
import {prefixOfMask} from './route-n.ts';
import {recogniseHeader} from './sample-lines.ts';

const isHeader = (line: string): boolean => /^Iface\tDestination\tGateway/.test(line);

const readRow = (line: string, at: Place): Route | null => {
	const [device = '', target = '', gateway = '', flags = '', , , metric = '', mask = '', mtu = ''] = words(line);
	const prefix = prefixOfMask(ipv4OfHex(mask) ?? '');
	const destination = prefix === null ? null : readDestination(`${ipv4OfHex(target) ?? ''}/${prefix}`);
	const via = ipv4OfHex(gateway);
	if (destination === null || via === null || !/^[0-9a-f]{4}$/i.test(flags) || !/^\d{1,10}$/.test(metric)) {
		return null;
	}
	// RTF_REJECT of linux/route.h.
	const isRejected = (Number.parseInt(flags, 16) & 0x200) !== 0;
	return {
		...destination,
		type: isRejected ? 'unreachable' : 'unicast',
		via: via === '0.0.0.0' ? null : via,
		device: device === '*' ? null : device,
		source: null,
		protocol: null,
		scope: null,
		metric: Number(metric),
		table: 'main',
		mtu: /^[1-9]\d{0,9}$/.test(mtu) ? Number(mtu) : null,
		flags: [],
		nextHops: [],
		at,
	};
};

/** Parses /proc/net/route (proc(5)): the main table of IPv4, addresses as little-endian words. */
export const parseProcNetRoute = (part: Part): Parsed<readonly Route[]> =>
	parseLines(part, (line, at) => (isHeader(line) ? null : (readRow(line, at) ?? 'a route of /proc/net/route')));

/** /proc/net/route. */
export const procNetRouteFormat: Format = {
	name: 'proc-net-route',
	title: '/proc/net/route',
	recognise: recogniseHeader(isHeader),
	parse: parseProcNetRoute,
};
