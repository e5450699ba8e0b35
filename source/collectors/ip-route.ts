import type {Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {NextHop, Route} from '../model/facts/route.ts';
import type {Parsed, Place, Unparsed} from '../model/place.ts';
import {numberOf} from './number-of.ts';
import {isBlank, partLines, placeOf, unparsedLine, words} from './parse-lines.ts';
import {everywhere, readDestination} from './route-destination.ts';
import {type RouteWords, readRouteWords} from './route-words.ts';
import {recogniseLines} from './sample-lines.ts';

/** Words a route may begin with (rtnetlink(7)); without one it is a unicast route. */
const types = new Set([
	'unicast',
	'local',
	'broadcast',
	'anycast',
	'multicast',
	'unreachable',
	'blackhole',
	'prohibit',
	'throw',
	'nat',
	'xresolve',
]);

/** A route while its next hops are read; `family` is null for a `default` that names no address. */
type Draft = {-readonly [K in keyof Route]: Route[K]} & {nextHops: NextHop[]};
type Item = {readonly draft: Draft; family: 4 | 6 | null};

const familyOf = (address: string | null): 4 | 6 | null => (address === null ? null : address.includes(':') ? 6 : 4);

/** The family that the words of a `default` route give away: an address in them, or what only one family's routes have. */
const familyOfWords = (route: RouteWords): 4 | 6 | null => {
	if (route.viaOtherFamily !== null) {
		return route.viaOtherFamily === 6 ? 4 : 6;
	}
	const known = familyOf(route.from) ?? familyOf(route.via) ?? familyOf(route.source);
	return known ?? (route.hasPreference ? 6 : route.scope === null ? null : 4);
};

const draftOf = (type: string, route: RouteWords, at: Place): Omit<Draft, 'family' | 'destination'> => ({
	type,
	via: route.via,
	device: route.device,
	source: route.source,
	protocol: route.protocol,
	scope: route.scope,
	metric: numberOf(route.metric),
	table: route.table ?? 'main',
	mtu: numberOf(route.mtu),
	flags: route.flags,
	nextHops: [],
	at,
});

/** Reads the first line of a route; null when it is none. */
const readFirstLine = (line: string, at: Place): Item | null => {
	const tokens = words(line);
	const hasType = types.has(tokens[0] ?? '');
	const target = tokens[hasType ? 1 : 0] ?? '';
	const route = readRouteWords(tokens.slice(hasType ? 2 : 1));
	if (!hasType && !route.isRoute && target !== 'default') {
		return null;
	}
	const rest = draftOf(hasType ? (tokens[0] ?? '') : 'unicast', route, at);
	if (target === 'default' && (route.isRoute || hasType || tokens.length === 1)) {
		return {draft: {...rest, family: 4, destination: ''}, family: familyOfWords(route)};
	}
	const destination = readDestination(target);
	return destination === null ? null : {draft: {...rest, ...destination}, family: destination.family};
};

/** Takes in a line below a route: a next hop, or details that kdiag does not keep; false when it is none. */
const readBelow = (item: Item | undefined, tokens: readonly string[]): boolean => {
	if (item === undefined) {
		return false;
	}
	if (tokens[0] === 'nexthop') {
		const hop = readRouteWords(tokens.slice(1));
		item.draft.nextHops.push({via: hop.via, device: hop.device, weight: numberOf(hop.weight)});
		item.family ??= familyOfWords(hop);
		return true;
	}
	return tokens[0] === 'nh_info' || tokens[0] === 'cache';
};

/** Gives `default` routes without any address a family: what the command asked for, else that of the other routes. */
const settle = (items: readonly Item[], part: Part): readonly Route[] => {
	const asked = /(^|\s)-6(\s|$)/.test(part.name.slice(0, 200)) ? 6 : null;
	const others = new Set(items.map((item) => item.family).filter((family) => family !== null));
	const usual = asked ?? (others.size === 1 && others.has(6) ? 6 : 4);
	return items.map(({draft, family}) => {
		const known = family ?? usual;
		return draft.destination === '' ? {...draft, family: known, destination: everywhere(known)} : draft;
	});
};

/**
 * Parses `ip route` for one table or all (`table` is shown only where it is not main), with next hops on lines of their own or joined by `-o`.
 *
 *     default via 192.168.56.1 dev eth0
 *     10.244.0.0/24 via 10.244.0.0 dev flannel.1 onlink
 *     blackhole 10.244.7.0/24 proto 80
 *     local 192.168.56.22 dev eth0 table local proto kernel scope host src 192.168.56.22
 *
 * @see https://man7.org/linux/man-pages/man8/ip-route.8.html
 */
export const parseIpRoute = (part: Part): Parsed<readonly Route[]> => {
	const items: Item[] = [];
	const unparsed: Unparsed[] = [];
	for (const [index, line] of partLines(part).entries()) {
		if (isBlank(line)) {
			continue;
		}
		const at = placeOf(part, index);
		const [first = '', ...below] = line.split('\\');
		const isBelow = first.startsWith('\t') || first.startsWith(' ');
		const item = isBelow ? null : readFirstLine(first, at);
		if (item !== null) {
			items.push(item);
		}
		const understood = isBelow ? readBelow(items.at(-1), words(first)) : item !== null;
		if (!understood || !below.every((piece) => isBlank(piece) || readBelow(items.at(-1), words(piece)))) {
			unparsed.push(unparsedLine(at, line, 'a route as ip route prints it'));
		}
	}
	return {value: settle(items, part), unparsed};
};

const looksLikeRoute = (line: string): boolean =>
	/^[\t ]/.test(line)
		? words(line)[0] === 'nexthop'
		: /^\S+\s.*\b(dev|via|proto|metric|scope|nhid)\b|^(blackhole|unreachable|prohibit|throw) /.test(
				line.slice(0, 300),
			) &&
			!/\blladdr\b|\bPERMANENT$/.test(line.slice(0, 300)) &&
			readFirstLine(line, {source: '', line: 0}) !== null;

/** `ip route`, `ip -6 route`, `ip route show table all`. */
export const ipRouteFormat: Format = {
	name: 'ip-route',
	title: 'ip route, ip -6 route, ip route show table all',
	recognise: recogniseLines(looksLikeRoute, 0.9),
	parse: parseIpRoute,
};
