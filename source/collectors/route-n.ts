import type {Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {Route} from '../model/facts/route.ts';
import type {Parsed, Place} from '../model/place.ts';
import {parseAddress} from '../net/address.ts';
import {numberOf} from './number-of.ts';
import {parseLines, words} from './parse-lines.ts';
import {readDestination} from './route-destination.ts';
import {recogniseHeader} from './sample-lines.ts';

const isTitle = (line: string): boolean => /^Kernel (IP|IPv6) routing table/.test(line);
const isHeader = (line: string): boolean => /^Destination\s+(Gateway\s+Genmask|Next Hop)\s+Flag/.test(line);

/** The length of a contiguous netmask, or null. */
export const prefixOfMask = (mask: string): number | null => {
	const value = parseAddress(mask)?.value;
	if (value === undefined || mask.includes(':')) {
		return null;
	}
	const ones = value.toString(2).padStart(32, '0').indexOf('0');
	const prefix = ones < 0 ? 32 : ones;
	return (((1n << 32n) - 1n) >> BigInt(32 - prefix)) << BigInt(32 - prefix) === value ? prefix : null;
};

/** Flags of route(8): `!` rejects, `G` has a gateway, `H` is a host. */
const typeOf = (flags: string): string => (flags.includes('!') ? 'unreachable' : 'unicast');

const bare: Omit<Route, 'family' | 'type' | 'destination' | 'via' | 'device' | 'metric' | 'at'> = {
	source: null,
	protocol: null,
	scope: null,
	table: 'main',
	mtu: null,
	flags: [],
	nextHops: [],
};

const namedDevice = (device: string): string | null => (device === '*' || device === '-' ? null : device);

/** `10.244.0.0  10.244.0.0  255.255.255.0  UG  0  0  0 flannel.1`. */
const readIpv4 = (tokens: readonly string[], metricColumn: number | null, at: Place): Route | null => {
	const [target = '', gateway = '', mask = '', flags = ''] = tokens;
	const prefix = prefixOfMask(mask);
	const destination =
		prefix === null ? null : readDestination(`${target === 'default' ? '0.0.0.0' : target}/${prefix}`);
	if (destination === null || tokens.length !== 8 || !/^[A-Za-z!]+$/.test(flags)) {
		return null;
	}
	const via = gateway === '0.0.0.0' || parseAddress(gateway) === null ? null : gateway;
	const metric = metricColumn === null ? null : numberOf(tokens[metricColumn]);
	return {...bare, ...destination, type: typeOf(flags), via, device: namedDevice(tokens[7] ?? ''), metric, at};
};

/** `fd00:9::/64  ::  U  256 2  0 br0`: net-tools shows IPv6 routes of all tables, those of the local one with `n`. */
const readIpv6 = (tokens: readonly string[], at: Place): Route | null => {
	const [target = '', gateway = '', flags = ''] = tokens;
	const destination =
		target.includes(':') || target.startsWith('[') ? readDestination(target.replace('[::]', '::')) : null;
	if (destination === null || tokens.length !== 7 || !/^[A-Za-z!]+$/.test(flags)) {
		return null;
	}
	const via = gateway === '::' || gateway === '[::]' || parseAddress(gateway) === null ? null : gateway;
	const isLocal = flags.includes('n') && !flags.includes('!');
	return {
		...bare,
		...destination,
		type: isLocal ? 'local' : typeOf(flags),
		table: isLocal ? 'local' : 'main',
		via,
		device: namedDevice(tokens[6] ?? ''),
		metric: numberOf(tokens[3]),
		at,
	};
};

/**
 * Parses `route -n` and `netstat -rn` (route(8)); the former shows metrics. Main table of IPv4, all of IPv6.
 *
 *     Destination     Gateway         Genmask         Flags Metric Ref    Use Iface
 *     0.0.0.0         192.168.56.1    0.0.0.0         UG    0      0        0 eth0
 */
export const parseRouteN = (part: Part): Parsed<readonly Route[]> => {
	let metricColumn: number | null = null;
	return parseLines(part, (line, at) => {
		if (isTitle(line)) {
			return null;
		}
		if (isHeader(line)) {
			metricColumn = line.includes('Metric') ? 4 : null;
			return null;
		}
		const tokens = words(line);
		return readIpv4(tokens, metricColumn, at) ?? readIpv6(tokens, at) ?? 'a route as route -n prints it';
	});
};

/** `route -n`, `netstat -rn`. */
export const routeNFormat: Format = {
	name: 'route-n',
	title: 'route -n, netstat -rn',
	recognise: recogniseHeader((line) => isTitle(line) || isHeader(line)),
	parse: parseRouteN,
};
