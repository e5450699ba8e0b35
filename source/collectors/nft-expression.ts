import {durationText, hexPlaces, hexText} from './nft-value.ts';

/** Expressions inside expressions deeper than this are not nft's: nothing that it prints comes near. */
const deepest = 32;

type Json = {readonly [key: string]: unknown};

/** A value as an object, or null where it is none. */
export const objectOf = (value: unknown): Json | null =>
	typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;

/** A value as a list, empty where it is none. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The one key of an object such as `{"accept": null}`, and what stands under it. */
export const entryOf = (value: unknown): readonly [string, unknown] | null => {
	const object = objectOf(value);
	if (object === null) {
		return null;
	}
	for (const key in object) {
		return [key, object[key]];
	}
	return null;
};

/** A string or number as text, else null. */
export const wordOf = (value: unknown): string | null =>
	typeof value === 'string' || typeof value === 'number' ? String(value) : null;

/** Keys of meta that nft prints without the word. */
const unqualified: ReadonlySet<string> = new Set(['iif', 'oif', 'iifname', 'oifname', 'iifgroup', 'oifgroup']);

const joined = (...words: readonly (string | null | undefined)[]): string =>
	words.filter((word) => word !== null && word !== undefined && word !== '').join(' ');

const keyOf = (object: Json): string => wordOf(object.key) ?? '';

const hashText = (object: Json, depth: number): string => {
	const seed = typeof object.seed === 'number' ? `seed ${hexText(object.seed)}` : null;
	const offset = object.offset ? `offset ${wordOf(object.offset)}` : null;
	return joined('jhash', expressionText(object.expr, [], depth + 1), `mod ${wordOf(object.mod)}`, seed, offset);
};

const numgenText = (object: Json): string =>
	joined(
		'numgen',
		wordOf(object.mode),
		`mod ${wordOf(object.mod)}`,
		object.offset ? `offset ${wordOf(object.offset)}` : null,
	);

const payloadText = (object: Json): string =>
	object.base === undefined
		? joined(wordOf(object.protocol), wordOf(object.field))
		: `@${wordOf(object.base)},${wordOf(object.offset)},${wordOf(object.len)}`;

const optionText = (protocol: string, object: Json): string =>
	object.base === undefined
		? joined(protocol, wordOf(object.name), wordOf(object.field))
		: `${protocol} @${wordOf(object.base)},${wordOf(object.offset)},${wordOf(object.len)}`;

/** Expressions by their key in JSON (libnftables-json(5)). */
const printers: ReadonlyMap<string, (object: Json, depth: number) => string> = new Map<
	string,
	(object: Json, depth: number) => string
>([
	['meta', (object) => (unqualified.has(keyOf(object)) ? keyOf(object) : `meta ${keyOf(object)}`)],
	['payload', payloadText],
	['ct', (object) => joined('ct', wordOf(object.dir), keyOf(object))],
	['rt', (object) => joined('rt', wordOf(object.family), keyOf(object))],
	['socket', (object) => joined('socket', keyOf(object))],
	['osf', (object) => joined('osf', keyOf(object))],
	['ipsec', (object) => joined('ipsec', wordOf(object.dir), wordOf(object.family), keyOf(object))],
	['fib', (object) => joined('fib', listOf(object.flags).map(wordOf).join(' . '), wordOf(object.result))],
	['numgen', numgenText],
	['jhash', hashText],
	[
		'symhash',
		(object) =>
			joined('symhash', `mod ${wordOf(object.mod)}`, object.offset ? `offset ${wordOf(object.offset)}` : null),
	],
	['tcp option', (object) => optionText('tcp option', object)],
	['ip option', (object) => optionText('ip option', object)],
	['sctp chunk', (object) => optionText('sctp chunk', object)],
	['dccp option', (object) => joined('dccp option', wordOf(object.type))],
	[
		'exthdr',
		(object) =>
			object.field === undefined ? `exthdr ${wordOf(object.name)}` : joined(wordOf(object.name), wordOf(object.field)),
	],
	['prefix', (object) => `${wordOf(object.addr)}/${wordOf(object.len)}`],
]);

const operators: ReadonlySet<string> = new Set(['&', '|', '^', '<<', '>>']);

const operationText = (
	operator: string,
	operands: readonly unknown[],
	hex: readonly boolean[],
	depth: number,
): string => {
	const first = expressionText(operands[0], hex, depth + 1);
	const isHex = hexPlaces(first)[0] || hex[0] || false;
	return [first, ...operands.slice(1).map((each) => expressionText(each, [isHex], depth + 1))].join(` ${operator} `);
};

const mapText = (map: Json, hex: readonly boolean[], depth: number): string => {
	const key = expressionText(map.key, [], depth + 1);
	if (typeof map.data === 'string') {
		return `${key} map ${map.data}`;
	}
	const keyHex = hexPlaces(key);
	const pairs = listOf(objectOf(map.data)?.set).map((pair) => {
		const [from, to] = listOf(pair);
		return `${expressionText(from, keyHex, depth + 1)} : ${expressionText(to, hex, depth + 1)}`;
	});
	return `${key} map { ${pairs.join(', ')} }`;
};

const objectText = (key: string, value: unknown, hex: readonly boolean[], depth: number): string => {
	if (operators.has(key)) {
		return operationText(key, listOf(value), hex, depth);
	}
	switch (key) {
		case 'concat':
			return listOf(value)
				.map((part, index) => expressionText(part, [hex[index] ?? false], depth + 1))
				.join(' . ');
		case 'range':
			return listOf(value)
				.map((part) => expressionText(part, hex, depth + 1))
				.join('-');
		case 'set':
			return `{ ${listOf(value)
				.map((part) => expressionText(part, hex, depth + 1))
				.join(', ')} }`;
		case 'elem':
			return elementText(objectOf(value) ?? {}, hex, depth);
		case 'map':
			return mapText(objectOf(value) ?? {}, hex, depth);
		case 'jump':
		case 'goto':
			return `${key} ${wordOf(objectOf(value)?.target) ?? ''}`;
		default: {
			const printer = printers.get(key);
			return printer === undefined ? key : printer(objectOf(value) ?? {}, depth);
		}
	}
};

const elementText = (element: Json, hex: readonly boolean[], depth: number): string => {
	const {timeout} = element;
	return joined(
		expressionText(element.val, hex, depth + 1),
		typeof timeout === 'number' ? `timeout ${durationText(timeout)}` : null,
	);
};

/**
 * An expression of nft's JSON as nft's text form spells it: `ip saddr . meta l4proto`, `meta mark & 0x4000`, `10.0.0.0/8`.
 * `hex` tells which parts of a concatenation are printed as hexadecimal numbers.
 */
export const expressionText = (value: unknown, hex: readonly boolean[] = [], depth = 0): string => {
	if (typeof value === 'number') {
		return hex[0] ? hexText(value) : String(value);
	}
	if (typeof value === 'string') {
		return value;
	}
	if (typeof value === 'boolean') {
		return value ? 'exists' : 'missing';
	}
	if (depth > deepest) {
		return '…';
	}
	if (Array.isArray(value)) {
		return value.map((part) => expressionText(part, hex, depth + 1)).join(',');
	}
	const entry = entryOf(value);
	return entry === null ? '' : objectText(entry[0], entry[1], hex, depth);
};
