import {expect, test} from 'vitest';
import {knownValue} from '../../source/analyzer/draw-conclusions.ts';
import {packetVerdicts} from '../../source/report/packet-verdicts.ts';
import {recordedSnapshot} from '../support/recorded-snapshot.ts';

const waysOf = async (name: string) =>
	knownValue((await recordedSnapshot(`${name}.kdiag.json.gz`)).knowledge, 'packets') ?? null;

test('every packet that a healthy node has to accept gets in', async () => {
	const packets = packetVerdicts(await waysOf('nodes/healthy-w1'));
	expect(packets.map(({packet}) => packet.split(' from ')[0])).toEqual(
		expect.arrayContaining([expect.stringContaining(':10250 (kubelet')]),
	);
	expect(packets.filter(({verdict}) => verdict !== 'accepted')).toEqual([]);
});

test('a port that is closed for one of those who use it is shown as closed, with who is kept out', async () => {
	const packets = packetVerdicts(await waysOf('faults/peer-port-dropped-for-one/cp2'));
	expect(packets.find(({packet}) => packet.includes(':2380'))).toMatchObject({
		packet: expect.stringMatching(/ from 192\.168\.\d+\.\d+$/),
		verdict: 'dropped',
		source: expect.stringContaining('iptables-save'),
		because: expect.stringContaining('INPUT'),
	});
});

test('where the filters are not known nothing is said', () => {
	expect(packetVerdicts(null)).toEqual([]);
});
