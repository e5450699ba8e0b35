import {readdirSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {type AnalyzedNode, assembleReport, readNode} from '../../source/analyzer/analyze.ts';
import {wholeCatalogue} from '../../source/commands/catalogue.ts';
import {rules} from '../../source/rules/index.ts';
import {readSnapshotFile} from '../../source/sources/read-snapshot.ts';
import {createSnapshotReader} from '../../source/sources/snapshot-reader.ts';
import {fixtures} from '../support/part.ts';

const folder = path.join(fixtures, 'faults');

const open = async (file: string): Promise<AnalyzedNode> => {
	const snapshot = await readSnapshotFile(file);
	if ('exit' in snapshot) {
		throw new Error(snapshot.detail);
	}
	return readNode(createSnapshotReader(snapshot), snapshot, wholeCatalogue);
};

/** The rules that fail on the recorded nodes of a fault. */
const failingOn = async (fault: string): Promise<readonly string[]> => {
	const files = readdirSync(path.join(folder, fault)).filter((file) => file.endsWith('.kdiag.json.gz'));
	const nodes = await Promise.all(files.map((file) => open(path.join(folder, fault, file))));
	const {findings} = assembleReport(nodes, wholeCatalogue, 'test');
	return findings.filter((finding) => finding.status === 'fail').map((finding) => finding.rule);
};

test('a rule is called seen live where a recorded node fails it, and only there', async () => {
	const failing = new Set<string>();
	for (const fault of readdirSync(folder)) {
		for (const rule of await failingOn(fault)) {
			failing.add(rule);
		}
	}
	expect(failing.size).toBeGreaterThan(50);
	const said = new Map(rules.map((rule) => [rule.id, rule.seen]));
	expect([...said].filter(([id, seen]) => failing.has(id) && seen !== 'live')).toEqual([]);
	expect([...said].filter(([id, seen]) => !failing.has(id) && seen?.startsWith('never seen live; ') !== true)).toEqual(
		[],
	);
}, 300_000);
