import {describe, expect, test} from 'vitest';
import {parseIptablesSave} from '../../source/collectors/iptables-save.ts';
import {nftables} from '../../source/collectors/nftables.ts';
import type {KnownFacts} from '../../source/model/collector.ts';
import {collectFrom, denied, type FakeNode} from '../support/collect.ts';
import {part, recordedPart} from '../support/part.ts';

const recorded = (file: string): string => recordedPart(`commands/${file}`).text;

const known: KnownFacts = {
	iptables: {
		tables: parseIptablesSave(part(recorded('iptables-save/control-plane.txt'))).value,
		warnings: [],
	},
};

const marks = (node: FakeNode, facts: KnownFacts = {}): readonly string[] => {
	const collected = collectFrom(nftables, node, facts);
	return 'value' in collected
		? collected.value.map(
				({family, name, managedByIptables}) => `${family} ${name}${managedByIptables ? ' managed' : ''}`,
			)
		: [`unavailable: ${collected.unavailable.kind}`];
};

const managed = [
	'ip mangle managed',
	'ip filter managed',
	'ip6 mangle managed',
	'ip nat managed',
	'ip6 nat managed',
	'ip6 filter managed',
];

describe('recorded nodes, as JSON and as text', () => {
	test.each([
		['iptables-mode', managed],
		['nftables-mode', [...managed, 'ip kube-proxy', 'ip6 kube-proxy']],
	])('%s', (name, expected) => {
		const json = {'nft -j list ruleset': recorded(`nft-json/${name}.json`)};
		const text = {'nft list ruleset': recorded(`nft/${name}.txt`)};
		expect([...marks(json)].sort()).toEqual([...expected].sort());
		expect(marks(text)).toEqual(marks(json));
		expect(marks(json, known)).toEqual(marks(json));
	});
});

const table = (rule: string, chain = 'INPUT', family = 'ip'): FakeNode => ({
	'nft list ruleset': `table ${family} filter {\n\tchain ${chain} {\n\t\ttype filter hook input priority 0; policy accept;\n\t\t${rule}\n\t}\n}\n`,
});

describe('tables that iptables-nft manages', () => {
	test.each([
		['an extension that nft cannot print', table('xt match comment counter packets 0 bytes 0 drop'), {}, true],
		[
			'a warning of nft',
			{
				'nft list ruleset': `# Warning: table ip filter is managed by iptables-nft, do not touch!\n${table('drop')['nft list ruleset'] as string}`,
			},
			{},
			true,
		],
		['the look of iptables-nft', table('counter packets 0 bytes 0 drop'), {}, true],
		['a rule without counter', table('drop'), {}, false],
		['a chain of its own name', table('counter packets 0 bytes 0 drop', 'input'), {}, false],
		['a family that iptables does not have', table('counter packets 0 bytes 0 drop', 'INPUT', 'inet'), {}, false],
		['a list of iptables-save with it', table('drop'), known, true],
		[
			'a list of iptables-save without it',
			table('counter packets 0 bytes 0 drop'),
			{iptables: {tables: known.iptables?.tables.filter(({name}) => name !== 'filter') ?? [], warnings: []}},
			false,
		],
	] as [string, FakeNode, KnownFacts, boolean][])('%s', (_, node, facts, expected) => {
		expect(marks(node, facts)[0]?.endsWith(' managed')).toBe(expected);
	});
});

describe('what is known', () => {
	test('a kernel without nf_tables has no tables', () => {
		const gated = {kind: 'gated', detail: 'nf_tables is neither loaded nor built in', remedy: null} as const;
		expect(marks({'nft -j list ruleset': gated, 'nft list ruleset': gated})).toEqual([]);
	});

	test.each([
		['may not be read', {'nft -j list ruleset': denied, 'nft list ruleset': denied}, 'denied'],
		['is not installed', {}, 'missing'],
	] as [string, FakeNode, string][])('nft that %s leaves them unknown', (_, node, kind) => {
		expect(marks(node)).toEqual([`unavailable: ${kind}`]);
	});

	test('a line that is not understood makes it a part', () => {
		const collected = collectFrom(nftables, {'nft list ruleset': 'table ip t {\n\tnonsense\n}\n'});
		expect('value' in collected && [collected.unparsed.length, collected.partial]).toEqual([
			1,
			'a line was not understood',
		]);
	});
});
