import {lineNumber, type Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {IptablesTable} from '../model/facts/iptables.ts';
import type {Parsed, Place, Unparsed} from '../model/place.ts';
import {type ListColumns, listCounter, listRule} from './iptables-list-rule.ts';
import {type IptablesText, readIptablesSave} from './iptables-save.ts';
import {type ChainDraft, newTable, type TableDraft, tableOf} from './iptables-table.ts';

/** A comment of netfilter holds 256 bytes: one that does not close within so many lines is a broken line. */
const mostCommentLines = 256;

type Reading = {
	readonly part: Part;
	readonly lines: readonly string[];
	readonly drafts: TableDraft[];
	readonly warnings: Place[];
	readonly unparsed: Unparsed[];
	chain: ChainDraft | null;
	columns: ListColumns | null;
	/** 0-based number of the line at hand. */
	line: number;
	/** The last line that is known to hold a closing comment, so that looking for one stays linear. */
	noCloseAfter: number;
};

const placeOf = (reading: Reading): Place => ({
	source: reading.part.name,
	line: lineNumber(reading.part, reading.line),
});

/** `(policy DROP 12K packets, 3M bytes)` or `(2 references)`; null for anything else. */
const readPolicy = (text: string): Pick<ChainDraft, 'policy' | 'packets' | 'bytes'> | null => {
	const words = text.split(' ');
	if (words[0] === 'policy' && words[1] !== undefined) {
		return {policy: words[1], packets: listCounter(words[2] ?? ''), bytes: listCounter(words[4] ?? '')};
	}
	return words[1] === 'references' || text.includes('references') ? {policy: null, packets: null, bytes: null} : null;
};

const readChain = (reading: Reading, line: string): boolean => {
	const open = line.lastIndexOf(' (');
	const policy = open > 6 && line.endsWith(')') ? readPolicy(line.slice(open + 2, -1)) : null;
	if (policy === null) {
		return false;
	}
	const name = line.slice(6, open);
	let table = reading.drafts.at(-1);
	// A chain seen before: the lists of two tables stand in one text.
	if (table === undefined || table.chains.has(name)) {
		table = newTable('', {backend: 'unknown', family: null}, placeOf(reading));
		reading.drafts.push(table);
	}
	table.complete ||= policy.policy !== null;
	reading.chain = {name, ...policy, rules: [], at: placeOf(reading)};
	reading.columns = null;
	table.chains.set(name, reading.chain);
	return true;
};

const readColumns = (line: string): ListColumns | null => {
	const words = line.split(' ').filter(Boolean);
	if (!words.includes('target') || !words.includes('prot') || !words.includes('source')) {
		return null;
	}
	return {
		num: words[0] === 'num',
		counters: words.includes('pkts'),
		interfaces: words.includes('in') && words.includes('out'),
		targetAt: line.indexOf('target'),
	};
};

/** The line at hand with those after it that its comment runs over; takes them. */
const joinComment = (reading: Reading, line: string): string => {
	const open = line.indexOf('/* ');
	if (open < 0 || line.indexOf(' */', open) >= 0 || reading.line >= reading.noCloseAfter) {
		return line;
	}
	const most = Math.min(reading.lines.length, reading.line + mostCommentLines);
	for (let last = reading.line + 1; last < most; last++) {
		if (reading.lines[last]?.includes(' */')) {
			const joined = [line, ...reading.lines.slice(reading.line + 1, last + 1)].join('\n');
			reading.line = last;
			return joined;
		}
	}
	if (most === reading.lines.length) {
		reading.noCloseAfter = reading.line;
	}
	return line;
};

const expectedRule = 'a rule with the columns of the heading above it';

const readLine = (reading: Reading, line: string): string | null => {
	if (line.trim() === '') {
		return null;
	}
	if (line.startsWith('#')) {
		reading.warnings.push(placeOf(reading));
		return null;
	}
	if (line.startsWith('Chain ')) {
		return readChain(reading, line.trimEnd()) ? null : 'Chain NAME (policy …) or (n references)';
	}
	if (reading.chain === null) {
		return 'a chain, `Chain NAME (policy …)`';
	}
	if (reading.columns === null) {
		reading.columns = readColumns(line);
		return reading.columns === null ? 'the heading of the columns' : null;
	}
	const at = placeOf(reading);
	const rule = listRule(reading.chain.name, joinComment(reading, line), reading.columns, at);
	if (rule === null) {
		return expectedRule;
	}
	reading.chain.rules.push(rule);
	return null;
};

const hasV6 = (line: string): boolean => line.includes('::/0') || /[ !][0-9a-f]{0,4}:[0-9a-f:]+\/\d+/.test(line);

const readListed = (part: Part): IptablesText => {
	const lines = part.text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
	const reading: Reading = {
		...{part, lines, drafts: [], warnings: [], unparsed: [], chain: null, columns: null, line: 0},
		noCloseAfter: Number.POSITIVE_INFINITY,
	};
	for (; reading.line < lines.length; reading.line++) {
		const text = lines[reading.line] ?? '';
		const at = placeOf(reading);
		const expected = readLine(reading, text);
		if (expected !== null) {
			reading.unparsed.push({...at, text, expected});
		}
	}
	const isV6 = /ip6tables/.test(part.name) || lines.some((line) => line.length < 2000 && hasV6(line));
	const tables = reading.drafts.map((draft) => tableOf(draft, part, isV6 ? 6 : 4));
	return {tables, warnings: reading.warnings, unparsed: reading.unparsed};
};

const isListed = (text: string): boolean => /^Chain .+\)\r?$/m.test(text.slice(0, 20_000));

/** Everything that `iptables -L` or `iptables -S` says, with any of `-v`, `-n`, `-t TABLE` and `--line-numbers`. */
export const readIptablesList = (part: Part): IptablesText =>
	isListed(part.text) ? readListed(part) : readIptablesSave(part);

/** The tables of `iptables -L` or `-S`, in the terms of iptables-save. What cannot be told is an option named `unknown`. */
export const parseIptablesList = (part: Part): Parsed<readonly IptablesTable[]> => {
	const {tables, unparsed} = readIptablesList(part);
	return {value: tables, unparsed};
};

/** The format of `iptables -L` and `iptables -S` (iptables(8)). */
export const iptablesListFormat: Format = {
	name: 'iptables-list',
	title: 'Packet filter rules as iptables -L and iptables -S print them',
	recognise: (text) => {
		const sample = text.slice(0, 20_000);
		if (/^Chain \S+ \((?:policy |\d+ references)/m.test(sample)) {
			return 1;
		}
		return /^-P [A-Z]+ [A-Z]+/m.test(sample) ? 1 : /^-[AN] \S/m.test(sample) ? 0.7 : 0;
	},
	parse: parseIptablesList,
};
