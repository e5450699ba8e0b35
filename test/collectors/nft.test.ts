import {describe, expect, test} from 'vitest';
import {managedTables, nftFormat, parseNft, readNft} from '../../source/collectors/nft.ts';
import {parseNftJson} from '../../source/collectors/nft-json.ts';
import type {NftStatement, NftTable} from '../../source/model/facts/nftables.ts';
import {bareNft} from '../support/filter-shape.ts';
import {obeysParserLaws} from '../support/parser-laws.ts';
import {part, recordedPart} from '../support/part.ts';

const recorded = (file: string) => recordedPart(`commands/nft/${file}`, 'nft list ruleset');
const json = (file: string) => recordedPart(`commands/nft-json/${file}`, 'nft -j list ruleset');

const isOwn = ({name}: NftTable): boolean => !['filter', 'nat', 'mangle', 'raw', 'security'].includes(name);

/** All of a table but what its rules say. */
const skeleton = (tables: readonly NftTable[]): unknown =>
	tables.map(({family, name, chains}) => ({
		family,
		name,
		chains: chains.map(({at: _, rules, ...chain}) => ({...chain, rules: rules.length})),
	}));

describe('recorded nodes: text says what JSON does', () => {
	test.each(['synthetic--every-statement', 'nftables-mode'])('%s', (name) => {
		const text = parseNft(recorded(`${name}.txt`));
		const document = parseNftJson(json(`${name}.json`));
		expect([...text.unparsed, ...document.unparsed]).toEqual([]);
		expect(text.value.some(isOwn)).toBe(true);
		expect(skeleton(text.value)).toEqual(skeleton(document.value));
		expect(bareNft(text.value.filter(isOwn))).toEqual(bareNft(document.value.filter(isOwn)));
	});

	// The text form translates rules of iptables-nft in its own way and leaves out what it cannot, so only the frame agrees.
	test('iptables-mode', () => {
		const text = parseNft(recorded('iptables-mode.txt'));
		expect(text.unparsed).toEqual([]);
		expect(text.value.length).toBeGreaterThan(3);
		expect(skeleton(text.value)).toEqual(skeleton(parseNftJson(json('iptables-mode.json')).value));
	});

	test('each rule stands where it says', () => {
		const input = recorded('nftables-mode.txt');
		const lines = input.text.split('\n');
		const table = parseNft(input).value.find(({name}) => name === 'kube-proxy');
		const chain = table?.chains.find(({name}) => name === 'cluster-ips-check');
		expect(lines[(chain?.at.line ?? 0) - 1]).toBe('\tchain cluster-ips-check {');
		expect(lines[(chain?.rules[1]?.at.line ?? 0) - 1]).toContain('unallocated ClusterIPs');
		const map = table?.sets.find(({name}) => name === 'service-ips');
		expect(map?.elements.length).toBeGreaterThan(5);
		for (const {key, value, at} of map?.elements ?? []) {
			expect(lines[at.line - 1]).toContain(`${key} : ${value}`);
		}
	});
});

const inChain = (line: string): readonly NftStatement[] => {
	const {value, unparsed} = parseNft(part(`table ip t {\n\tchain c {\n\t\t${line}\n\t}\n}\n`));
	expect(unparsed).toEqual([]);
	return value[0]?.chains[0]?.rules[0]?.statements ?? [];
};

const match = (left: string, text: string, operator = '=='): NftStatement => ({
	kind: 'match',
	left,
	operator,
	right: {kind: 'text', text},
});

describe('spellings that the installed nft does not print', () => {
	test.each([
		['marks before version 0.9', 'mark and 0x8000 == 0x8000', [match('meta mark & 0x8000', '0x8000')]],
		['marks with leading zeros', 'meta mark & 0x00008000 == 0x00008000', [match('meta mark & 0x8000', '0x8000')]],
		['flags in brackets', 'tcp flags & (fin | syn) == syn', [match('tcp flags & fin,syn', 'syn')]],
		['a sum of flags', 'tcp flags & (fin | syn) == fin | syn', [match('tcp flags & fin,syn', 'fin | syn')]],
		['a mask behind the flags', 'tcp flags fin,syn / fin,syn', [match('tcp flags & fin,syn', 'fin | syn')]],
		[
			'a burst that is the default',
			'limit rate 10/second burst 5 packets',
			[{kind: 'other', text: 'limit rate 10/second'}],
		],
		[
			'a quoted extension',
			'xt match "comment" counter packets 1 bytes 2',
			[
				{kind: 'other', text: 'xt match comment'},
				{kind: 'counter', packets: 1, bytes: 2},
			],
		],
		[
			'a statement of the future',
			'frobnicate 12 { a, b } accept',
			[
				{kind: 'other', text: 'frobnicate 12 { a , b }'},
				{kind: 'verdict', verdict: 'accept', chain: null},
			],
		],
		['a queue', 'queue flags bypass to 3', [{kind: 'verdict', verdict: 'queue', chain: null}]],
		[
			'a translation with both parts',
			'dnat ip addr . port to numgen random mod 2 map { 0 : 10.0.0.1 . 80, 1 : fd00::1 . 81 }',
			[{kind: 'nat', type: 'dnat', to: ['10.0.0.1:80', '[fd00::1]:81']}],
		],
	] as const)('%s', (_, line, expected) => {
		expect(inChain(line)).toEqual(expected);
	});
});

describe('names and comments', () => {
	test.each([
		['slashes', 'service-P6J77WGM-riset/hellopod-np-svc/tcp/'],
		['an endpoint', 'endpoint-XW4X63HC-default/lb/tcp/http__10.244.4.10/8080'],
		['blanks and a semicolon', 'weave -; x'],
	])('a chain whose name has %s', (_, name) => {
		const {value, unparsed} = parseNft(
			part(`table ip t {\n\tchain ${name} { # handle 54\n\t\taccept # handle 55\n\t}\n}\n`),
		);
		expect(unparsed).toEqual([]);
		expect(value[0]?.chains[0]?.rules[0]?.handle).toBe(55);
		expect(value[0]?.chains[0]?.name.replaceAll(' ;', ';')).toBe(name);
	});

	test('a comment that looks like rules', () => {
		const comment = 'a } { # handle 9; accept, drop : goto x';
		const {value} = parseNft(part(`table ip t {\n\tchain c {\n\t\tdrop comment "${comment}" # handle 3\n\t}\n}\n`));
		expect(value[0]?.chains[0]?.rules).toEqual([
			{
				statements: [{kind: 'verdict', verdict: 'drop', chain: null}],
				comment,
				handle: 3,
				at: {source: 'test', line: 3},
			},
		]);
	});

	test('a comment with newlines forges no rule', () => {
		const {value, unparsed} = parseNft(
			part('table ip t {\n\tchain c {\n\t\tdrop comment "a\n\t\taccept\n\t}\n#"\n\t\treturn\n\t}\n}\n'),
		);
		expect(unparsed).toEqual([]);
		expect(value[0]?.chains[0]?.rules.map(({comment, at}) => [comment, at.line])).toEqual([
			['a\n\t\taccept\n\t}\n#', 3],
			[null, 7],
		]);
	});

	test('elements over lines, with comments, times and counters', () => {
		const lines = [
			'table ip t {',
			'        map m {',
			'                type ipv4_addr . inet_proto . inet_service : verdict',
			'                elements = { 10.43.21.102 . tcp . 4317 comment "x:otlp" : goto reject-chain,',
			'                             10.43.0.1 . tcp . 443 timeout 1h expires 59m58s312ms : goto a/b,',
			'                             10.43.0.2 . udp . 53 counter packets 1 bytes 2 : drop }',
			'        }',
			'}',
		];
		const {value, unparsed} = parseNft(part(lines.join('\n')));
		expect(unparsed).toEqual([]);
		expect(value[0]?.sets[0]?.elements).toEqual([
			{key: '10.43.21.102 . tcp . 4317', value: 'goto reject-chain', comment: 'x:otlp', at: {source: 'test', line: 4}},
			{key: '10.43.0.1 . tcp . 443', value: 'goto a/b', comment: null, at: {source: 'test', line: 5}},
			{key: '10.43.0.2 . udp . 53', value: 'drop', comment: null, at: {source: 'test', line: 6}},
		]);
	});
});

describe('chains', () => {
	test.each([
		['ip', 'filter', 0],
		['ip', 'dstnat', -100],
		['ip', 'srcnat', 100],
		['ip', 'mangle', -150],
		['ip', 'raw', -300],
		['ip', 'security', 50],
		['ip', 'dstnat - 10', -110],
		['ip', 'filter + 10', 10],
		['ip', '-110', -110],
		['bridge', 'filter', -200],
		['bridge', 'out', 100],
		['bridge', 'dstnat', -300],
	])('a priority of %s: %s', (family, priority, expected) => {
		const line = `type filter hook input priority ${priority}; policy drop;`;
		const {value, unparsed} = parseNft(part(`table ${family} t {\n\tchain c {\n\t\t${line}\n\t}\n}\n`));
		expect(unparsed).toEqual([]);
		expect(value[0]?.chains[0]).toMatchObject({hook: 'input', type: 'filter', priority: expected, policy: 'drop'});
	});

	test('a dormant table has no hooks', () => {
		const text =
			'table ip t {\n\tflags dormant\n\tchain c {\n\t\ttype filter hook input priority 0; policy drop;\n\t}\n}\n';
		expect(parseNft(part(text)).value[0]?.chains[0]?.hook).toBeNull();
	});
});

test('tables that nft says are managed by iptables-nft', () => {
	const text = '# Warning: table ip nat is managed by iptables-nft, do not touch!\ntable ip nat {\n}\n';
	expect(readNft(part(text))).toMatchObject({unparsed: [], managed: new Set(['ip nat'])});
	expect(managedTables(text)).toEqual(new Set(['ip nat']));
});

describe('a text that was cut', () => {
	test.each([
		['in elements', 'table ip t {\n\tset s {\n\t\ttype ipv4_addr\n\t\telements = { 1.1.1.1,\n'],
		['in a list of a rule', 'table ip t {\n\tchain c {\n\t\ttcp dport { 22, 80\n'],
	])('%s', (_, text) => {
		const {value, unparsed} = parseNft(part(`${text}table ip u {\n\tchain d {\n\t\taccept\n\t}\n}\n`));
		expect(value[0]?.name).toBe('t');
		expect(unparsed.length).toBeGreaterThan(0);
	});
});

test.each([
	['table inet fw {\n', true],
	['# Warning: table ip nat is managed by iptables-nft, do not touch!\ntable ip nat { # handle 3\n', true],
	['{"nftables": []}', false],
	['Chain INPUT (policy ACCEPT)\n', false],
])('recognises %j: %s', (text, expected) => {
	expect(nftFormat.recognise(text) > 0).toBe(expected);
});

obeysParserLaws({
	parse: parseNft,
	samples: [
		'table ip t {\n\tset s {\n\t\ttype ipv4_addr\n\t\telements = { 1.1.1.1,\n\t\t\t     2.2.2.2 }\n\t}\n\n\tchain c {\n\t\ttype filter hook input priority 0; policy drop;\n\t\tip saddr @s accept comment "x"\n\t}\n}\n',
	],
});
