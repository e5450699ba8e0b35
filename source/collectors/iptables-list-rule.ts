import type {IptablesRule, RuleOption} from '../model/facts/iptables.ts';
import type {Place} from '../model/place.ts';
import {parseAddress} from '../net/address.ts';
import {decodeMatches} from './iptables-list-matches.ts';
import {leftover, targetText} from './iptables-list-target.ts';
import {option, unknownOption} from './iptables-list-words.ts';

/** The columns that the heading of a chain in `iptables -L` names. */
export type ListColumns = {
	readonly num: boolean;
	readonly counters: boolean;
	readonly interfaces: boolean;
	readonly targetAt: number;
};

/** Protocols by number, as iptables-save names them; `-n` prints the number since 1.8.9. */
const protocols: ReadonlyMap<string, string> = new Map([
	...([
		['1', 'icmp'],
		['2', 'igmp'],
		['4', 'ipencap'],
		['6', 'tcp'],
		['17', 'udp'],
		['33', 'dccp'],
		['41', 'ipv6'],
	] as const),
	...([
		['47', 'gre'],
		['50', 'esp'],
		['51', 'ah'],
		['58', 'ipv6-icmp'],
		['88', 'eigrp'],
		['89', 'ospf'],
	] as const),
	...([
		['icmpv6', 'ipv6-icmp'],
		['112', 'vrrp'],
		['132', 'sctp'],
		['135', 'ipv6-mh'],
		['136', 'udplite'],
	] as const),
]);

const suffixes: ReadonlyMap<string, number> = new Map([
	['K', 1e3],
	['M', 1e6],
	['G', 1e9],
	['T', 1e12],
]);

/** A counter; `1651K` is rounded to thousands (iptables(8), -x). Null where the word is none. */
export const listCounter = (word: string): number | null => {
	const factor = suffixes.get(word.slice(-1)) ?? 1;
	const digits = factor === 1 ? word : word.slice(0, -1);
	return /^\d{1,20}$/.test(digits) ? Number(digits) * factor : null;
};

const optionsWord = /^(?:--|-f|!f)$/;
const anywhere: ReadonlySet<string> = new Set(['anywhere', '0.0.0.0/0', '::/0', 'default']);
/** Networks that iptables prints by name (/etc/networks, /etc/hosts). */
const networks: ReadonlyMap<string, string> = new Map([
	...([
		['localhost', '127.0.0.1/32'],
		['loopback/8', '127.0.0.0/8'],
		['link-local/16', '169.254.0.0/16'],
	] as const),
	...([
		['ip6-localhost', '::1/128'],
		['base-address.mcast.net/4', '224.0.0.0/4'],
	] as const),
]);

const addressOption = (name: '-s' | '-d', word: string): RuleOption | null => {
	const negated = word.startsWith('!');
	const text = word.slice(negated ? 1 : 0);
	if (anywhere.has(text) && !negated) {
		return null;
	}
	const [address = ''] = text.split('/');
	const parsed = parseAddress(address);
	const known = networks.get(text) ?? (parsed === null ? null : text);
	if (known === null) {
		return unknownOption(`${name} ${word}`);
	}
	const bits = known.includes('/') ? '' : parsed?.family === 6 ? '/128' : '/32';
	return {name, negated, values: [known + bits]};
};

const protocolOption = (word: string): RuleOption | null => {
	const negated = word.startsWith('!');
	const text = word.slice(negated ? 1 : 0);
	if (!negated && (text === '0' || text === 'all')) {
		return null;
	}
	return {name: '-p', negated, values: [protocols.get(text) ?? text]};
};

const interfaceOption = (name: '-i' | '-o', word: string): RuleOption | null =>
	word === '*' || word === 'any' ? null : option(name, word);

const fragmentOption = (word: string | null): RuleOption | null =>
	word === null || word === '--' ? null : {name: '-f', negated: word === '!f', values: []};

/** Splits at the comment: from the first opening to the last closing, since it may hold anything. */
const splitComment = (
	text: string,
): {readonly words: readonly string[]; readonly comment: string | null; readonly isAmbiguous: boolean} => {
	const open = text.startsWith('/* ') ? 0 : text.indexOf(' /* ') + 1;
	const close = text.lastIndexOf(' */');
	const hasComment = (open > 0 || text.startsWith('/* ')) && close >= open + 2;
	const comment = hasComment ? text.slice(open + 3, Math.max(close, open + 3)) : null;
	const bare = hasComment ? `${text.slice(0, open)} ${text.slice(close + 3)}` : text;
	return {
		words: bare.split(' ').filter(Boolean),
		comment,
		isAmbiguous: comment !== null && (comment.includes(' */') || comment.includes('/* ')),
	};
};

/** Words by blanks, up to the last column; what follows stays one text. */
const fieldsOf = (line: string, count: number): readonly [readonly string[], string] => {
	const fields: string[] = [];
	let at = 0;
	while (fields.length < count) {
		while (line[at] === ' ') {
			at++;
		}
		const next = line.indexOf(' ', at);
		const end = next < 0 ? line.length : next;
		if (end === at) {
			break;
		}
		fields.push(line.slice(at, end));
		at = end;
	}
	return [fields, line.slice(at).trim()];
};

type Fields = {
	readonly packets: number | null;
	readonly bytes: number | null;
	readonly target: string | null;
	readonly protocol: string;
	readonly fragment: string | null;
	readonly addresses: readonly string[];
	readonly rest: string;
};

/** The columns of a rule. A rule without target has a blank there, and ip6tables before 1.8.9 a blank option column. */
const readFields = (line: string, columns: ListColumns): Fields | null => {
	const lead = (columns.num ? 1 : 0) + (columns.counters ? 2 : 0);
	const [start] = fieldsOf(line, lead + 3);
	const optionAt = optionsWord.test(start[lead + 1] ?? '') ? 1 : optionsWord.test(start[lead + 2] ?? '') ? 2 : 0;
	const hasTarget = optionAt === 0 ? line[columns.targetAt] !== ' ' : optionAt === 2;
	const size = lead + (hasTarget ? 1 : 0) + 1 + (optionAt > 0 ? 1 : 0) + (columns.interfaces ? 2 : 0) + 2;
	const [fields, rest] = fieldsOf(line, size);
	const counters = columns.counters ? fields.slice(lead - 2, lead).map(listCounter) : [null, null];
	if (fields.length < size || (columns.counters && counters.includes(null))) {
		return null;
	}
	const protocolAt = lead + (hasTarget ? 1 : 0);
	return {
		packets: counters[0] ?? null,
		bytes: counters[1] ?? null,
		target: hasTarget ? (fields[lead] ?? null) : null,
		protocol: fields[protocolAt] ?? '',
		fragment: optionAt > 0 ? (fields[protocolAt + 1] ?? null) : null,
		addresses: fields.slice(protocolAt + (optionAt > 0 ? 2 : 1)),
		rest,
	};
};

const columnOptions = (fields: Fields, columns: ListColumns): readonly (RuleOption | null)[] => {
	const [first = '', second = '', third = '', fourth = ''] = fields.addresses;
	const protocol = protocolOption(fields.protocol);
	const fragment = fragmentOption(fields.fragment);
	if (columns.interfaces) {
		const interfaces = [interfaceOption('-i', first), interfaceOption('-o', second)];
		return [addressOption('-s', third), addressOption('-d', fourth), ...interfaces, protocol, fragment];
	}
	// Without -v a rule for lo alone looks like one for every interface.
	const hidden = unknownOption('interfaces, which iptables -L shows with -v only');
	return [addressOption('-s', first), addressOption('-d', second), protocol, fragment, hidden];
};

/** A rule of `iptables -L` in the terms of iptables-save, or null where the columns are not those of the heading. */
export const listRule = (chain: string, line: string, columns: ListColumns, at: Place): IptablesRule | null => {
	const fields = readFields(line, columns);
	if (fields === null) {
		return null;
	}
	const isGoto = fields.rest.startsWith('[goto]');
	const {words, comment, isAmbiguous} = splitComment(isGoto ? fields.rest.slice(6).trim() : fields.rest);
	const cursor = {all: words, at: 0};
	const target = targetText(fields.target);
	const decoded = decodeMatches(cursor, target.starts);
	const targetOptions = [...(cursor.at < words.length ? target.decode(cursor) : []), ...leftover(cursor)];
	const ambiguous = isAmbiguous ? [unknownOption('the comment holds the marks of a comment')] : [];
	return {
		chain,
		target: fields.target,
		isGoto,
		matches: [...columnOptions(fields, columns).filter((each) => each !== null), ...decoded, ...ambiguous],
		targetOptions,
		comment,
		packets: fields.packets,
		bytes: fields.bytes,
		at,
	};
};
