import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {type AnalyzedNode, assembleReport, readNode} from '../source/analyzer/analyze.ts';
import {wholeCatalogue} from '../source/commands/catalogue.ts';
import type {Capture, Part} from '../source/model/capture.ts';
import type {Report} from '../source/model/report.ts';
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

const changed = async (file: string, change: (captures: readonly Capture[]) => readonly Capture[]): Promise<Report> => {
	const snapshot = await readSnapshotFile(path.join(fixtures, file));
	if ('exit' in snapshot) {
		throw new Error(snapshot.detail);
	}
	const node = {...snapshot, captures: change(snapshot.captures)};
	return assembleReport([await readNode(createSnapshotReader(node), node, wholeCatalogue)], wholeCatalogue, 'test');
};

/** What another user may not read of a process (proc(5)). */
const isDenied = ({name}: Part): boolean => /^\/proc\/\d+\/(?:exe|ns\/net|fd)$/.test(name);

const asUser = (capture: Capture): Capture => ({
	...capture,
	parts: capture.parts.filter((part) => !isDenied(part)),
	partial: capture.parts.some(isDenied) ? 'may not be read' : capture.partial,
});

test.each(snapshotsIn('nodes'))('%s is known for what it is, and healthy, also to an ordinary user', async (file) => {
	const report = await changed(file, (captures) => captures.map(asUser));
	const loud = report.findings.filter((finding) => finding.status === 'fail' && finding.severity !== 'info');
	expect(loud.map((finding) => `${finding.rule}: ${finding.actual}`)).toEqual([]);
	expect(report.nodes[0]?.role).toBe(roles[/(\w+)\.kdiag/.exec(file)?.[1] ?? '']);
});

/** The processes of a node as the machine sees them that holds it in namespaces. */
const fromOutside = (capture: Capture): Capture => ({
	...capture,
	parts: capture.parts.map((part) => ({...part, text: part.text.replace(/^NSpid:/m, 'NSpid:\t99999')})),
});

test.each(snapshotsIn('nodes'))(
	'%s, held in namespaces, makes no node of the machine for an ordinary user',
	async (file) => {
		const isTable = (capture: Capture): boolean => capture.parts.some((part) => part.name.endsWith('/status'));
		const report = await changed(file, (captures) => captures.filter(isTable).map(asUser).map(fromOutside));
		const sees = (name: string): unknown => report.nodes[0]?.readings.find((reading) => reading.fact === name)?.status;
		expect(sees('processes')).toBe('ready');
		// Only its sockets tell what a program is that may stand in front of an API server.
		expect(report.nodes[0]?.role).toBe(file.includes('lb1') ? 'undetermined' : 'none');
		const loud = report.findings.filter((finding) => finding.status === 'fail' && finding.severity !== 'info');
		expect(loud.map((finding) => finding.rule)).toEqual([]);
	},
);

test.each([
	['was asked for in vain', '10.244.2.0 dev flannel.1 FAILED '],
	['is gone', ''],
])('a healthy worker of which one neighbour on the overlay %s says whose pods are not reached', async (_, line) => {
	const report = await changed('nodes/healthy-w1.kdiag.json.gz', (captures) =>
		captures.map((capture) => ({
			...capture,
			parts: capture.parts.map((part) =>
				part.name === 'ip neigh'
					? {...part, text: part.text.replace(/^10\.244\.2\.0 dev flannel\.1 .*\n/m, line && `${line}\n`)}
					: part,
			),
		})),
	);
	const [first, ...others] = report.findings.filter(({status, severity}) => status === 'fail' && severity !== 'info');
	expect(others).toEqual([]);
	expect(first).toMatchObject({rule: 'overlay-neighbour-missing', severity: 'error'});
	expect(first?.actual).toMatch(/^pods in 10\.244\.2\.0\/24 are not reached/);
	expect(first?.evidence[0]?.text).toContain('10.244.2.0/24 via 10.244.2.0 dev flannel.1 onlink');
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
