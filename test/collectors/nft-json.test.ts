import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {nftJsonFormat, parseNftJson} from '../../source/collectors/nft-json.ts';
import type {Place} from '../../source/model/place.ts';
import {part, recordedPart} from '../support/part.ts';

const recorded = recordedPart('commands/nft-json/nftables-mode.json', 'nft -j list ruleset');

const at = (place: Place | undefined): unknown => {
	let value: unknown = JSON.parse(recorded.text);
	for (const step of (place?.path ?? '').split('/').slice(1)) {
		value = (value as Record<string, unknown>)[step.replaceAll('~1', '/').replaceAll('~0', '~')];
	}
	return value;
};

describe('places', () => {
	const {value, unparsed} = parseNftJson(recorded);
	const table = value.find(({family, name}) => family === 'ip' && name === 'kube-proxy');

	test('point at the JSON of tables, chains and rules', () => {
		expect(unparsed).toEqual([]);
		expect(at(table?.at)).toMatchObject({family: 'ip', name: 'kube-proxy'});
		const chain = table?.chains.find(({name}) => name === 'cluster-ips-check');
		expect(at(chain?.at)).toMatchObject({name: 'cluster-ips-check'});
		expect(at(chain?.rules[0]?.at)).toMatchObject({chain: 'cluster-ips-check', handle: chain?.rules[0]?.handle});
		expect(chain?.rules[0]?.at).toMatchObject({source: 'nft -j list ruleset', line: 1});
	});

	test('point at elements of maps, named and not', () => {
		const named = table?.sets.find(({name}) => name === 'service-nodeports')?.elements[0];
		expect(JSON.stringify(at(named?.at))).toContain(named?.value.replace(/^goto /, ''));
		const rules = table?.chains.flatMap((chain) => chain.rules) ?? [];
		const maps = rules.flatMap(({statements}) => statements.filter((each) => each.kind === 'verdict-map'));
		const entry = maps.flatMap(({entries}) => entries)[0];
		expect(JSON.stringify(at(entry?.at))).toContain(entry?.value.replace(/^goto /, ''));
	});
});

describe('what is not a dump of nft', () => {
	test.each([
		['text', 'hello'],
		['a dump that was cut', recorded.text.slice(0, 5000)],
		['another document', '{"a": 1}'],
		['a list', '[]'],
		['a rule without its chain', '{"nftables": [{"rule": {"family": "ip", "table": "t", "chain": "c", "expr": []}}]}'],
		['a new kind of object', '{"nftables": [{"frobnicator": {}}]}'],
		['no object', '{"nftables": [5]}'],
		[
			'a broken statement',
			'{"nftables": [{"table": {"family": "ip", "name": "t"}}, {"chain": {"family": "ip", "table": "t", "name": "c"}}, {"rule": {"family": "ip", "table": "t", "chain": "c", "expr": [7]}}]}',
		],
	])('%s is said', (_, text) => {
		expect(parseNftJson(part(text)).unparsed.length).toBe(1);
	});

	test('nothing is nothing', () => {
		expect(parseNftJson(part(''))).toEqual({value: [], unparsed: []});
		expect(parseNftJson(part('{"nftables": [{"metainfo": {"version": "1.0.6"}}]}'))).toEqual({value: [], unparsed: []});
	});

	test('a warning before it does no harm', () => {
		const text = `# Warning: table ip nat is managed by iptables-nft, do not touch!\n${recorded.text}`;
		const {value, unparsed} = parseNftJson(part(text));
		expect(unparsed).toEqual([]);
		expect(value.length).toBe(parseNftJson(recorded).value.length);
		expect(value[0]?.at.line).toBe(2);
	});
});

test('never throws', () => {
	const statement = fc.dictionary(
		fc.constantFrom(
			'match',
			'vmap',
			'dnat',
			'limit',
			'log',
			'set',
			'mangle',
			'counter',
			'jump',
			'xt',
			'__proto__',
			'x',
		),
		fc.jsonValue() as fc.Arbitrary<unknown>,
		{maxKeys: 2},
	);
	fc.assert(
		fc.property(fc.array(statement), fc.jsonValue(), (expr, elem) => {
			const objects = [
				{table: {family: 'ip', name: 't'}},
				{chain: {family: 'ip', table: 't', name: 'c', prio: elem}},
				{set: {family: 'ip', table: 't', name: 's', type: elem, elem}},
				{rule: {family: 'ip', table: 't', chain: 'c', expr}},
			];
			parseNftJson(part(JSON.stringify({nftables: objects})));
		}),
	);
	fc.assert(
		fc.property(fc.string({unit: 'binary'}), (text) => {
			parseNftJson(part(text));
		}),
	);
	const deep = `${'{"&": ['.repeat(20_000)}1${']}'.repeat(20_000)}`;
	const rule = `{"rule": {"family": "ip", "table": "t", "chain": "c", "expr": [{"match": {"op": "==", "left": ${deep}, "right": 1}}]}}`;
	const table = '{"table": {"family": "ip", "name": "t"}}, {"chain": {"family": "ip", "table": "t", "name": "c"}}';
	expect(parseNftJson(part(`{"nftables": [${table}, ${rule}, {"odd": ${deep}}]}`)).value.length).toBe(1);
});

test.each([
	['{"nftables": []}', true],
	['{ "nftables" : []}', true],
	['[{"ifindex": 1}]', false],
])('recognises %j: %s', (text, expected) => {
	expect(nftJsonFormat.recognise(text) > 0).toBe(expected);
});

test('what stands beside a key in a dynamic set or meter is kept: only some packets match there', () => {
	const key = {payload: {protocol: 'ip', field: 'saddr'}};
	const limit = {limit: {rate: 5, burst: 5, per: 'minute', inv: true}};
	const nftables = [
		{table: {family: 'ip', name: 't'}},
		{chain: {family: 'ip', table: 't', name: 'c'}},
		{rule: {family: 'ip', table: 't', chain: 'c', expr: [{set: {op: 'add', elem: key, set: '@s', stmt: [limit]}}]}},
		{rule: {family: 'ip', table: 't', chain: 'c', expr: [{meter: {key, stmt: limit, size: 9, name: 'm'}}]}},
	];
	const [table] = parseNftJson(part(JSON.stringify({nftables}))).value;
	expect(table?.chains[0]?.rules.map(({statements}) => statements)).toEqual([
		[{kind: 'other', text: 'add @s { ip saddr limit rate over 5/minute }'}],
		[{kind: 'other', text: 'meter m size 9 { ip saddr limit rate over 5/minute }'}],
	]);
});
