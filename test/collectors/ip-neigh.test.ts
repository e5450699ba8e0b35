import {describe, expect, test} from 'vitest';
import {parseIpNeigh} from '../../source/collectors/ip-neigh.ts';
import type {Neighbour} from '../../source/model/facts/route.ts';
import {obeysParserLaws} from '../support/parser-laws.ts';
import {part, recordedPart} from '../support/part.ts';

const command = (file: string) => recordedPart(`commands/ip-neigh/${file}`, 'ip neigh');

/** A neighbour as `ip -j neigh` prints it. */
type JsonNeighbour = {
	readonly dst: string;
	readonly dev: string;
	readonly lladdr?: string;
	readonly state: readonly string[];
};

test('agrees with the JSON of the same state, also with -s and busybox', () => {
	const all = JSON.parse(recordedPart('commands/ip-neigh/namespace.json').text) as readonly JsonNeighbour[];
	const expected = all.map(({dst, dev, lladdr, state}) => [dst, dev, lladdr ?? null, state.join(',')]);
	for (const file of ['namespace.txt', 'namespace--s.txt', 'namespace--busybox.txt']) {
		const {value, unparsed} = parseIpNeigh(command(file));
		expect(unparsed).toEqual([]);
		expect(value.map(({address, device, mac, state}) => [address, device, mac, state])).toEqual(expected);
	}
});

describe('quirks', () => {
	test.each<[string, string, Partial<Neighbour>]>([
		[
			'a known one',
			'192.168.56.11 dev eth0 lladdr 52:54:00:38:00:0b STALE ',
			{family: 4, mac: '52:54:00:38:00:0b', state: 'STALE'},
		],
		['a failed one has no address', '10.9.0.53 dev br0 FAILED ', {mac: null, state: 'FAILED'}],
		['two blanks before the state', '10.9.0.53 dev br0  FAILED', {state: 'FAILED'}],
		['a router', 'fe80::1 dev eth0 lladdr 52:54:00:38:00:0b router REACHABLE', {family: 6, state: 'REACHABLE'}],
		['learned elsewhere', '10.9.0.55 dev br0 lladdr 52:54:00:00:00:03 extern_learn PERMANENT ', {state: 'PERMANENT'}],
		['answers for another', '10.9.0.52 dev br0 proxy ', {state: 'proxy', mac: null}],
		[
			'a device called like a keyword',
			'10.9.0.50 dev lladdr lladdr 52:54:00:00:00:01 STALE',
			{device: 'lladdr', mac: '52:54:00:00:00:01'},
		],
		['a tunnel has an address for a MAC', '10.9.0.50 dev tn1 lladdr 10.1.1.1 NOARP', {mac: '10.1.1.1', state: 'NOARP'}],
		['statistics', '10.9.0.50 dev br0 lladdr 52:54:00:00:00:01  used 2/2/2probes 0 PERMANENT ', {state: 'PERMANENT'}],
	])('%s', (_, text, expected) => {
		expect(parseIpNeigh(part(text))).toMatchObject({value: [expected], unparsed: []});
	});

	test.each([
		'10.0.0.1 dev eth0',
		'eth0 dev br0 STALE',
		'10.0.0.0/24 dev eth0 STALE',
		'10.0.0.1 via 10.0.0.2 dev eth0',
	])('not a neighbour: %s', (text) => {
		expect(parseIpNeigh(part(text))).toMatchObject({value: [], unparsed: [{text}]});
	});
});

describe('laws', () => {
	const samples = ['docker', 'namespace', 'namespace--s', 'namespace--busybox', 'namespace--proxy'];
	obeysParserLaws({parse: parseIpNeigh, samples: samples.map((name) => command(`${name}.txt`).text)});
});
