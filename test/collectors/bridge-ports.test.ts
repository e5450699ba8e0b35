import {describe, expect, test} from 'vitest';
import {parseBrctlShow} from '../../source/collectors/brctl-show.ts';
import {parseBridgeLink} from '../../source/collectors/bridge-link.ts';
import {bridgePorts} from '../../source/collectors/bridge-ports.ts';
import {parseIpAddr} from '../../source/collectors/ip-addr.ts';
import type {BridgePort} from '../../source/model/facts/route.ts';
import type {Input} from '../../source/model/input.ts';
import {failed, read} from '../support/captures.ts';
import {obeysParserLaws} from '../support/parser-laws.ts';
import {part, recordedPart} from '../support/part.ts';

const link = recordedPart('commands/bridge-link/docker.txt', 'bridge link');
const brctl = recordedPart('commands/brctl-show/docker.txt', 'brctl show');
const pairs = (ports: readonly BridgePort[]) => ports.map(({bridge, port}) => `${bridge} ${port}`).toSorted();
const interfaces = parseIpAddr(recordedPart('commands/ip-addr/docker--d-addr.txt')).value;

const [states, bridges] = bridgePorts.inputs({}).flat() as [Input, Input];

test('bridge link, brctl show and the masters of interfaces name the same ports', () => {
	const expected = ['cni0 veth61b61b09', 'cni0 veth6eba5deb', 'cni0 vetha2f981c1', 'cni0 vethc75df217'];
	expect(pairs(parseBridgeLink(link).value)).toEqual(expected);
	expect(pairs(parseBrctlShow(brctl).value)).toEqual([...expected, 'docker0 null']);
	const known = bridgePorts.collect([failed(states, 'missing'), failed(bridges, 'missing')], {interfaces});
	expect('value' in known && pairs(known.value)).toEqual(expected);
});

test('agrees with the JSON of the same state, also with -d', () => {
	const [json] = JSON.parse(recordedPart('commands/bridge-link/namespace.json').text) as readonly [
		{ifname: string; master: string; state: string},
	];
	for (const file of ['namespace.txt', 'namespace--d.txt']) {
		const {value, unparsed} = parseBridgeLink(recordedPart(`commands/bridge-link/${file}`));
		expect(unparsed).toEqual([]);
		expect(value).toMatchObject([{bridge: json.master, port: json.ifname, state: json.state}]);
	}
});

test('a bridge without ports is known', () => {
	expect(parseBrctlShow(part('docker0\t\t8000.02421b2c8446\tno\t\t')).value).toMatchObject([
		{bridge: 'docker0', port: null},
	]);
});

const sysfs = (file: string, text: string) => part(text, `/sys/class/net/${file}`);

test('live only ip is run, which interfaces are read from anyway: brctl would load a module', () => {
	expect(
		bridgePorts
			.inputs({})
			.flat()
			.filter((input) => 'run' in input && input.run[0] !== 'ip'),
	).toEqual([]);
});

test('sysfs adds states and bridges without ports', () => {
	const captures = [
		read(states, sysfs('vethc75df217/brport/state', '3\n'), sysfs('vetha2f981c1/brport/state', '0\n')),
		read(
			bridges,
			sysfs('cni0/bridge/bridge_id', '8000.0ee46a309a9a\n'),
			sysfs('docker0/bridge/bridge_id', '8000.02421b2c8446\n'),
		),
	];
	const collected = bridgePorts.collect(captures, {interfaces});
	const found = new Map(
		'value' in collected ? collected.value.map((item) => [item.port ?? item.bridge, item.state]) : [],
	);
	expect([...found.keys()]).toHaveLength(5);
	expect([found.get('vethc75df217'), found.get('vetha2f981c1'), found.get('veth6eba5deb')]).toEqual([
		'forwarding',
		'disabled',
		null,
	]);
	expect(found.has('docker0')).toBe(true);
});

test('without any output and without kinds nothing is concluded', () => {
	const plain = parseIpAddr(recordedPart('commands/ip-addr/docker--addr.txt')).value;
	const captures = [failed(states, 'not-recorded'), failed(bridges, 'not-recorded')];
	expect(bridgePorts.collect(captures, {interfaces: plain})).toMatchObject({unavailable: {kind: 'not-recorded'}});
	expect(bridgePorts.collect(captures, {})).toMatchObject({unavailable: {kind: 'not-recorded'}});
});

test('pasted brctl output answers', () => {
	const collected = bridgePorts.collect([failed(states, 'not-recorded'), read(bridges, brctl)], {});
	expect('value' in collected && collected.value.length).toBe(5);
});

describe('laws of bridge link', () => {
	obeysParserLaws({
		parse: parseBridgeLink,
		samples: [link.text, recordedPart('commands/bridge-link/namespace--d.txt').text],
	});
});

describe('laws of brctl show', () => {
	obeysParserLaws({
		parse: parseBrctlShow,
		samples: [brctl.text, recordedPart('commands/brctl-show/namespace.txt').text],
	});
});
