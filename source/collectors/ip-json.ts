import type {Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {Interface} from '../model/facts/interface.ts';
import type {Route} from '../model/facts/route.ts';
import type {Parsed, Unparsed} from '../model/place.ts';
import {interfaceOfJson} from './ip-json-interface.ts';
import {routeOfJson} from './ip-json-route.ts';
import {placeOf, unparsedLine} from './parse-lines.ts';
import {readJson} from './read-json.ts';
import {itemsAt, placeIn, plainValue, type Tree} from './tree.ts';

const expected = 'an interface or a route as ip -j prints it';

const readAll = <T>(part: Part, read: (tree: Tree, part: Part) => T | null): Parsed<readonly T[]> => {
	if (part.text.trim() === '') {
		return {value: [], unparsed: []};
	}
	const {tree, problem} = readJson(part.text);
	if (tree === null || tree.kind !== 'list' || problem !== null) {
		const at = placeOf(part, (problem?.line ?? 1) - 1);
		const text = part.text.split('\n')[(problem?.line ?? 1) - 1] ?? '';
		return {
			value: [],
			unparsed: [unparsedLine(at, text, problem === null ? 'a JSON list' : `JSON: ${problem.message}`)],
		};
	}
	const value: T[] = [];
	const unparsed: Unparsed[] = [];
	for (const item of itemsAt(tree)) {
		const record = read(item, part);
		// `ip -j addr show up` leaves an empty object for each interface that it filters out.
		const isEmpty = item.kind === 'map' && item.entries.size === 0;
		if (record !== null) {
			value.push(record);
		} else if (!isEmpty) {
			unparsed.push(unparsedLine(placeIn(part, item), JSON.stringify(plainValue(item)), expected));
		}
	}
	return {value, unparsed};
};

/** Parses `ip -j addr`, `ip -j link` (also with `-d`): interfaces, each with its JSON pointer. */
export const parseIpJsonInterfaces = (part: Part): Parsed<readonly Interface[]> => readAll(part, interfaceOfJson);

/** Parses `ip -j route`: routes, each with its JSON pointer. */
export const parseIpJsonRoutes = (part: Part): Parsed<readonly Route[]> => readAll(part, routeOfJson);

/** Parses what `ip -j` prints of interfaces or routes (ip(8)). */
export const parseIpJson = (part: Part): Parsed<readonly (Interface | Route)[]> =>
	readAll<Interface | Route>(part, (tree) => interfaceOfJson(tree, part) ?? routeOfJson(tree, part));

/** `ip -j addr`, `ip -j link`, `ip -j route`. */
export const ipJsonFormat: Format = {
	name: 'ip-json',
	title: 'ip -j addr, ip -j link, ip -j route',
	recognise: (text) => {
		const head = text.slice(0, 16_384).trimStart();
		const isList = head.startsWith('[');
		const isInterface = head.includes('"ifname"') && (head.includes('"operstate"') || head.includes('"addr_info"'));
		const isRoute =
			head.includes('"dst"') && head.includes('"flags"') && !head.includes('"lladdr"') && !head.includes('"mac"');
		return isList && (isInterface || isRoute) ? 0.97 : 0;
	},
	parse: parseIpJson,
};
