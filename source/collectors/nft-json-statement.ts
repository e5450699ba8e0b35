import type {NftMapEntry, NftStatement, NftValue} from '../model/facts/nftables.ts';
import type {Place} from '../model/place.ts';
import {entryOf, expressionText, listOf, objectOf, wordOf} from './nft-expression.ts';
import {durationText, endpoint, hexPlaces, otherStatement, textValue, verdictMap} from './nft-value.ts';

const verdicts: ReadonlySet<string> = new Set([
	'accept',
	'drop',
	'continue',
	'return',
	'jump',
	'goto',
	'reject',
	'queue',
]);
const nats: ReadonlySet<string> = new Set(['dnat', 'snat', 'masquerade', 'redirect', 'tproxy']);

/** A place inside the one at hand: the pointer of RFC 6901 grows by its steps. */
export const inside = (at: Place, ...steps: readonly (string | number)[]): Place => ({
	...at,
	path: `${at.path ?? ''}${steps.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`,
});

/** An element of a set or map as JSON has it: bare, in an `elem` with its comment, or as a pair of key and value. */
export const mapEntry = (
	value: unknown,
	keyHex: readonly boolean[],
	valueHex: readonly boolean[],
	at: Place,
): NftMapEntry => {
	const [key, data] = Array.isArray(value) ? value : [value, undefined];
	const element = objectOf(objectOf(key)?.elem);
	const dataElement = objectOf(objectOf(data)?.elem);
	return {
		key: expressionText(element === null ? key : element.val, keyHex),
		value: data === undefined ? '' : expressionText(dataElement === null ? data : dataElement.val, valueHex),
		comment: wordOf(element?.comment ?? dataElement?.comment),
		at,
	};
};

const rightOf = (value: unknown, hex: readonly boolean[]): NftValue => {
	const set = objectOf(value)?.set;
	if (!Array.isArray(set)) {
		return textValue(expressionText(value, hex));
	}
	return {kind: 'set', elements: set.map((element) => mapEntry(element, hex, [], {source: '', line: 0}).key)};
};

const match = (value: unknown): NftStatement => {
	const object = objectOf(value);
	const left = expressionText(object?.left);
	const operator = wordOf(object?.op) ?? '==';
	const right = object?.right;
	if (Array.isArray(right) && operator !== 'in') {
		return {kind: 'match', left, operator, right: textValue(right.map((flag) => expressionText(flag)).join(' | '))};
	}
	if (left === 'ct expiration' && typeof right === 'number') {
		return {kind: 'match', left, operator, right: textValue(durationText(right))};
	}
	// `in` is how JSON says that any of the bits is enough, which the text form does not mark.
	return {kind: 'match', left, operator: operator === 'in' ? '==' : operator, right: rightOf(right, hexPlaces(left))};
};

const vmap = (value: unknown, at: Place): NftStatement => {
	const object = objectOf(value);
	const left = expressionText(object?.key);
	const data = object?.data;
	if (typeof data === 'string') {
		return verdictMap(left, data.replace(/^@/, ''), []);
	}
	const hex = hexPlaces(left);
	const entries = listOf(objectOf(data)?.set);
	return verdictMap(
		left,
		null,
		entries.map((entry, index) => mapEntry(entry, hex, [], inside(at, 'vmap', 'data', 'set', index))),
	);
};

const endpointOf = (value: unknown): string => {
	const concat = objectOf(value)?.concat;
	const [address, port] = Array.isArray(concat) ? concat : [value];
	return endpoint(expressionText(address), port === undefined ? null : expressionText(port));
};

const natTargets = (object: {readonly [key: string]: unknown}): readonly string[] => {
	const map = objectOf(objectOf(object.addr)?.map);
	if (map !== null) {
		const {data} = map;
		return typeof data === 'string' ? [data] : listOf(objectOf(data)?.set).map((pair) => endpointOf(listOf(pair)[1]));
	}
	if (object.addr === undefined && object.port === undefined) {
		return [];
	}
	const address = object.addr === undefined ? '' : expressionText(object.addr);
	return [endpoint(address, object.port === undefined ? null : expressionText(object.port))];
};

const amount = (object: {readonly [key: string]: unknown}, value: string, unit: string): string => {
	const unitText = wordOf(object[unit]);
	return unitText === null || unitText === 'packets'
		? `${wordOf(object[value])}`
		: `${wordOf(object[value])} ${unitText}`;
};

const limit = (object: {readonly [key: string]: unknown}): string => {
	const over = object.inv === true ? 'over ' : '';
	const rate = `limit rate ${over}${amount(object, 'rate', 'rate_unit')}/${wordOf(object.per)}`;
	return object.burst ? `${rate} burst ${wordOf(object.burst)} ${wordOf(object.burst_unit) ?? 'packets'}` : rate;
};

const log = (object: {readonly [key: string]: unknown}): string => {
	const words = ['log'];
	for (const key of ['prefix', 'group', 'snaplen', 'queue-threshold', 'level', 'flags']) {
		if (object[key] !== undefined) {
			words.push(key, key === 'prefix' ? `"${wordOf(object[key])}"` : listOrWord(object[key]));
		}
	}
	return words.join(' ');
};

const listOrWord = (value: unknown): string =>
	Array.isArray(value) ? value.map(wordOf).join(',') : (wordOf(value) ?? '');

const mangle = (object: {readonly [key: string]: unknown}): string => {
	const key = expressionText(object.key);
	return `${key} set ${expressionText(object.value, hexPlaces(key))}`;
};

const quota = (object: {readonly [key: string]: unknown}): string =>
	`quota ${object.inv === true ? 'over ' : ''}${wordOf(object.val)} ${wordOf(object.val_unit)}`;

/** What stands beside a key in a dynamic set or meter (`limit rate over 5/minute`): only packets that pass it match. */
const beside = (statements: unknown): string =>
	(Array.isArray(statements) ? statements : [statements])
		.map(entryOf)
		.map((entry) => (entry === null ? null : other(entry[0], entry[1])))
		.map((statement) =>
			statement?.kind === 'other' && !statement.text.startsWith('counter') ? ` ${statement.text}` : '',
		)
		.join('');

const setUpdate = (object: {readonly [key: string]: unknown}): string =>
	`${wordOf(object.op)} ${wordOf(object.set)} { ${expressionText(object.elem)}${beside(object.stmt)} }`;

const meter = (object: {readonly [key: string]: unknown}): string => {
	const size = object.size === undefined ? '' : ` size ${wordOf(object.size)}`;
	return `meter ${wordOf(object.name)}${size} { ${expressionText(object.key)}${beside(object.stmt)} }`;
};

/** Statements that are kept as text, by their key in JSON. */
const others: ReadonlyMap<string, (object: {readonly [key: string]: unknown}) => string> = new Map([
	['mangle', mangle],
	['limit', limit],
	['log', log],
	['quota', quota],
	['set', setUpdate],
	['meter', meter],
	['xt', (object) => `xt ${wordOf(object.type)} ${wordOf(object.name)}`],
	['ct count', (object) => `ct count ${object.inv === true ? 'over ' : ''}${wordOf(object.val)}`],
	['flow', (object) => `flow ${wordOf(object.op)} ${wordOf(object.flowtable)}`],
]);

const named: ReadonlyMap<string, string> = new Map([
	...([
		['counter', 'counter name'],
		['quota', 'quota name'],
		['limit', 'limit name'],
	] as const),
	...([
		['ct helper', 'ct helper set'],
		['ct timeout', 'ct timeout set'],
		['ct expectation', 'ct expectation set'],
	] as const),
]);

const other = (key: string, value: unknown): NftStatement => {
	const name = named.get(key);
	if (name !== undefined && typeof value === 'string') {
		return otherStatement(`${name} "${value}"`);
	}
	const print = others.get(key);
	const object = objectOf(value);
	if (print !== undefined && object !== null) {
		return otherStatement(print(object));
	}
	return otherStatement(value === null ? key : `${key} ${expressionText(value)}`.trim());
};

/** A statement of a rule from its JSON (libnftables-json(5)), or null where it is no object. */
export const jsonStatement = (value: unknown, at: Place): NftStatement | null => {
	const entry = entryOf(value);
	if (entry === null) {
		return null;
	}
	const [key, body] = entry;
	if (key === 'match') {
		return match(body);
	}
	if (key === 'vmap') {
		return vmap(body, at);
	}
	if (verdicts.has(key)) {
		return {kind: 'verdict', verdict: key, chain: wordOf(objectOf(body)?.target)};
	}
	if (nats.has(key)) {
		return {kind: 'nat', type: key, to: natTargets(objectOf(body) ?? {})};
	}
	const object = objectOf(body);
	if (key === 'counter' && (body === null || object !== null)) {
		return {kind: 'counter', packets: Number(object?.packets ?? 0), bytes: Number(object?.bytes ?? 0)};
	}
	return other(key, body);
};
