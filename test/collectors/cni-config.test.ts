import fc from 'fast-check';
import {expect, test} from 'vitest';
import {cniConfigFormat, parseCniConfig} from '../../source/collectors/cni-config.ts';
import {part, recordedPart} from '../support/part.ts';

const config = (name: string, file: string) => {
	const [value] = parseCniConfig(recordedPart(`commands/cni-config/${name}.txt`, `/etc/cni/net.d/${file}`)).value;
	return value;
};

const problems = (file: string, text: string): readonly string[] =>
	parseCniConfig(part(text, `/etc/cni/net.d/${file}`)).value[0]?.problems.map(
		({message, at}) => `${at.line}: ${message}`,
	) ?? [];

test('flannel starts bridge and host-local', () => {
	expect(config('flannel', '10-flannel.conflist')).toMatchObject({
		file: '10-flannel.conflist',
		name: 'cbr0',
		cniVersion: '0.3.1',
		isList: true,
		problems: [],
		at: {source: '/etc/cni/net.d/10-flannel.conflist', line: 2},
		plugins: [
			{type: 'flannel', ipamType: null, delegates: ['bridge', 'host-local'], at: {line: 6}},
			{type: 'portmap', delegates: [], capabilities: ['portMappings'], at: {line: 13}},
		],
	});
});

test('bridge has its range in sets of ranges', () => {
	expect(config('bridge', '10-bridge.conflist')).toMatchObject({
		problems: [],
		plugins: [{type: 'bridge', ipamType: 'host-local', subnets: ['10.244.1.0/24'], options: {bridge: 'cnio0'}}, {}],
	});
});

test('one plugin on one line has no pointer of its own', () => {
	expect(config('loopback', '99-loopback.conf')).toMatchObject({
		isList: false,
		problems: [],
		plugins: [{type: 'loopback', at: {source: '/etc/cni/net.d/99-loopback.conf', line: 1}}],
	});
});

test('a comma too many is shown where it stands', () => {
	const {value, unparsed} = parseCniConfig(
		recordedPart('commands/cni-config/flannel-trailing-comma.txt', '/x/10.conflist'),
	);
	const message = 'not valid JSON, line 9 column 33: a comma before "}" is not allowed';
	expect(value[0]).toMatchObject({plugins: [], problems: [{message, at: {source: '/x/10.conflist', line: 9}}]});
	expect(unparsed).toEqual([expect.objectContaining({line: 9, text: '        "isDefaultGateway": true,'})]);
});

const list = (rest: string): string => `{"cniVersion": "1.0.0",\n"name": "n",\n${rest}}`;

test.each<readonly [name: string, file: string, text: string, expected: readonly string[]]>([
	['zero bytes', 'a.conflist', '', ['1: it is empty: truncated, or being written']],
	['no object', 'a.conf', '[]', ['1: it is no JSON object']],
	['no name', 'a.conf', '{"cniVersion": "0.3.1",\n"type": "ptp"}', ['1: it has no name']],
	[
		'name with a blank',
		'a.conf',
		'{"type": "ptp",\n"name": "a b"}',
		['2: its name has characters that a network may not have'],
	],
	[
		'name that starts with a dot',
		'a.conf',
		'{"type": "ptp", "name": ".a"}',
		['1: its name has characters that a network may not have'],
	],
	['no plugins', 'a.conflist', list('"plugins": []'), ['3: its list of plugins is empty']],
	['plugins that are no list', 'a.conflist', list('"plugins": {}'), ['1: it has no plugins']],
	[
		'list in a .conf',
		'a.conf',
		list('"plugins": [{"type": "ptp"}]'),
		['3: a list of plugins belongs in a .conflist file'],
	],
	[
		'plugin in a .conflist',
		'a.conflist',
		list('"type": "ptp"'),
		['3: a single plugin belongs in a .conf file, not in a .conflist'],
	],
	['plugin without type', 'a.conflist', list('"plugins": [{"type": "ptp"},\n{"mtu": 1}]'), ['4: a plugin has no type']],
	['plugin with empty type', 'a.conf', '{"name": "n", "type": ""}', ['1: a plugin has no type']],
	['right list', 'a.conflist', list('"plugins": [{"type": "ptp"}]'), []],
	['right plugin', 'a.json', '{"name": "n", "type": "ptp"}', []],
])('problem: %s', (_, file, text, expected) => {
	expect(problems(file, text)).toEqual(expected);
});

test.each<readonly [name: string, plugin: string, expected: object]>([
	['mtu as a number', '"type": "calico", "mtu": 1450', {mtu: 1450}],
	['mtu as a string', '"type": "aws-cni", "mtu": "9001"', {mtu: 9001}],
	['mtu as a placeholder', '"type": "calico", "mtu": "__CNI_MTU__"', {mtu: null}],
	['mtu 0 means automatic', '"type": "calico", "mtu": 0', {mtu: null}],
	[
		'multus',
		'"type": "multus", "delegates": [{"type": "calico", "ipam": {"type": "calico-ipam"}}]',
		{delegates: ['calico', 'calico-ipam']},
	],
	[
		'multus over a list',
		'"type": "multus", "delegates": [{"name": "x", "plugins": [{"type": "flannel"}, {"type": "portmap"}]}]',
		{delegates: ['flannel', 'portmap']},
	],
	[
		'flannel over macvlan',
		'"type": "flannel", "delegate": {"type": "macvlan", "mtu": 1400}',
		{delegates: ['macvlan', 'host-local'], mtu: 1400},
	],
	['usePodCidr is no range', '"type": "calico", "ipam": {"type": "host-local", "subnet": "usePodCidr"}', {subnets: []}],
	[
		'subnet of old',
		'"type": "bridge", "ipam": {"type": "host-local", "subnet": "10.22.0.0/16"}',
		{subnets: ['10.22.0.0/16']},
	],
	[
		'two families',
		'"type": "ptp", "ipam": {"ranges": [[{"subnet": "10.0.0.0/24"}], [{"subnet": "fd00::/64"}]]}',
		{subnets: ['10.0.0.0/24', 'fd00::/64']},
	],
	['empty ipam', '"type": "loopback", "ipam": {}', {ipamType: null}],
	['capability that is off', '"type": "portmap", "capabilities": {"portMappings": false}', {capabilities: []}],
])('plugin: %s', (_, plugin, expected) => {
	expect(parseCniConfig(part(`{"name": "n", ${plugin}}`, 'a.conf')).value[0]?.plugins[0]).toMatchObject(expected);
});

test('a list on one line points at its plugins', () => {
	const text = '{"name": "n", "plugins": [{"type": "a"}, {"type": "b"}]}';
	expect(parseCniConfig(part(text, 'a.conflist')).value[0]?.plugins.map(({at}) => at.path)).toEqual([
		'/plugins/0',
		'/plugins/1',
	]);
});

test('is recognised', () => {
	expect(cniConfigFormat.recognise(recordedPart('commands/cni-config/flannel.txt').text)).toBeGreaterThan(0.5);
	expect(cniConfigFormat.recognise('{"nftables": []}')).toBe(0);
});

test('any text gives one record', () => {
	fc.assert(
		fc.property(
			fc.oneof(
				fc.string(),
				fc.json(),
				fc.json().map((json) => `{"plugins": [${json}]}`),
			),
			(text) => {
				const {value} = parseCniConfig(part(text, 'a.conflist'));
				expect(value).toHaveLength(1);
				expect(value[0]?.problems.length).toBeGreaterThan(0);
			},
		),
	);
});
