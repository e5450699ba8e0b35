import type {Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {PolicyRule} from '../model/facts/route.ts';
import type {Parsed, Place} from '../model/place.ts';
import {nowhere, parseLines, words} from './parse-lines.ts';
import {recogniseLines} from './sample-lines.ts';

/** Actions that stand alone; `lookup` and `goto` have a value. */
const actions = new Set(['unreachable', 'blackhole', 'prohibit', 'nop', 'masquerade']);

/** Keywords with one value. `lookup` may be written `table`. */
const keywords = new Set(['from', 'to', 'iif', 'oif', 'fwmark', 'lookup', 'table', 'goto']);

/** Keywords with one value that kdiag keeps as text. */
const otherKeywords = new Set([
	'tos',
	'dsfield',
	'uidrange',
	'ipproto',
	'sport',
	'dport',
	'suppress_prefixlength',
	'suppress_ifgroup',
	'proto',
	'realms',
	'tun_id',
	'map-to',
	'flowlabel',
	'dscp',
]);

type RuleWords = {
	readonly values: ReadonlyMap<string, string>;
	readonly rest: readonly string[];
	readonly action: string | null;
};

const readRuleWords = (tokens: readonly string[]): RuleWords => {
	const values = new Map<string, string>();
	const rest: string[] = [];
	let action: string | null = null;
	for (let i = 0; i < tokens.length; i += 1) {
		const word = tokens[i] ?? '';
		if (keywords.has(word)) {
			i += 1;
			values.set(word === 'table' ? 'lookup' : word, tokens[i] ?? '');
		} else if (otherKeywords.has(word)) {
			i += 1;
			rest.push(`${word} ${tokens[i] ?? ''}`);
		} else if (actions.has(word)) {
			action = word;
		} else {
			rest.push(word);
		}
	}
	return {values, rest, action};
};

const readRule = (line: string, at: Place, asked: 4 | 6): PolicyRule | null => {
	const colon = line.indexOf(':');
	const tokens = words(line.slice(colon + 1));
	const negated = tokens[0] === 'not';
	const {values, rest, action} = readRuleWords(negated ? tokens.slice(1) : tokens);
	const from = values.get('from');
	const table = values.get('lookup') ?? null;
	const named = action ?? (values.has('goto') ? 'goto' : table === null ? null : 'lookup');
	if (!/^\d{1,10}$/.test(line.slice(0, Math.max(colon, 0))) || from === undefined || named === null) {
		return null;
	}
	const to = values.get('to') ?? 'all';
	return {
		family: from.includes(':') || to.includes(':') ? 6 : asked,
		priority: Number(line.slice(0, colon)),
		negated,
		from,
		to,
		inputDevice: values.get('iif') ?? null,
		outputDevice: values.get('oif') ?? null,
		mark: values.get('fwmark') ?? null,
		action: named,
		table,
		rest: values.has('goto') ? [...rest, `goto ${values.get('goto')}`] : rest,
		at,
	};
};

/** Pasted text does not name the command; only IPv4 has the table `default` and only IPv6 rules hold colons in addresses. */
const familyOf = (part: Part): 4 | 6 => {
	if (/(^|\s)-6(\s|$)/.test(part.name.slice(0, 200))) {
		return 6;
	}
	const hasDefault = /lookup default\b/.test(part.text);
	const hasColons = /\b(from|to) [0-9a-fA-F]*:/.test(part.text);
	return hasColons && !hasDefault ? 6 : 4;
};

/**
 * Parses `ip rule` and `ip -6 rule`.
 *
 *     9:	from all fwmark 0x200/0xf00 lookup 2004
 *     71:	from 10.3.0.0/16 unreachable
 *     32765:	not from all fwmark 0xca6c lookup 51820
 *
 * @see https://man7.org/linux/man-pages/man8/ip-rule.8.html
 */
export const parseIpRule = (part: Part): Parsed<readonly PolicyRule[]> => {
	const asked = familyOf(part);
	return parseLines(part, (line, at) => readRule(line, at, asked) ?? 'a rule as ip rule prints it');
};

/** `ip rule`. */
export const ipRuleFormat: Format = {
	name: 'ip-rule',
	title: 'ip rule, ip -6 rule',
	recognise: recogniseLines((line) => readRule(line, nowhere, 4) !== null, 0.98),
	parse: parseIpRule,
};
