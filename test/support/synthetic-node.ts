import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {drawConclusions} from '../../source/analyzer/draw-conclusions.ts';
import {judgeNode} from '../../source/analyzer/judge-node.ts';
import {readFacts} from '../../source/analyzer/read-facts.ts';
import type {PackedFinding} from '../../source/analyzer/unpack-findings.ts';
import {collectors} from '../../source/collectors/index.ts';
import {derivations} from '../../source/derive/index.ts';
import type {Reader} from '../../source/model/capture.ts';
import type {Known} from '../../source/model/rule.ts';
import {rules} from '../../source/rules/index.ts';
import {createRecordedReader} from '../../source/sources/recorded-reader.ts';
import {folderOf} from './folder.ts';
import {fixtures} from './part.ts';

/** Changes of a made-up node's files: what a file holds then, from what it holds; null where it is not there. */
export type Changes = {readonly [file: string]: (text: string) => string | null};

/** What is known of a made-up node, and what the rules of one node say of it. */
export type Judged = {readonly known: Partial<Known>; readonly findings: readonly PackedFinding[]};

/** No file can have a longer name: such commands are saved under their first two words. */
const longest = 250;

const withShortNames =
	(reader: Reader): Reader =>
	async (input) => {
		const isLong = 'run' in input && input.run.join('_').length > longest;
		return {...(await reader(isLong ? {...input, run: input.run.slice(0, 2)} : input)), input};
	};

const filesOf = (folder: string): Record<string, string> =>
	Object.fromEntries(
		readdirSync(folder, {recursive: true, withFileTypes: true})
			.filter((entry) => entry.isFile())
			.map((entry) => path.join(entry.parentPath, entry.name))
			.map((file) => [path.relative(folder, file), readFileSync(file, 'utf8')]),
	);

const changed = (folder: string, changes: Changes): string => {
	const files = filesOf(folder);
	for (const [file, change] of Object.entries(changes)) {
		const text = change(files[file] ?? '');
		if (text === files[file]) {
			throw new Error(`nothing was changed in ${file}`);
		}
		if (text === null) {
			delete files[file];
		} else {
			files[file] = text;
		}
	}
	return folderOf(files);
};

/** Reads and judges `fixtures/nodes/synthetic--NAME`, with changes where some are given. */
export const judgeSyntheticNode = async (name: string, changes: Changes = {}): Promise<Judged> => {
	const folder = path.join(fixtures, 'nodes', `synthetic--${name}`);
	const read = Object.keys(changes).length === 0 ? folder : changed(folder, changes);
	const {readings} = await readFacts(withShortNames(createRecordedReader(read)), collectors);
	const knowledge = drawConclusions(readings, derivations);
	const known = Object.fromEntries(
		Object.entries(knowledge).flatMap(([key, reading]) => (reading.status === 'ready' ? [[key, reading.value]] : [])),
	);
	const findings = rules.flatMap((rule) =>
		rule.scope === 'node' ? [judgeNode(rule, {id: name, knowledge, quote: () => 'quoted'})] : [],
	);
	return {known, findings};
};
