import {describe, expect, test} from 'vitest';
import {parseIpRule} from '../../source/collectors/ip-rule.ts';
import type {PolicyRule} from '../../source/model/facts/route.ts';
import {obeysParserLaws} from '../support/parser-laws.ts';
import {part, recordedPart} from '../support/part.ts';

const command = (file: string, name = 'ip rule') => recordedPart(`commands/ip-rule/${file}`, name);

/** A rule as `ip -j rule` prints it. */
type JsonRule = {readonly [key: string]: string | number | null};

const withLength = (address: unknown, length: unknown): string =>
	address === undefined ? 'all' : length === undefined ? String(address) : `${address}/${length}`;

const fromJson = (rule: JsonRule) => ({
	priority: rule.priority,
	negated: 'not' in rule,
	from: withLength(rule.src, rule.srclen),
	to: withLength(rule.dst, rule.dstlen),
	inputDevice: rule.iif ?? null,
	outputDevice: rule.oif ?? null,
	mark: 'fwmask' in rule ? `${rule.fwmark}/${rule.fwmask}` : (rule.fwmark ?? null),
	action: 'goto' in rule ? 'goto' : 'nop' in rule ? 'nop' : (rule.action ?? 'lookup'),
	table: rule.table ?? null,
});

test('agrees with the JSON of the same state', () => {
	const rules = JSON.parse(recordedPart('commands/ip-rule/namespace.json').text) as readonly JsonRule[];
	const {value, unparsed} = parseIpRule(command('namespace.txt'));
	expect(unparsed).toEqual([]);
	expect(value.map(({family: _, rest: __, at: ___, ...rule}) => rule)).toEqual(rules.map(fromJson));
});

describe('quirks', () => {
	test.each<[string, string, Partial<PolicyRule>]>([
		[
			'the usual',
			'32766:\tfrom all lookup main',
			{priority: 32766, from: 'all', to: 'all', action: 'lookup', table: 'main'},
		],
		[
			'a mark, negated',
			'32765:\tnot from all fwmark 0xca6c lookup 51820',
			{negated: true, mark: '0xca6c', table: '51820'},
		],
		['a mask', '9:\tfrom all fwmark 0x200/0xf00 lookup 2004', {mark: '0x200/0xf00'}],
		[
			'where from and to',
			'50:\tfrom 10.244.0.0/16 to 10.0.0.0/8 iif we oif br0 lookup 100',
			{from: '10.244.0.0/16', to: '10.0.0.0/8', inputDevice: 'we', outputDevice: 'br0'},
		],
		[
			'a device that is gone',
			'81:\tfrom all iif missing0 [detached] lookup 5',
			{inputDevice: 'missing0', rest: ['[detached]']},
		],
		['a device called like a keyword', '81:\tfrom all iif lookup lookup 5', {inputDevice: 'lookup', table: '5'}],
		['an action without a table', '71:\tfrom 10.3.0.0/16 unreachable', {action: 'unreachable', table: null}],
		['another rule', '72:\tfrom all goto 300 [unresolved]', {action: 'goto', rest: ['[unresolved]', 'goto 300']}],
		[
			'no prefix shorter',
			'60:\tfrom all lookup main suppress_prefixlength 0',
			{table: 'main', rest: ['suppress_prefixlength 0']},
		],
		[
			'ports and users',
			'80:\tfrom all uidrange 0-1000 ipproto tcp sport 80-90 dport 443 lookup 5',
			{rest: ['uidrange 0-1000', 'ipproto tcp', 'sport 80-90', 'dport 443']},
		],
		['the table of a VRF', '1000:\tfrom all lookup [l3mdev-table]', {table: '[l3mdev-table]'}],
		['an IPv6 range', '33:\tfrom fd00:77::/64 lookup 77', {family: 6}],
	])('%s', (_, text, expected) => {
		expect(parseIpRule(part(text))).toMatchObject({value: [expected], unparsed: []});
	});

	test.each([
		['ip rule', 'from all lookup local', 4],
		['ip -6 rule', 'from all lookup local', 6],
		['pasted', 'from all lookup local', 4],
		['pasted', 'from all lookup local\n33:\tfrom fd00::/8 lookup 7', 6],
		['pasted', 'from all lookup local\n32767:\tfrom all lookup default', 4],
	] as const)('the family of %s: %s', (name, text, family) => {
		expect(parseIpRule(part(`0:\t${text}`, name)).value[0]?.family).toBe(family);
	});
});

describe('laws', () => {
	const samples = ['docker', 'namespace', 'namespace--d', 'namespace--6', 'namespace--busybox'];
	obeysParserLaws({parse: parseIpRule, samples: samples.map((name) => command(`${name}.txt`).text)});
});
