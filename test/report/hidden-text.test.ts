import {expect, test} from 'vitest';
import type {ReportNode} from '../../source/model/report.ts';
import {hiddenOfReport, hiddenWords} from '../../source/report/hidden-text.ts';

const node = (given: Partial<ReportNode>): ReportNode => ({
	id: 'n1',
	name: 'n1',
	role: 'worker',
	distribution: 'kubeadm',
	origin: 'live',
	takenAt: '',
	readings: [],
	unrecognised: [],
	...given,
});

test.each([
	[[], 0, 'nothing hidden'],
	[[{kind: 'token', count: 1, sources: 1}], 1, '1 value hidden in 1 source: 1 token'],
	[
		[
			{kind: 'token', count: 2, sources: 2},
			{kind: 'private-key', count: 1, sources: 1},
		],
		2,
		'3 values hidden in 2 sources: 2 tokens, 1 private key',
	],
])('%j', (kinds, sources, expected) => {
	expect(hiddenWords(kinds, sources)).toBe(expected);
});

test('of several nodes all are summed up; a report that does not tell is not said to hide nothing', () => {
	const hidden = [{kind: 'token', count: 1, sources: 2}];
	expect(hiddenOfReport({nodes: [node({hidden, hiddenSources: 2}), node({hidden, hiddenSources: 1}), node({})]})).toBe(
		'2 values hidden in 3 sources: 2 tokens',
	);
	expect(hiddenOfReport({nodes: [node({})]})).toBeNull();
});
