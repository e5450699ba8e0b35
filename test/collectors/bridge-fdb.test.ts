import {describe, expect, test} from 'vitest';
import {parseBridgeFdb} from '../../source/collectors/bridge-fdb.ts';
import type {ForwardingEntry} from '../../source/model/facts/route.ts';
import {obeysParserLaws} from '../support/parser-laws.ts';
import {part, recordedPart} from '../support/part.ts';

const recorded = (file: string) => recordedPart(`commands/bridge-fdb/${file}`, 'bridge fdb');

/** An entry as `bridge -j fdb` prints it. */
type JsonEntry = {
	readonly mac: string;
	readonly ifname: string;
	readonly dst?: string;
	readonly master?: string;
	readonly flags: readonly string[];
	readonly state: string;
};

test('agrees with the JSON of the same state', () => {
	const all = JSON.parse(recorded('namespace.json').text) as readonly JsonEntry[];
	const expected = all.map(({mac, ifname, dst, master, flags, state}) => ({
		mac,
		device: ifname,
		master: master ?? null,
		destination: dst ?? null,
		flags: [...flags, state].filter((flag) => flag !== ''),
	}));
	for (const file of ['namespace.txt', 'namespace--s.txt']) {
		const {value, unparsed} = parseBridgeFdb(recorded(file));
		expect(unparsed).toEqual([]);
		expect(value.map(({at: _, ...entry}) => entry)).toEqual(expected);
	}
});

test.each<[string, string, Partial<ForwardingEntry>]>([
	[
		'a remote end',
		'62:75:8d:1d:8a:12 dev flannel.1 dst 192.168.56.21 self permanent',
		{destination: '192.168.56.21', master: null, flags: ['self', 'permanent']},
	],
	[
		'port, network and device of the end',
		'00:00:00:00:00:00 dev vx6 dst ff05::1 port 9999 vni 20 via br0 self permanent',
		{destination: 'ff05::1', device: 'vx6'},
	],
	['a learned address', 'e6:de:2b:c7:56:5b dev veth6eba5deb master cni0 ', {master: 'cni0', flags: []}],
	['a VLAN', '00:11:22:33:44:77 dev v0 vlan 5 master br0 static', {flags: ['static']}],
	[
		'a device called like a keyword',
		'00:11:22:33:44:77 dev master master br0 static',
		{device: 'master', master: 'br0'},
	],
])('%s', (_, text, expected) => {
	expect(parseBridgeFdb(part(text))).toMatchObject({value: [expected], unparsed: []});
});

describe('laws', () => {
	obeysParserLaws({
		parse: parseBridgeFdb,
		samples: ['docker.txt', 'namespace.txt', 'namespace--s.txt'].map((name) => recorded(name).text),
	});
});
