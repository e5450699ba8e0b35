import {lineNumber, type Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {NftChain, NftRule, NftSet, NftStatement, NftTable} from '../model/facts/nftables.ts';
import type {Parsed, Place, Unparsed} from '../model/place.ts';
import {isAtEnd, newCursor, takeIf, takeText, wordAt} from './nft-cursor.ts';
import {priorityOf} from './nft-priority.ts';
import {listEntries} from './nft-text-list.ts';
import {textStatement} from './nft-text-statement.ts';
import {type NftLine, type NftToken, nftLines} from './nft-tokens.ts';

type ChainDraft = {-readonly [K in keyof Omit<NftChain, 'rules'>]: NftChain[K]} & {readonly rules: NftRule[]};
type SetDraft = {-readonly [K in keyof NftSet]: NftSet[K]};
type TableDraft = Pick<NftTable, 'family' | 'name' | 'at'> & {
	readonly chains: ChainDraft[];
	readonly sets: SetDraft[];
	isDormant: boolean;
};

type Reading = {
	readonly part: Part;
	readonly lines: readonly string[];
	readonly tables: TableDraft[];
	readonly unparsed: Unparsed[];
	readonly open: ('table' | 'chain' | 'set' | 'other')[];
};

/** What a text of nft says, and the tables (`ip nat`) that it warns are managed by iptables-nft. */
export type NftText = Parsed<readonly NftTable[]> & {readonly managed: ReadonlySet<string>};

const placeOf = (reading: Reading, line: number): Place => ({
	source: reading.part.name,
	line: lineNumber(reading.part, line),
});

const textOf = (tokens: readonly NftToken[]): string => tokens.map((token) => token.text).join(' ');

const warning = /^Warning: table (\S+) (.+) is managed by iptables-nft/;

/** The tables that lines such as `# Warning: table ip nat is managed by iptables-nft, do not touch!` name. */
export const managedTables = (text: string): ReadonlySet<string> => {
	const managed = new Set<string>();
	for (const line of text.split('\n')) {
		const match = line.startsWith('# ') ? warning.exec(line.slice(2)) : null;
		if (match !== null) {
			managed.add(`${match[1]} ${match[2]}`);
		}
	}
	return managed;
};

const refuse = (reading: Reading, lines: readonly number[]): void => {
	for (const line of lines) {
		const text = (reading.lines[line] ?? '').replace(/\r$/, '');
		reading.unparsed.push({...placeOf(reading, line), text, expected: 'a table, chain, rule, set or map of nft'});
	}
};

const openTable = (reading: Reading, line: NftLine): boolean => {
	const [, family, ...name] = line.tokens.slice(0, -1);
	if (family === undefined || name.length === 0) {
		return false;
	}
	const at = placeOf(reading, line.line);
	reading.tables.push({family: family.text, name: textOf(name), chains: [], sets: [], isDormant: false, at});
	reading.open.push('table');
	return true;
};

const openBlock = (reading: Reading, line: NftLine): boolean => {
	const [kind, ...name] = line.tokens.slice(0, -1);
	const table = reading.tables.at(-1);
	const at = placeOf(reading, line.line);
	if (table === undefined || kind === undefined || name.length === 0) {
		return false;
	}
	const isSet = kind.text === 'set' || kind.text === 'map' || kind.text === 'meter';
	if (kind.text === 'chain') {
		table.chains.push({name: textOf(name), type: null, hook: null, priority: null, policy: null, rules: [], at});
	} else if (isSet) {
		table.sets.push({name: textOf(name), isMap: kind.text === 'map', type: '', elements: [], at});
	}
	reading.open.push(kind.text === 'chain' ? 'chain' : isSet ? 'set' : 'other');
	return true;
};

/** `type filter hook input priority filter + 10; policy drop;`. */
const readHook = (reading: Reading, line: NftLine): boolean => {
	const table = reading.tables.at(-1);
	const chain = table?.chains.at(-1);
	const words = line.tokens.map((token) => (token.quoted ? '' : token.text));
	const after = (word: string): string | null => {
		const index = words.indexOf(word);
		return index < 0 ? null : (words[index + 1] ?? null);
	};
	if (table === undefined || chain === undefined) {
		return false;
	}
	const start = words.indexOf('priority') + 1;
	const end = words.indexOf(';', start);
	chain.type = after('type');
	chain.hook = after('hook');
	chain.policy = after('policy');
	chain.priority = start === 0 ? null : priorityOf(words.slice(start, end < 0 ? words.length : end), table.family);
	return chain.hook !== null && chain.priority !== null;
};

const handleOf = (remark: string | null): number | null => {
	const match = /^handle (\d+)$/.exec(remark ?? '');
	return match === null ? null : Number(match[1]);
};

const readRule = (reading: Reading, line: NftLine): boolean => {
	const cursor = newCursor(line.tokens);
	const statements: NftStatement[] = [];
	let comment: string | null = null;
	while (!isAtEnd(cursor)) {
		if (wordAt(cursor) === 'comment') {
			cursor.at++;
			comment = takeText(cursor);
		} else {
			statements.push(textStatement(cursor, (at) => placeOf(reading, at)));
		}
	}
	const at = placeOf(reading, line.line);
	reading.tables
		.at(-1)
		?.chains.at(-1)
		?.rules.push({statements, comment, handle: handleOf(line.remark), at});
	refuse(reading, cursor.strange);
	return true;
};

const readInChain = (reading: Reading, line: NftLine): boolean => {
	const [first, second] = line.tokens;
	if (first?.text === 'type' && !first.quoted && line.tokens.some((token) => token.text === 'hook')) {
		return readHook(reading, line);
	}
	if (first?.text === 'comment' && second?.quoted && line.tokens.length === 2) {
		return true;
	}
	return isBalanced(line) && readRule(reading, line);
};

const isBalanced = (line: NftLine): boolean => {
	let depth = 0;
	for (const token of line.tokens) {
		depth += token.quoted ? 0 : token.text === '{' ? 1 : token.text === '}' ? -1 : 0;
	}
	return depth === 0;
};

/** Lines of a set that say nothing of its type and elements. */
const setProperty =
	/^(?:type|typeof|elements|flags|comment|size|timeout|gc-interval|auto-merge|policy|counter|limit|quota|last|ct)$/;

const readInSet = (reading: Reading, line: NftLine): boolean => {
	const set = reading.tables.at(-1)?.sets.at(-1);
	const [first, second] = line.tokens;
	if (set === undefined || first === undefined || first.quoted) {
		return false;
	}
	if (first.text === 'type' || first.text === 'typeof') {
		set.type = textOf(line.tokens.slice(1).filter((token) => token.text !== ';'));
	} else if (first.text === 'elements') {
		const cursor = newCursor(line.tokens, second?.text === '=' ? 2 : 1);
		set.elements = takeIf(cursor, '{') ? listEntries(cursor, (at) => placeOf(reading, at)) : [];
		refuse(reading, cursor.strange);
		return isBalanced(line);
	}
	return setProperty.test(first.text);
};

const readInTable = (reading: Reading, line: NftLine): boolean => {
	const [first] = line.tokens;
	const table = reading.tables.at(-1);
	if (first?.text === 'flags' && table !== undefined) {
		table.isDormant ||= line.tokens.some((token) => token.text.split(',').includes('dormant'));
		return true;
	}
	return first?.text === 'comment';
};

const isWord = (token: NftToken | undefined, word: string): boolean =>
	token !== undefined && !token.quoted && token.text === word;

const readLine = (reading: Reading, line: NftLine): boolean => {
	const where = reading.open.at(-1);
	const isBlock = isWord(line.tokens.at(-1), '{');
	if (line.tokens.length === 0) {
		return true;
	}
	if (isBlock && isWord(line.tokens[0], 'table')) {
		// A list that was cut leaves blocks open; a table always starts anew.
		reading.open.length = 0;
		return openTable(reading, line);
	}
	if (isWord(line.tokens[0], '}') && line.tokens.length === 1) {
		return reading.open.pop() !== undefined;
	}
	if (where === 'table') {
		return isBlock ? openBlock(reading, line) : readInTable(reading, line);
	}
	if (where === 'other') {
		// What a counter, limit or flow table says is not kept.
		return /^[a-z0-9]/.test(line.tokens[0]?.text ?? '');
	}
	return where === 'chain' ? readInChain(reading, line) : where === 'set' && readInSet(reading, line);
};

const tableOf = (draft: TableDraft): NftTable => ({
	family: draft.family,
	name: draft.name,
	chains: draft.isDormant ? draft.chains.map((chain) => ({...chain, hook: null})) : draft.chains,
	sets: draft.sets,
	managedByIptables: false,
	at: draft.at,
});

/** Everything that a text of `nft list ruleset` says, with or without `-a`. */
export const readNft = (part: Part): NftText => {
	const lines = nftLines(part.text);
	const reading: Reading = {part, lines: part.text.split('\n'), tables: [], unparsed: [], open: []};
	for (const line of lines) {
		if (!readLine(reading, line)) {
			refuse(reading, [line.line]);
		}
	}
	return {value: reading.tables.map(tableOf), unparsed: reading.unparsed, managed: managedTables(part.text)};
};

/** The tables of `nft list ruleset`. A chain of a dormant table has no hook. */
export const parseNft = (part: Part): Parsed<readonly NftTable[]> => {
	const {value, unparsed} = readNft(part);
	return {value, unparsed};
};

/** The format of `nft list ruleset` (nft(8)). */
export const nftFormat: Format = {
	name: 'nft',
	title: 'Packet filter rules as nft list ruleset prints them',
	recognise: (text) =>
		/^table (?:ip|ip6|inet|arp|bridge|netdev) .+ \{(?: # handle \d+)?\r?$/m.test(text.slice(0, 20_000)) ? 1 : 0,
	parse: parseNft,
};
