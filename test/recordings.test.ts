import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {type AnalyzedNode, assembleReport, readNode} from '../source/analyzer/analyze.ts';
import {wholeCatalogue} from '../source/commands/catalogue.ts';
import {readSnapshotFile} from '../source/sources/read-snapshot.ts';
import {createSnapshotReader} from '../source/sources/snapshot-reader.ts';
import {fixtures} from './support/part.ts';

const open = async (file: string): Promise<AnalyzedNode> => {
	const snapshot = await readSnapshotFile(path.join(fixtures, file));
	if ('exit' in snapshot) {
		throw new Error(snapshot.detail);
	}
	return readNode(createSnapshotReader(snapshot), snapshot, wholeCatalogue);
};

const snapshotsIn = (folder: string): readonly string[] =>
	readdirSync(path.join(fixtures, folder))
		.filter((file) => file.endsWith('.kdiag.json.gz'))
		.map((file) => `${folder}/${file}`);

/** Facts that a recording of these nodes cannot have: what rests on them alone may stay unknown there. */
const roles: Readonly<Record<string, string>> = {
	cp1: 'control-plane',
	cp2: 'control-plane',
	cp3: 'control-plane',
	w1: 'worker',
	w2: 'worker',
	lb1: 'load-balancer',
};

test.each(snapshotsIn('nodes'))('%s is healthy: no error, no warning, nine of ten rules pass', async (file) => {
	const report = assembleReport([await open(file)], wholeCatalogue, 'test');
	const loud = report.findings.filter((finding) => finding.status === 'fail' && finding.severity !== 'info');
	expect(loud.map((finding) => `${finding.rule}: ${finding.actual}`)).toEqual([]);
	expect(report.nodes[0]?.role).toBe(roles[/(\w+)\.kdiag/.exec(file)?.[1] ?? '']);
	// Comparing nodes needs more than one; notes are facts, neither passed nor unknown.
	const judged = report.findings.filter((finding) => finding.status === 'pass' || finding.status === 'unknown');
	const unknown = judged.filter((finding) => finding.status === 'unknown');
	expect(unknown.length, unknown.map((finding) => `${finding.rule}: ${finding.actual}`).join('\n')).toBeLessThanOrEqual(
		judged.length / 10,
	);
});

const faults = readdirSync(path.join(fixtures, 'faults'));

test.each(faults)('%s: the expected rule fails, first or as the stated cause', async (name) => {
	const fault = JSON.parse(readFileSync(path.join(fixtures, 'faults', name, 'fault.json'), 'utf8')) as {
		expect: readonly string[];
		also?: readonly (readonly string[])[];
	};
	const nodes = await Promise.all(snapshotsIn(`faults/${name}`).map(open));
	const {findings} = assembleReport(nodes, wholeCatalogue, 'test');
	const failing = findings.filter((finding) => finding.status === 'fail');
	const [first] = failing.some((finding) => finding.severity !== 'info')
		? failing.filter((finding) => finding.severity !== 'info')
		: failing;
	expect(fault.expect).toContain(first?.rule);
	for (const second of fault.also ?? []) {
		expect(
			failing.some((finding) => second.includes(finding.rule) && finding.consequenceOf === null),
			`${second.join(' or ')} stands uncovered`,
		).toBe(true);
	}
});
