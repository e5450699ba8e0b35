import {type Draw, type SecretShape, secretShapes} from './secret-shapes.ts';

/** A secret in a text that carries it. `drawn` are the pieces of it that were drawn by lot: none of them may be seen again. */
export type Canary = {
	readonly shape: string;
	readonly carrier: Carrier;
	/** The name of its field, and its value in one line. */
	readonly field: string;
	readonly value: string;
	/** The text that carries it: lines without control characters but escape. */
	readonly lines: readonly string[];
	readonly drawn: readonly string[];
};

/** Numbers that the same seed gives again (mulberry32). */
const numbers = (seed: number): (() => number) => {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
};

const drawing = (seed: number): {readonly draw: Draw; readonly drawn: string[]} => {
	const next = numbers(seed);
	const drawn: string[] = [];
	const below = (limit: number): number => Math.floor(next() * limit);
	const take = (alphabet: string, count: number): string => {
		const text = Array.from({length: count}, () => alphabet[below(alphabet.length)]).join('');
		drawn.push(text);
		return text;
	};
	return {draw: {take, below}, drawn};
};

type Write = (field: string, value: string, original: string) => readonly string[];

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const wrapped = (text: string): readonly string[] => text.match(/.{1,64}/g) ?? [];

/** Letters that nobody sees between every four of a text. */
const split = (text: string, by: string): string => text.replace(/[^\\]{4}(?=.)/g, (piece) => piece + by);

const isKey = (value: string): boolean => value.startsWith('-----BEGIN');

/** Writes a name and its secret as they stand in files, command lines and messages. */
const carriers = {
	argv: (field, value) => [`tool --${field}=${value} --v=2`],
	environment: (field, value) => [`${field.replaceAll('-', '_').toUpperCase()}=${value}`],
	kubeconfig: (field, value) => [`    ${field}: ${isKey(value) ? `"${value}"` : value}`],
	JSON: (field, value) => [`{"cniVersion":"1.0.0","${field}":"${value}","type":"bridge"}`],
	annotation: (field, value) => [`    example.com/${field}: "${value}"`],
	comment: (field, value) => [`/* ${field}: ${value} */`],
	URL: (field, _, original) =>
		field === 'note' || field === 'Authorization'
			? [`https://me:${encodeURIComponent(original)}@10.0.0.1:6443/x`]
			: [`https://10.0.0.1:6443/x?y=1&${field}=${encodeURIComponent(original)}&z=1`],
	base64: (field, value, original) => [`data: ${base64(`${field}: ${value}\n`)}`, `${field}: ${base64(original)}`],
	wrapped: (field, value, original) =>
		isKey(value)
			? wrapped(base64(original)).map((line, index) => (index === 0 ? `note: ${line}` : line))
			: wrapped(`${field}: ${value}`),
	PEM: (field, value, original) => [
		'-----BEGIN PRIVATE KEY-----',
		...wrapped(base64(isKey(value) ? original : `${field} ${value} ${value} ${value}`)),
		'-----END PRIVATE KEY-----',
	],
	block: (field, _, original) => [`${field}: |`, ...original.split('\n').map((line) => `  ${line}`)],
	'JSON in JSON': (field, value) => [
		JSON.stringify(JSON.stringify({kind: 'Pod', [field]: value.replaceAll('\\n', '\n')})),
	],
	'zero width': (field, value) => [
		`${field}: ${isKey(value) ? value.replace(/\\n(.{64})/g, (_, line: string) => `\\n${split(line, '\u200b')}`) : split(value, '\u200b')}`,
	],
	ANSI: (field, value) => [`\u001b[1m${field}\u001b[0m: ${isKey(value) ? value : split(value, '\u001b[32m')}`],
} satisfies Readonly<Record<string, Write>>;

/** A way in which a secret is carried. */
export type Carrier = keyof typeof carriers;

/** All ways. */
export const carrierNames = Object.keys(carriers) as readonly Carrier[];

/** The canary of a shape and a carrier that this seed draws. */
export const canaryOf = (shape: SecretShape, carrier: Carrier, seed: number): Canary => {
	const {draw, drawn} = drawing(seed);
	const original = shape.make(draw);
	const value = original.replaceAll('\n', '\\n');
	const write: Write = carriers[carrier];
	return {shape: shape.name, carrier, field: shape.field, value, lines: write(shape.field, value, original), drawn};
};

/** So many canaries of every shape in every carrier. */
export const canaries = (each: number, seed: number): readonly Canary[] =>
	secretShapes.flatMap((shape, s) =>
		carrierNames.flatMap((carrier, c) =>
			Array.from({length: each}, (_, n) => canaryOf(shape, carrier, seed + ((s * 100 + c) * 1000 + n) * 7919)),
		),
	);

/** How many letters of a secret give it away. */
const gram = 10;

/** A text within base64, at each of the three places where it may stand. */
const encodings = (text: string): readonly string[] =>
	[0, 1, 2].map((skip) => base64(`${'.'.repeat(skip)}${text}`).slice(4, -4));

/** What must not be seen of canaries: pieces of each, also in hex, in base64 and in base64 of that. */
export const tracesOf = (all: readonly Canary[]): ReadonlyMap<string, Canary> => {
	const traces = new Map<string, Canary>();
	for (const canary of all) {
		for (const piece of canary.drawn) {
			const encoded = encodings(piece);
			for (const text of [piece, Buffer.from(piece).toString('hex'), ...encoded, ...encoded.flatMap(encodings)]) {
				for (let at = 0; at + gram <= text.length; at += gram) {
					traces.set(text.slice(at, at + gram), canary);
				}
				if (text.length >= gram) {
					traces.set(text.slice(-gram), canary);
				}
			}
		}
	}
	return traces;
};

const unseen = /\u001b\[[0-9;]*m|[\u200b]|\\u200b|\\e\[[0-9;]*m|\\u001b\[[0-9;]*m/g;

/** The canaries of which something can be seen in a text, each once. */
export const seenIn = (text: string, traces: ReadonlyMap<string, Canary>): readonly Canary[] => {
	const seen = new Set<Canary>();
	const look = (shown: string): void => {
		for (let at = 0; at + gram <= shown.length; at++) {
			const canary = traces.get(shown.slice(at, at + gram));
			if (canary !== undefined) {
				seen.add(canary);
			}
		}
	};
	look(text);
	const shown = text.replace(unseen, '');
	if (shown !== text) {
		look(shown);
	}
	return [...seen];
};
