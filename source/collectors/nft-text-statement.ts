import type {NftMapEntry, NftStatement, NftValue} from '../model/facts/nftables.ts';
import type {Place} from '../model/place.ts';
import {type NftCursor, noteStrange, takeIf, takeText, takeUntil, wordAt} from './nft-cursor.ts';
import {expression} from './nft-text-expression.ts';
import {listEntries} from './nft-text-list.ts';
import {connectionStatement, listText, otherStatements} from './nft-text-other.ts';
import {endpoint, otherStatement, textValue, verdictMap} from './nft-value.ts';

/** Where an element at a line stands. */
export type PlaceOf = (line: number) => Place;

type Statement = (cursor: NftCursor, at: PlaceOf) => NftStatement;

const verdict =
	(name: string): Statement =>
	(cursor) => {
		cursor.at++;
		const hasChain = name === 'jump' || name === 'goto';
		return {kind: 'verdict', verdict: name, chain: hasChain ? takeText(cursor) : null};
	};

const reject: Statement = (cursor) => {
	cursor.at++;
	if (takeIf(cursor, 'with')) {
		takeUntil(cursor, afterVerdict);
	}
	return {kind: 'verdict', verdict: 'reject', chain: null};
};

const queue: Statement = (cursor) => {
	takeUntil(cursor, afterVerdict);
	return {kind: 'verdict', verdict: 'queue', chain: null};
};

const afterVerdict: ReadonlySet<string> = new Set(['comment']);

const counter: Statement = (cursor) => {
	cursor.at++;
	if (takeIf(cursor, 'name')) {
		return otherStatement(`counter name "${takeText(cursor)}"`);
	}
	const packets = takeIf(cursor, 'packets') ? Number(takeText(cursor)) : 0;
	const bytes = takeIf(cursor, 'bytes') ? Number(takeText(cursor)) : 0;
	return {kind: 'counter', packets: packets || 0, bytes: bytes || 0};
};

const natFlags = /^(?:random|fully-random|persistent)(?:,(?:random|fully-random|persistent))*$/;

const natEntry = (entry: NftMapEntry): string => {
	const [address = '', port] = entry.value.split(' . ');
	return endpoint(address, port ?? null);
};

/** What `to` names: an address, a port, a map by name, or the values of a map in braces. */
const natTargets = (cursor: NftCursor, at: PlaceOf): readonly string[] => {
	const key = expression(cursor);
	if (key === null || !takeIf(cursor, 'map')) {
		return key === null ? [takeText(cursor)] : [key];
	}
	return takeIf(cursor, '{') ? listEntries(cursor, at).map(natEntry) : [takeText(cursor)];
};

const natFamilyWords: ReadonlySet<string> = new Set(['ip', 'ip6', 'prefix', 'addr', 'port', '.', 'interval']);

const nat =
	(type: string): Statement =>
	(cursor, at) => {
		cursor.at++;
		while (natFamilyWords.has(wordAt(cursor))) {
			cursor.at++;
		}
		const to = takeIf(cursor, 'to') ? natTargets(cursor, at) : [];
		while (natFlags.test(wordAt(cursor))) {
			cursor.at++;
		}
		return {kind: 'nat', type, to};
	};

/** Statements by their first word (nft(8), statements). */
const statements: ReadonlyMap<string, Statement> = new Map<string, Statement>([
	...['accept', 'drop', 'continue', 'return', 'jump', 'goto'].map((name): [string, Statement] => [name, verdict(name)]),
	...['dnat', 'snat', 'masquerade', 'redirect', 'tproxy'].map((name): [string, Statement] => [name, nat(name)]),
	['reject', reject],
	['queue', queue],
	['counter', counter],
	...otherStatements,
]);

const starts: ReadonlySet<string> = new Set([...statements.keys(), 'comment']);

/** A value behind an operator: a set in braces, or words joined by dots. */
const rightOf = (cursor: NftCursor, at: PlaceOf): NftValue => {
	if (takeIf(cursor, '{')) {
		return {kind: 'set', elements: listEntries(cursor, at).map((entry) => entry.key)};
	}
	let text = takeText(cursor);
	while (takeIf(cursor, '.')) {
		text += ` . ${takeText(cursor)}`;
	}
	while (takeIf(cursor, '|')) {
		text += ` | ${takeText(cursor)}`;
	}
	return textValue(text);
};

const comparisons: ReadonlySet<string> = new Set(['==', '!=', '<', '>', '<=', '>=', '!']);

const match = (left: string, cursor: NftCursor, at: PlaceOf): NftStatement => {
	const operator = comparisons.has(wordAt(cursor)) ? takeText(cursor) : '==';
	const right = rightOf(cursor, at);
	if (!takeIf(cursor, '/')) {
		return {kind: 'match', left, operator, right};
	}
	// `fin,syn / fin,syn`: under a mask all of the flags have to be set.
	const all = right.kind === 'text' ? textValue(right.text.replaceAll(',', ' | ')) : right;
	return {kind: 'match', left: `${left} & ${takeText(cursor)}`, operator, right: all};
};

const mapValue = (cursor: NftCursor): string => (takeIf(cursor, 'map') ? ` map ${listText(cursor)}` : '');

const mangle = (left: string, cursor: NftCursor): NftStatement => {
	const value = expression(cursor);
	// Old versions leave out the word meta behind set: `meta mark set mark or 0x4000`.
	return otherStatement(`${left} set ${value ?? takeText(cursor)}${mapValue(cursor)}`);
};

/** The statement at the cursor. What is not known goes on to the next word that starts a statement, as text. */
export const textStatement = (cursor: NftCursor, at: PlaceOf): NftStatement => {
	const ofConnection = connectionStatement(cursor);
	if (ofConnection !== null) {
		return ofConnection;
	}
	const known = statements.get(wordAt(cursor));
	if (known !== undefined) {
		return known(cursor, at);
	}
	const left = expression(cursor);
	if (left === null) {
		if (!/^[a-z@]/.test(wordAt(cursor))) {
			noteStrange(cursor);
		}
		const first = takeText(cursor);
		const rest = takeUntil(cursor, starts);
		return otherStatement(rest === '' ? first : `${first} ${rest}`);
	}
	if (takeIf(cursor, 'set')) {
		return mangle(left, cursor);
	}
	if (takeIf(cursor, 'vmap')) {
		return takeIf(cursor, '{')
			? verdictMap(left, null, listEntries(cursor, at))
			: verdictMap(left, takeText(cursor).replace(/^@/, ''), []);
	}
	return match(left, cursor, at);
};
