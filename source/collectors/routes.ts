import type {Capture, Part} from '../model/capture.ts';
import {defineCollector} from '../model/collector.ts';
import type {Route} from '../model/facts/route.ts';
import type {Input} from '../model/input.ts';
import type {Parsed} from '../model/place.ts';
import {failedReading} from './failed-reading.ts';
import {partialOf} from './gaps.ts';
import {parseIpJsonRoutes} from './ip-json.ts';
import {parseIpRoute} from './ip-route.ts';
import {parseProcNetIpv6Route} from './proc-net-ipv6-route.ts';
import {parseProcNetRoute} from './proc-net-route.ts';
import {parseByFormat} from './read-parts.ts';
import {parseRouteN} from './route-n.ts';

type Parser = (part: Part) => Parsed<readonly Route[]>;

/** Text of the kernel's own file answers an input that stands there for pasted text. */
const orKernel =
	(parse: Parser): Parser =>
	(part) =>
		part.text.startsWith('Iface\tDestination') ? parseProcNetRoute(part) : parse(part);

const parsers: ReadonlyMap<string, Parser> = new Map([
	['ip-route', parseIpRoute],
	['ip-json', orKernel(parseIpJsonRoutes)],
	['proc-net-route', parseProcNetRoute],
	['proc-net-ipv6-route', parseProcNetIpv6Route],
	['route-n', orKernel(parseRouteN)],
]);

/**
 * The tables of one family, the fullest output first. The last two are other names of the same file, so that nothing more is run live:
 * pasted `route -n`, `netstat -rn` and `ip -j route` answer them through their formats.
 */
const ipv4: readonly Input[] = [
	{run: ['ip', 'route', 'show', 'table', 'all'], format: 'ip-route'},
	{run: ['ip', 'route'], format: 'ip-route'},
	{file: '/proc/net/route', format: 'proc-net-route'},
	{file: '/proc/self/net/route', format: 'route-n'},
	{file: '/proc/thread-self/net/route', format: 'ip-json'},
];

const ipv6: readonly Input[] = [
	{run: ['ip', '-6', 'route', 'show', 'table', 'all'], format: 'ip-route'},
	{run: ['ip', '-6', 'route'], format: 'ip-route'},
	{file: '/proc/net/ipv6_route', format: 'proc-net-ipv6-route'},
];

/** Two commands show the same route: `ip route show table all` has those of IPv6 too. */
const keyOf = (route: Route): string =>
	JSON.stringify([
		route.family,
		route.type,
		route.destination,
		route.table,
		route.device,
		route.via,
		route.metric,
		route.source,
		route.protocol,
		route.nextHops,
	]);

const distinctRoutes = (routes: readonly Route[]): readonly Route[] => {
	const seen = new Map<string, Route>();
	for (const route of routes) {
		const key = keyOf(route);
		seen.set(key, seen.get(key) ?? route);
	}
	return [...seen.values()];
};

/** Whether a capture shows all routing tables, so that a route that it lacks does not exist. */
const showsAll = (capture: Capture): boolean => capture.failure === null && /\btable all$/.test(capture.id);

/** The routes of all tables, IPv4 and IPv6. */
export const routes = defineCollector({
	fact: 'routes',
	title: 'Routes',
	after: [],
	inputs: () => [ipv4, ipv6],
	collect: (captures) => {
		const readable = captures.filter((capture) => capture.failure === null);
		if (readable.length === 0) {
			return failedReading(captures[0]);
		}
		const {value, unparsed} = parseByFormat(readable, parsers);
		const main = readable.some((capture) => !showsAll(capture)) ? 'only the main table is shown' : null;
		return {value: distinctRoutes(value), unparsed, partial: partialOf(captures) ?? main};
	},
});
