import {lineNumber, type Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {NftChain, NftRule, NftSet, NftStatement, NftTable} from '../model/facts/nftables.ts';
import type {Parsed, Place, Unparsed} from '../model/place.ts';
import {listOf, objectOf, wordOf} from './nft-expression.ts';
import {inside, jsonStatement, mapEntry} from './nft-json-statement.ts';
import {hexPlaces} from './nft-value.ts';

type Json = {readonly [key: string]: unknown};

type TableDraft = {
	readonly family: string;
	readonly name: string;
	readonly isDormant: boolean;
	readonly chains: Map<string, {-readonly [K in keyof NftChain]: NftChain[K]} & {rules: NftRule[]}>;
	readonly sets: NftSet[];
	readonly at: Place;
};

type Reading = {readonly tables: Map<string, TableDraft>; readonly unparsed: Unparsed[]};

const tableKey = (object: Json): string => `${wordOf(object.family)}\0${wordOf(object.table)}`;

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** Version 1.0.6 prints the flag `dormant` of a table as `filter`. */
const isDormant = (flags: unknown): boolean =>
	[flags, ...listOf(flags)].some((flag) => flag === 'dormant' || flag === 'filter');

const addTable = (reading: Reading, object: Json, at: Place): boolean => {
	const family = wordOf(object.family);
	const name = wordOf(object.name);
	if (family === null || name === null) {
		return false;
	}
	const table: TableDraft = {family, name, isDormant: isDormant(object.flags), chains: new Map(), sets: [], at};
	reading.tables.set(`${family}\0${name}`, table);
	return true;
};

const addChain = (reading: Reading, object: Json, at: Place): boolean => {
	const table = reading.tables.get(tableKey(object));
	const name = wordOf(object.name);
	if (table === undefined || name === null) {
		return false;
	}
	table.chains.set(name, {
		name,
		type: wordOf(object.type),
		hook: table.isDormant ? null : wordOf(object.hook),
		priority: numberOf(object.prio),
		policy: wordOf(object.policy),
		rules: [],
		at,
	});
	return true;
};

const addRule = (reading: Reading, object: Json, at: Place): boolean => {
	const chain = reading.tables.get(tableKey(object))?.chains.get(wordOf(object.chain) ?? '');
	if (chain === undefined || !Array.isArray(object.expr)) {
		return false;
	}
	const statements: NftStatement[] = [];
	for (const [index, expression] of object.expr.entries()) {
		const statement = jsonStatement(expression, inside(at, 'expr', index));
		if (statement === null) {
			return false;
		}
		statements.push(statement);
	}
	chain.rules.push({statements, comment: wordOf(object.comment), handle: numberOf(object.handle), at});
	return true;
};

const typeText = (type: unknown): string => (Array.isArray(type) ? type.map(wordOf).join(' . ') : (wordOf(type) ?? ''));

const addSet = (reading: Reading, object: Json, at: Place, isMap: boolean): boolean => {
	const table = reading.tables.get(tableKey(object));
	const name = wordOf(object.name);
	if (table === undefined || name === null) {
		return false;
	}
	const key = typeText(object.type);
	const data = typeText(object.map);
	const elements = listOf(object.elem).map((element, index) =>
		mapEntry(element, hexPlaces(key), hexPlaces(data), inside(at, 'elem', index)),
	);
	table.sets.push({name, isMap, type: isMap ? `${key} : ${data}` : key, elements, at});
	return true;
};

/** Objects that say nothing about where a packet goes. */
const known: ReadonlySet<string> = new Set([
	...['metainfo', 'counter', 'quota', 'limit', 'ct helper', 'ct timeout', 'ct expectation', 'flowtable', 'secmark'],
	...['synproxy', 'element', 'tunnel'],
]);

const addObject = (reading: Reading, kind: string, object: Json, at: Place): boolean => {
	switch (kind) {
		case 'table':
			return addTable(reading, object, at);
		case 'chain':
			return addChain(reading, object, at);
		case 'rule':
			return addRule(reading, object, at);
		case 'set':
		case 'map':
		case 'meter':
			return addSet(reading, object, at, kind === 'map');
		default:
			return known.has(kind);
	}
};

const documentOf = (text: string): {readonly document: unknown; readonly line: number} => {
	// Warnings may stand before it; JSON itself may not begin inside a line.
	const lead = text.startsWith('#') ? text.slice(0, text.indexOf('\n{') + 1) : '';
	try {
		return {document: JSON.parse(text.slice(lead.length)), line: lead.split('\n').length - 1};
	} catch {
		return {document: null, line: 0};
	}
};

const tableOf = (draft: TableDraft): NftTable => ({
	family: draft.family,
	name: draft.name,
	chains: [...draft.chains.values()],
	sets: draft.sets,
	managedByIptables: false,
	at: draft.at,
});

/** A value as JSON again; only its key where it is nested too deep to print. */
const sampleOf = (kind: string, entry: unknown): string => {
	try {
		return JSON.stringify(entry).slice(0, 500);
	} catch {
		return kind;
	}
};

const firstLine = (text: string): string => text.slice(0, 200).split('\n', 1)[0] ?? '';

/** The tables of `nft -j list ruleset`. Places carry the pointer of the JSON value. A chain of a dormant table has no hook. */
export const parseNftJson = (part: Part): Parsed<readonly NftTable[]> => {
	const reading: Reading = {tables: new Map(), unparsed: []};
	if (part.text.trim() === '') {
		return {value: [], unparsed: []};
	}
	const {document, line} = documentOf(part.text);
	const at: Place = {source: part.name, line: lineNumber(part, line)};
	const objects = objectOf(document)?.nftables;
	if (!Array.isArray(objects)) {
		const expected = 'the JSON of nft, {"nftables": […]}';
		return {value: [], unparsed: [{...at, text: firstLine(part.text), expected}]};
	}
	for (const [index, entry] of objects.entries()) {
		const [kind, body] = Object.entries(objectOf(entry) ?? {})[0] ?? ['', null];
		const place = inside(at, 'nftables', index, kind);
		if (!addObject(reading, kind, objectOf(body) ?? {}, place)) {
			const text = sampleOf(kind, entry);
			reading.unparsed.push({...place, text, expected: 'a table, chain, rule, set or map of nft'});
		}
	}
	return {value: [...reading.tables.values()].map(tableOf), unparsed: reading.unparsed};
};

/** The format of `nft -j list ruleset` (libnftables-json(5)). */
export const nftJsonFormat: Format = {
	name: 'nft-json',
	title: 'Packet filter rules as nft -j list ruleset prints them',
	recognise: (text) => (/^\s*\{\s*"nftables"\s*:/.test(text.slice(0, 2000)) ? 1 : 0),
	parse: parseNftJson,
};
