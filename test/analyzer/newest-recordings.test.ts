import {expect, test} from 'vitest';
import {machineOf} from '../../source/analyzer/machine-of.ts';
import {newestRecordings} from '../../source/analyzer/newest-recordings.ts';
import {recordedSnapshot} from '../support/recorded-snapshot.ts';

const recording = async (file: string) => {
	const {knowledge, snapshot} = await recordedSnapshot(file);
	return {machine: machineOf(knowledge), node: {takenAt: snapshot.takenAt}} as Parameters<
		typeof newestRecordings
	>[0][0];
};

test('of two recordings of one machine the newer counts, whatever their order', async () => {
	const old = await recording('nodes/healthy-w1.kdiag.json.gz');
	const young = await recording('faults/forward-drop-first-rule/w1.kdiag.json.gz');
	const other = await recording('nodes/healthy-w2.kdiag.json.gz');
	expect(newestRecordings([young, other, old])).toEqual({nodes: [young, other], older: [old]});
	expect(newestRecordings([old, young]).nodes).toEqual([young]);
});

test('clones are different machines: they share a name or an id, not the uplink', async () => {
	const clones = await Promise.all(
		['w1', 'w2'].map((node) => recording(`faults/cloned-hostname/${node}.kdiag.json.gz`)),
	);
	expect(clones.every(({machine}) => machine !== null)).toBe(true);
	expect(newestRecordings(clones).older).toEqual([]);
});

test('what is not known proves no copy', async () => {
	const node = {...(await recording('nodes/healthy-w1.kdiag.json.gz')), machine: machineOf({})};
	expect(newestRecordings([node, node]).older).toEqual([]);
});
