import {lineNumber, type Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {IptablesTable} from '../model/facts/iptables.ts';
import type {Parsed, Place, Unparsed} from '../model/place.ts';
import {lineEndAt, newRuleReader, type RuleReader, ruleAt} from './iptables-rule.ts';
import {
	type ChainDraft,
	familyOf,
	type Heading,
	newTable,
	readHeading,
	type TableDraft,
	tableOf,
} from './iptables-table.ts';

/** What a text of iptables-save says, and the warnings that stood in it. */
export type IptablesText = {
	readonly tables: readonly IptablesTable[];
	readonly warnings: readonly Place[];
	readonly unparsed: readonly Unparsed[];
};

type Reading = {
	readonly part: Part;
	readonly rules: RuleReader;
	readonly drafts: TableDraft[];
	readonly warnings: Place[];
	readonly unparsed: Unparsed[];
	heading: Heading;
	table: TableDraft | null;
	/** The chain of the table that was asked for last. */
	chain: ChainDraft | null;
	/** 0-based number of the line at hand. */
	line: number;
};

const expectedLine = 'a line of iptables-save: *table, :CHAIN, a rule, COMMIT or a comment';

const placeOf = (reading: Reading): Place => ({
	source: reading.part.name,
	line: lineNumber(reading.part, reading.line),
});

const currentTable = (reading: Reading): TableDraft => {
	if (reading.table === null) {
		// `iptables -S` and a piece of a saved table do not name it.
		reading.table = newTable('', reading.heading, placeOf(reading));
		reading.chain = null;
		reading.drafts.push(reading.table);
	}
	return reading.table;
};

const chainIn = (reading: Reading, name: string) => {
	const {chains} = currentTable(reading);
	if (reading.chain?.name === name) {
		return reading.chain;
	}
	const known = chains.get(name);
	if (known !== undefined) {
		reading.chain = known;
		return known;
	}
	const chain: ChainDraft = {name, policy: null, packets: null, bytes: null, rules: [], at: placeOf(reading)};
	chains.set(name, chain);
	reading.chain = chain;
	return chain;
};

const counterPair = (text: string): readonly [number, number] | null => {
	const colon = text.indexOf(':');
	const packets = Number(text.slice(1, colon));
	const bytes = Number(text.slice(colon + 1, -1));
	return text.charCodeAt(0) === 91 && text.endsWith(']') && colon > 1 && packets >= 0 && bytes >= 0
		? [packets, bytes]
		: null;
};

/** A chain as iptables-save prints it, each part up to the next blank. */
const chainLine = /^:([^ ]+) ([^ ]+) \[(\d{1,15}):(\d{1,15})\]$/;

const takeChain = (reading: Reading, name: string, policy: string, pair: readonly [number, number] | null): true => {
	const chain = chainIn(reading, name);
	chain.policy = policy === '-' ? null : policy;
	chain.packets = pair?.[0] ?? null;
	chain.bytes = pair?.[1] ?? null;
	chain.at = placeOf(reading);
	return true;
};

const readChainLine = (reading: Reading, line: string): boolean => {
	const plain = chainLine.exec(line);
	if (plain !== null) {
		return takeChain(reading, plain[1] ?? '', plain[2] ?? '', [Number(plain[3]), Number(plain[4])]);
	}
	const words = line.slice(1).split(' ').filter(Boolean);
	const [name, policy, counters] = words;
	const pair = counters === undefined ? null : counterPair(counters);
	return name === undefined || policy === undefined || words.length > 3 || (counters !== undefined && pair === null)
		? false
		: takeChain(reading, name, policy, pair);
};

/** `-P INPUT DROP [-c 1 2]` and `-N CHAIN` of `iptables -S`. */
const readDeclaration = (reading: Reading, line: string): boolean => {
	const [option, name, policy, counters, packets, bytes] = line.split(' ').filter(Boolean);
	if (name === undefined || (option === '-P') !== (policy !== undefined && policy !== '-c')) {
		return false;
	}
	const chain = chainIn(reading, name);
	chain.policy = option === '-P' ? (policy ?? null) : null;
	if (counters === '-c') {
		chain.packets = Number(packets) || 0;
		chain.bytes = Number(bytes) || 0;
	}
	// Only a whole list starts with the policies of its chains.
	currentTable(reading).complete ||= option === '-P';
	return true;
};

const readComment = (reading: Reading, line: string): boolean => {
	const heading = readHeading(line);
	if (heading !== null) {
		reading.heading = heading;
	}
	if (line.startsWith('# Warning') || line.includes('is incompatible')) {
		reading.warnings.push(placeOf(reading));
	}
	// A dump that lost its newlines is one long comment.
	return !/^# (?:Generated|Completed)/.test(line) || !(line.includes(' *') || line.includes(' -A '));
};

const readTableLine = (reading: Reading, line: string): boolean => {
	const name = line.slice(1).trimEnd();
	if (name === '' || name.includes(' ')) {
		return false;
	}
	reading.table = newTable(name, reading.heading, placeOf(reading));
	reading.chain = null;
	reading.drafts.push(reading.table);
	return true;
};

/** The number at `at`, its end in `scan.at`; NaN where no digit stands. */
const numberAt = (text: string, scan: {at: number}): number => {
	const start = scan.at;
	let value = 0;
	for (let code = text.charCodeAt(start); code >= 48 && code <= 57; code = text.charCodeAt(scan.at)) {
		value = value * 10 + code - 48;
		scan.at++;
	}
	return scan.at === start ? Number.NaN : value;
};

const readRule = (reading: Reading, start: number, end: number): number | string => {
	const {text} = reading.part;
	const scan = {at: start};
	let packets: number | null = null;
	let bytes: number | null = null;
	if (text.charCodeAt(start) === 91) {
		scan.at++;
		packets = numberAt(text, scan);
		const isPair = text.charCodeAt(scan.at++) === 58;
		bytes = numberAt(text, scan);
		if (!isPair || Number.isNaN(packets + bytes) || !text.startsWith('] -A ', scan.at)) {
			return 'counters as [packets:bytes] and a rule';
		}
		scan.at += 2;
	}
	const rule = ruleAt(reading.rules, scan.at, end, placeOf(reading));
	if (typeof rule === 'string') {
		return rule;
	}
	const chain = chainIn(reading, rule.chain);
	// The chain's own string, so that the rules of a chain share one.
	rule.chain = chain.name;
	rule.packets = packets ?? rule.packets;
	rule.bytes = bytes ?? rule.bytes;
	chain.rules.push(rule);
	return reading.rules.end;
};

const readOther = (reading: Reading, line: string): boolean => {
	switch (line.charCodeAt(0)) {
		case 35:
			return readComment(reading, line);
		case 42:
			return readTableLine(reading, line);
		case 58:
			return readChainLine(reading, line);
		case 45:
			return /^-[PN] /.test(line) && readDeclaration(reading, line);
		default:
			if (line.trimEnd() === 'COMMIT') {
				currentTable(reading).complete = true;
				reading.table = null;
				return true;
			}
			return line.trim() === '';
	}
};

const countNewlines = (text: string, from: number, to: number): number => {
	let count = 0;
	for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) {
		count++;
	}
	return count;
};

const refuse = (reading: Reading, start: number, end: number, expected: string): void => {
	reading.unparsed.push({...placeOf(reading), text: reading.part.text.slice(start, end), expected});
};

/** Everything that a text of iptables-save, ip6tables-save or `iptables -S` says. */
export const readIptablesSave = (part: Part): IptablesText => {
	const reading: Reading = {
		...{part, rules: newRuleReader(part.text), drafts: [], warnings: [], unparsed: []},
		...{heading: {backend: 'unknown', family: null}, table: null, chain: null, line: 0},
	};
	const {text} = part;
	for (let start = 0; start < text.length; ) {
		const end = lineEndAt(text, start);
		let last = end;
		if (text.charCodeAt(start) === 91 || text.startsWith('-A ', start)) {
			const rule = readRule(reading, start, end);
			if (typeof rule === 'string') {
				refuse(reading, start, end, rule);
			} else {
				last = rule;
			}
		} else if (!readOther(reading, text.slice(start, end))) {
			refuse(reading, start, end, expectedLine);
		}
		reading.line += last > end ? countNewlines(text, start, last) : 0;
		start = last < text.length && text.charCodeAt(last) === 13 ? last + 2 : last + 1;
		reading.line++;
	}
	const family = familyOf(part, reading.drafts);
	return {
		tables: reading.drafts.map((draft) => tableOf(draft, part, family)),
		warnings: reading.warnings,
		unparsed: reading.unparsed,
	};
};

/** The tables of a text of iptables-save, each with its chains in the order of the text. */
export const parseIptablesSave = (part: Part): Parsed<readonly IptablesTable[]> => {
	const {tables, unparsed} = readIptablesSave(part);
	return {value: tables, unparsed};
};

/** The format of iptables-save(8) and ip6tables-save(8), with and without `-c`. */
export const iptablesSaveFormat: Format = {
	name: 'iptables-save',
	title: 'Packet filter rules as iptables-save prints them',
	recognise: (text) => {
		const sample = text.slice(0, 20_000);
		if (/^# Generated by (?:ip6?|x)tables/m.test(sample) || /^\*(?:filter|nat|mangle|raw|security)\r?$/m.test(sample)) {
			return 1;
		}
		return /^\[\d+:\d+\] -A \S/m.test(sample) ? 0.8 : 0;
	},
	parse: parseIptablesSave,
};
