import {expect, test} from 'vitest';
import {newestRecordings} from '../../source/analyzer/newest-recordings.ts';
import {recordedSnapshot} from '../support/recorded-snapshot.ts';

test('of two recordings of one machine the newer counts, whatever their order', async () => {
	const old = await recordedSnapshot('nodes/healthy-w1.kdiag.json.gz');
	const young = await recordedSnapshot('faults/forward-drop-first-rule/w1.kdiag.json.gz');
	const other = await recordedSnapshot('nodes/healthy-w2.kdiag.json.gz');
	expect(newestRecordings([young, other, old])).toEqual({nodes: [young, other], older: [old]});
	expect(newestRecordings([old, young]).nodes).toEqual([young]);
});

test('clones are different machines: they share a name or an id, not the uplink', async () => {
	const [w1, w2] = await Promise.all(
		['w1', 'w2'].map((node) => recordedSnapshot(`faults/cloned-hostname/${node}.kdiag.json.gz`)),
	);
	expect(newestRecordings([w1, w2] as never).older).toEqual([]);
});

test('what is not known proves no copy', async () => {
	const node = {...(await recordedSnapshot('nodes/healthy-w1.kdiag.json.gz')), knowledge: {}};
	expect(newestRecordings([node, node]).older).toEqual([]);
});
