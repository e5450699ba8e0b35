import {expect, test} from 'vitest';
import type {SnapshotOrigin} from '../../source/model/snapshot.ts';
import {analyseAgain, takenText} from '../../source/report/origin-of-report.ts';
import {nodeOf, reportOf} from '../support/finding.ts';

test.each<readonly [SnapshotOrigin, string]>([
	['live', 'kdiag report cp_1_.kdiag.json.gz'],
	['recording', 'kdiag report SOURCE'],
	['paste', 'kdiag report SOURCE'],
])(
	'a node that was read from %s is read again by a command in which nothing of the node is obeyed',
	(origin, command) => {
		expect(analyseAgain(reportOf([], {nodes: [nodeOf({name: 'cp 1;', origin})]})).command).toBe(command);
	},
);

test('several nodes are read again from a folder', () => {
	expect(analyseAgain(reportOf([], {nodes: [nodeOf(), nodeOf({id: 'n2'})]})).command).toBe('kdiag report FOLDER');
});

test('nodes that were read at several times have a first and a last', () => {
	const at = (...times: readonly string[]): string =>
		takenText(reportOf([], {nodes: times.map((takenAt) => nodeOf({takenAt}))}));
	expect(at('2026-01-02T03:04:05Z')).toBe('2026-01-02T03:04:05Z');
	expect(at('2026-01-02T03:04:06Z', '2026-01-02T03:04:05Z', '2026-01-02T03:04:06Z')).toBe(
		'2026-01-02T03:04:05Z to 2026-01-02T03:04:06Z',
	);
	expect(at()).toBe('never');
});
