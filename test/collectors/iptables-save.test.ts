import {describe, expect, test} from 'vitest';
import {parseIptablesList} from '../../source/collectors/iptables-list.ts';
import {iptablesSaveFormat, parseIptablesSave, readIptablesSave} from '../../source/collectors/iptables-save.ts';
import type {IptablesRule, IptablesTable} from '../../source/model/facts/iptables.ts';
import {bareIptables} from '../support/filter-shape.ts';
import {obeysParserLaws} from '../support/parser-laws.ts';
import {part, recordedPart} from '../support/part.ts';

const recorded = (file: string, name = 'iptables-save') => recordedPart(`commands/iptables-save/${file}`, name);

const rulesOf = (tables: readonly IptablesTable[]): readonly IptablesRule[] =>
	tables.flatMap((table) => table.chains.flatMap((chain) => chain.rules));

const only = (line: string): IptablesRule => {
	const {value, unparsed} = parseIptablesSave(part(`*filter\n${line}\nCOMMIT\n`));
	expect(unparsed).toEqual([]);
	const rules = rulesOf(value);
	expect(rules.length).toBe(1);
	return rules[0] as IptablesRule;
};

/** Options as text, for tables that are read at a glance. */
const words = (rule: IptablesRule): readonly string[] =>
	rule.matches.map(({name, negated, values}) => [...(negated ? ['!'] : []), name, ...values].join(' '));

describe('recorded nodes', () => {
	test.each([
		['control-plane.txt', 4, 131],
		['control-plane-c.txt', 4, 131],
		['ufw.txt', 4, 209],
		['ufw-ip6tables.txt', 6, 125],
		['dual-stack-ip6tables.txt', 6, 40],
	] as const)('%s', (file, family, count) => {
		const input = recorded(file);
		const {value, unparsed} = parseIptablesSave(input);
		expect(unparsed).toEqual([]);
		expect(rulesOf(value).length).toBe(input.text.match(/^(?:\[\d+:\d+\] )?-A /gm)?.length);
		expect(rulesOf(value).length).toBe(count);
		expect(value.every((table) => table.complete && table.backend === 'nft' && table.family === family)).toBe(true);
		for (const rule of rulesOf(value)) {
			expect(input.text.split('\n')[rule.at.line - 1]).toContain(`-A ${rule.chain} `);
		}
	});

	test('with and without counters', () => {
		const counted = parseIptablesSave(recorded('control-plane-c.txt')).value;
		expect(bareIptables(counted)).toEqual(bareIptables(parseIptablesSave(recorded('control-plane.txt')).value));
		expect(rulesOf(counted).every((rule) => rule.packets !== null && rule.bytes !== null)).toBe(true);
	});

	test('iptables -S is the filter table of iptables-save', () => {
		const listed = parseIptablesList(recordedPart('commands/iptables-list/control-plane--S.txt', 'iptables -S'));
		const filter = parseIptablesSave(recorded('control-plane.txt')).value.filter((table) => table.name === 'filter');
		expect(listed.unparsed).toEqual([]);
		expect(bareIptables(listed.value)).toEqual(bareIptables(filter));
	});
});

describe('a rule', () => {
	test.each([
		['a negation before', '-A X ! -s 10.244.0.0/16 -d 1.2.3.4/32 -j DROP', ['! -s 10.244.0.0/16', '-d 1.2.3.4/32']],
		['a negation between', '-A X -m mark ! --mark 0x4000/0x4000 -j RETURN', ['-m mark', '! --mark 0x4000/0x4000']],
		['a negation of old versions', '-A X -p ! tcp -m mark --mark ! 0x1', ['! -p tcp', '-m mark', '! --mark 0x1']],
		['a flag that is negated', '-A X -m physdev ! --physdev-is-in -j DROP', ['-m physdev', '! --physdev-is-in']],
		[
			'several modules of one kind',
			'-A X -m mark ! --mark 0x1 -m mark ! --mark 0x2',
			['-m mark', '! --mark 0x1', '-m mark', '! --mark 0x2'],
		],
		['two values', '-A X -p tcp -m tcp --tcp-flags FIN,SYN SYN', ['-p tcp', '-m tcp', '--tcp-flags FIN,SYN SYN']],
		['a double blank', '-A X -m nfacct --nfacct-name  a_b -j DROP', ['-m nfacct', '--nfacct-name a_b']],
		[
			'a name of ipset with odd characters',
			'-A X -m set ! --match-set weave-;rGqyMIl1HN^cfDki~Z$3]6!N dst -j DROP',
			['-m set', '! --match-set weave-;rGqyMIl1HN^cfDki~Z$3]6!N dst'],
		],
		['a name of ipset with a quote', '-A X -m set --match-set we"ird src', ['-m set', '--match-set we"ird src']],
		['a name that looks like an option', '-A X -m set --match-set -j src', ['-m set', '--match-set -j src']],
		['wildcards and aliases', '-A X -i lxc+ -o eth3:1 -j ACCEPT', ['-i lxc+', '-o eth3:1']],
		['an interface that looks like an option', '-A X -i -x -j ACCEPT', ['-i -x']],
		['a redacted address', '-A X -d x.x.x.x/32 -j ACCEPT', ['-d x.x.x.x/32']],
		['a protocol by number', '-A X -p 112 -j ACCEPT', ['-p 112']],
		['matches behind the target', '-A X -j ACCEPT -m tcp -p tcp', ['-m tcp', '-p tcp']],
		['fragments', '-A X ! -f -j ACCEPT', ['! -f']],
	])('%s', (_, line, expected) => {
		expect(words(only(line))).toEqual(expected);
	});

	test.each([
		[
			'with a target inside',
			`"NOTE: this must go before \\'-j KUBE-FORWARD\\'"`,
			"NOTE: this must go before '-j KUBE-FORWARD'",
		],
		['with escapes', `"pod\\'s \\"local\\" \\\\ node"`, `pod's "local" \\ node`],
		['without quotes', 'ACCEPT-on-INGRESS-mark-0x2000', 'ACCEPT-on-INGRESS-mark-0x2000'],
		['that looks like an option', '-j', '-j'],
		['that is empty', '""', ''],
		['with blanks at its ends', '"  x  "', '  x  '],
	])('a comment %s', (_, text, expected) => {
		const rule = only(`-A X -m comment --comment ${text} -j WEAVE-NPC-EGRESS`);
		expect(rule.comment).toBe(expected);
		expect(rule.target).toBe('WEAVE-NPC-EGRESS');
		expect(rule.matches).toEqual([]);
	});

	test('a comment with newlines forges no rule', () => {
		const text =
			'*filter\n-A INPUT -m comment --comment "a\n-A INPUT -s 10.9.9.9/32 -j DROP\n#" -j ACCEPT\n-A INPUT -j DROP\n';
		const {value, unparsed} = parseIptablesSave(part(text));
		expect(unparsed).toEqual([]);
		expect(rulesOf(value).map(({target, comment, at}) => [target, comment, at.line])).toEqual([
			['ACCEPT', 'a\n-A INPUT -s 10.9.9.9/32 -j DROP\n#', 2],
			['DROP', null, 5],
		]);
	});

	test.each([
		['counters before', '[12:720] -A X -j ACCEPT', [12, 720]],
		['counters behind the chain', '-A X -c 12 720 -j ACCEPT', [12, 720]],
		['no counters', '-A X -j ACCEPT', [null, null]],
	])('%s', (_, line, expected) => {
		const {packets, bytes} = only(line);
		expect([packets, bytes]).toEqual(expected);
	});

	test('a goto, no target, and options of the target', () => {
		expect(only('-A X -g Y')).toMatchObject({target: 'Y', isGoto: true});
		expect(only('-A X -p tcp')).toMatchObject({target: null, isGoto: false});
		expect(only('-A X -j DNAT --to-destination 10.0.0.1:80 --persistent').targetOptions).toEqual([
			{name: '--to-destination', negated: false, values: ['10.0.0.1:80']},
			{name: '--persistent', negated: false, values: []},
		]);
	});

	test('a rule that another version of iptables misprinted is kept as it is', () => {
		const {targetOptions} = only(
			'-A X -j DNAT --to-destination  --random --to-destination  --random --to-destination 0.0.0.0:0',
		);
		expect(targetOptions.map(({name, values}) => [name, ...values])).toEqual([
			['--to-destination'],
			['--random'],
			['--to-destination'],
			['--random'],
			['--to-destination', '0.0.0.0:0'],
		]);
	});
});

describe('a text', () => {
	test.each([
		['nothing', '', []],
		['a heading alone', '# Generated by iptables-save v1.8.9 (nf_tables) on Sat Nov 21 05:05:15 2026\n', []],
		['no COMMIT', '*filter\n:INPUT DROP [0:0]\n-A INPUT -j ACCEPT\n', [['filter', false, ['INPUT DROP 1']]]],
		['no chains', '*nat\n-A PREROUTING -j X\nCOMMIT\n', [['nat', true, ['PREROUTING null 1']]]],
		[
			'a rule before its chain',
			'*filter\n-A X -j Y\n:X - [0:0]\n:Y - [0:0]\nCOMMIT\n',
			[['filter', true, ['X null 1', 'Y null 0']]],
		],
		['no table', '-A POSTROUTING -j MASQUERADE\n', [['nat', false, ['POSTROUTING null 1']]]],
		[
			'iptables -S with counters',
			'-P INPUT DROP -c 3 4\n-N X\n-A INPUT -c 1 2 -j X\n',
			[['filter', true, ['INPUT DROP 1', 'X null 0']]],
		],
		['no newline at the end', '*filter\n:INPUT ACCEPT [0:0]\nCOMMIT', [['filter', true, ['INPUT ACCEPT 0']]]],
	] as const)('%s', (_, text, expected) => {
		const {value, unparsed} = parseIptablesSave(part(text));
		expect(unparsed).toEqual([]);
		expect(
			value.map(({name, complete, chains}) => [
				name,
				complete,
				chains.map((chain) => `${chain.name} ${chain.policy} ${chain.rules.length}`),
			]),
		).toEqual(expected);
	});

	test.each([
		['iptables-save v1.8.9 (nf_tables)', 'nft', 4],
		['ip6tables-save v1.8.9 (nf_tables)', 'nft', 6],
		['iptables-nft-save v1.8.9 (nf_tables)', 'nft', 4],
		['iptables-save v1.8.9', 'legacy', 4],
		['ip6tables-save v1.4.21', 'legacy', 6],
		['iptables-save v1.8.11 (legacy)', 'legacy', 4],
		['xtables-save v1.8.2', 'nft', 4],
	] as const)('backend and family of %s', (heading, backend, family) => {
		const text = `# Generated by ${heading} on Sat Nov 21 05:05:15 2026\n*filter\nCOMMIT\n`;
		expect(parseIptablesSave(part(text)).value[0]).toMatchObject({backend, family});
	});

	test.each([
		['ip6tables-save', '*filter\nCOMMIT\n', 6],
		['pasted.txt', '*filter\n-A INPUT -s fd00::/8 -j DROP\nCOMMIT\n', 6],
		['pasted.txt', '*filter\n-A INPUT -p ipv6-icmp -j ACCEPT\nCOMMIT\n', 6],
		['pasted.txt', '*filter\n-A INPUT -s 10.0.0.0/8 -j DROP\nCOMMIT\n', 4],
	])('family of a text without heading: %s', (name, text, family) => {
		expect(parseIptablesSave(part(text, name)).value[0]?.family).toBe(family);
	});

	test('warnings of the tool', () => {
		const warning = '# Warning: iptables-legacy tables present, use iptables-legacy-save to see them';
		const {warnings, unparsed} = readIptablesSave(part(`${warning}\n*filter\nCOMMIT\n`));
		expect(unparsed).toEqual([]);
		expect(warnings).toEqual([{source: 'test', line: 1}]);
	});

	test.each([
		['all on one line', '# Generated by iptables-save v1.8.9 *filter :INPUT ACCEPT [0:0] -A INPUT -j ACCEPT COMMIT'],
		['two rules on a line', '-A INPUT -j ACCEPT -A INPUT -j DROP'],
		['an open quote', '-A INPUT -m comment --comment "open -j ACCEPT'],
		['a word that is no option', '-A INPUT tcp -j ACCEPT'],
		['no chain', '-A '],
		['a broken counter', '[1:x] -A INPUT -j ACCEPT'],
		['a target that is missing', '-A INPUT -j'],
	])('%s costs its own line alone', (_, line) => {
		const {value, unparsed} = parseIptablesSave(
			part(`*filter\n-A INPUT -j A\n${line}\n-A INPUT -m comment --comment "b" -j B\n`),
		);
		expect(unparsed.map((each) => [each.line, each.text])).toEqual([[3, line]]);
		expect(rulesOf(value).map((rule) => rule.target)).toEqual(['A', 'B']);
	});
});

describe('recognises', () => {
	test.each([
		['*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n', true],
		['# Generated by iptables-save v1.8.9 (nf_tables) on Sat Nov 21 05:05:15 2026\n', true],
		['[1:2] -A INPUT -j ACCEPT\n', true],
		['Chain INPUT (policy ACCEPT)\n', false],
		['table ip filter {\n', false],
	])('%j: %s', (text, expected) => {
		expect(iptablesSaveFormat.recognise(text) > 0).toBe(expected);
	});
});

obeysParserLaws({
	parse: parseIptablesSave,
	samples: [
		'*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -m comment --comment "a \\" b" -j ACCEPT\nCOMMIT\n',
		'-P INPUT ACCEPT\n-N X\n-A INPUT ! -s 10.0.0.0/8 -g X\n',
	],
});
