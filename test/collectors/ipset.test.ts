import {describe, expect, test} from 'vitest';
import {ipSets} from '../../source/collectors/ip-sets.ts';
import {ipsetFormat, parseIpset} from '../../source/collectors/ipset.ts';
import {collectFrom, denied} from '../support/collect.ts';
import {obeysParserLaws} from '../support/parser-laws.ts';
import {part, recordedPart} from '../support/part.ts';

const recorded = (file: string) => recordedPart(`commands/ipset/${file}`);

const expected = new Map([
	['KUBE-CLUSTER-IP', ['hash:ip,port', ['10.96.0.1,tcp:443', '10.96.0.10,udp:53']]],
	['KUBE-LOOP-BACK', ['hash:ip,port,ip', ['10.244.1.5,tcp:8080,10.244.1.5']]],
	['weave-;rGqyMIl1HN^cfDki~Z$3]6!N', ['hash:net', ['10.0.0.0/8', '10.1.0.0/16 nomatch']]],
	['KUBE-NODE-PORT-TCP', ['bitmap:port', ['30080']]],
	['six', ['hash:net', ['fd00::/64']]],
	['all', ['list:set', ['six']]],
	['empty', ['hash:ip', []]],
	['ifs', ['hash:net,iface', ['10.0.0.0/8,eth0']]],
]);

test.each(['synthetic--list.txt', 'synthetic--save.txt'])('%s', (file) => {
	const {value, unparsed} = parseIpset(recorded(file));
	expect(unparsed).toEqual([]);
	const found = value.map(({name, type, members}) => [name, [type, [...members].sort()]] as const);
	expect(new Map(found)).toEqual(expected);
	const lines = recorded(file).text.split('\n');
	for (const {name, at} of value) {
		expect(lines[at.line - 1]).toContain(name);
	}
});

describe('quirks', () => {
	test('a name with a blank and a quote', () => {
		const {value, unparsed} = parseIpset(part('create we"; x hash:ip family inet\nadd we"; x 1.2.3.4 timeout 5\n'));
		expect(unparsed).toEqual([]);
		expect(value[0]).toMatchObject({name: 'we"; x', type: 'hash:ip', members: ['1.2.3.4']});
	});

	test('a comment that looks like an option', () => {
		const {value} = parseIpset(part('create a hash:net family inet comment\nadd a 10.0.0.0/8 comment "x nomatch y"\n'));
		expect(value[0]?.members).toEqual(['10.0.0.0/8']);
	});

	test('a member of a set that was not made', () => {
		expect(parseIpset(part('add nobody 1.2.3.4\n')).unparsed.length).toBe(1);
	});
});

describe('the fact', () => {
	test('a kernel without the module has no sets', () => {
		const gated = {kind: 'gated', detail: 'ip_set is neither loaded nor built in', remedy: null} as const;
		expect(collectFrom(ipSets, {'ipset list': gated, 'ipset save': gated})).toMatchObject({value: []});
	});

	test('what may not be read is unknown, and so is a missing program', () => {
		expect(collectFrom(ipSets, {'ipset list': denied})).toMatchObject({unavailable: {kind: 'denied'}});
		expect(collectFrom(ipSets, {})).toMatchObject({unavailable: {kind: 'missing'}});
	});

	test('is read from either form', () => {
		for (const [command, file] of [
			['ipset list', 'synthetic--list.txt'],
			['ipset save', 'synthetic--save.txt'],
		] as const) {
			const collected = collectFrom(ipSets, {[command]: recorded(file).text});
			expect('value' in collected && collected.value.length).toBe(8);
		}
	});
});

test.each([
	['Name: a\nType: hash:net\nRevision: 7\n', true],
	['create a hash:net family inet\n', true],
	['Name: coredns\nNamespace: kube-system\n', false],
])('recognises %j: %s', (text, is) => {
	expect(ipsetFormat.recognise(text) > 0).toBe(is);
});

obeysParserLaws({
	parse: parseIpset,
	samples: [
		'Name: a\nType: hash:net\nRevision: 7\nMembers:\n10.0.0.0/8\n',
		'create a hash:net family inet\nadd a 10.0.0.0/8\n',
	],
});
