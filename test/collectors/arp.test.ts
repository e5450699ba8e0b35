import {describe, expect, test} from 'vitest';
import {parseArp} from '../../source/collectors/arp.ts';
import type {Neighbour} from '../../source/model/facts/route.ts';
import {obeysParserLaws} from '../support/parser-laws.ts';
import {part, recordedPart} from '../support/part.ts';

const recorded = (file: string) => recordedPart(`commands/arp/${file}.txt`);
const plain = (items: readonly Neighbour[]) => items.map(({at: _, ...item}) => item);

test('all its forms say the same of one state', () => {
	const expected = [
		{family: 4, address: '10.9.0.50', device: 'br0', mac: '52:54:00:00:00:01', state: 'PERMANENT'},
		{family: 4, address: '10.9.0.53', device: 'br0', mac: null, state: 'INCOMPLETE'},
		{family: 4, address: '10.9.0.51', device: 'br0', mac: '52:54:00:00:00:01', state: 'COMPLETE'},
		{family: 4, address: '10.9.0.55', device: 'br0', mac: '52:54:00:00:00:03', state: 'PERMANENT'},
		{family: 4, address: '10.9.0.10', device: 'br0', mac: null, state: 'INCOMPLETE'},
		{family: 4, address: '10.9.0.52', device: 'br0', mac: null, state: 'proxy'},
	];
	for (const file of ['namespace--n', 'namespace--an', 'namespace--busybox', 'namespace--proc']) {
		expect(plain(parseArp(recorded(file)).value), file).toEqual(expected);
	}
});

test.each<[string, string, Partial<Neighbour>]>([
	[
		'names instead of numbers',
		'_gateway                 ether   02:fc:00:00:00:05   C                     eth0',
		{address: '_gateway', mac: '02:fc:00:00:00:05'},
	],
	['a name in the sentence', 'node-1 (10.0.0.1) at 02:fc:00:00:00:05 [ether] on eth0', {address: '10.0.0.1'}],
	['a device called on', '? (10.0.0.1) at 02:fc:00:00:00:05 [ether] on on', {device: 'on'}],
])('%s', (_, text, expected) => {
	expect(parseArp(part(text))).toMatchObject({value: [expected], unparsed: []});
});

describe('laws', () => {
	const samples = [
		'docker--n',
		'docker--proc',
		'namespace--n',
		'namespace--an',
		'namespace--busybox',
		'namespace--proc',
	];
	obeysParserLaws({parse: parseArp, samples: samples.map((name) => recorded(name).text)});
});
