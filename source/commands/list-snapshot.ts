import {hiddenValues} from '../analyzer/hidden-values.ts';
import type {Capture} from '../model/capture.ts';
import type {ListedSnapshot, SnapshotEntry} from '../model/documents.ts';
import type {Input} from '../model/input.ts';
import type {ReadSnapshot} from '../sources/read-snapshot.ts';

const kindOf = (input: Input): SnapshotEntry['kind'] => {
	if ('run' in input) {
		return 'command';
	}
	if ('directory' in input) {
		return 'folder';
	}
	return (['file', 'links', 'query', 'dial'] as const).find((kind) => kind in input) ?? 'file';
};

const linesOf = (text: string): number => {
	let count = 0;
	for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
		count += 1;
	}
	return count + (text === '' || text.endsWith('\n') ? 0 : 1);
};

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

const entryOf = ({id, input, parts, failure, partial, exit, at, ms}: Capture): SnapshotEntry => ({
	id,
	kind: kindOf(input),
	status: failure?.kind ?? (partial === null ? 'read' : 'partial'),
	reason: failure?.detail ?? partial,
	parts: parts.length,
	bytes: sum(parts.map(({text}) => Buffer.byteLength(text))),
	lines: sum(parts.map(({text}) => linesOf(text))),
	exit,
	at,
	ms,
});

/** What is in a snapshot file. */
export const listSnapshot = (file: string, read: ReadSnapshot): ListedSnapshot => {
	const {snapshot, compressed, expanded, cut, redaction} = read;
	const {origin} = snapshot;
	const {kinds, sources} = hiddenValues(snapshot);
	return {
		file,
		compressed,
		expanded,
		cut,
		node: snapshot.node,
		takenAt: snapshot.takenAt,
		takenBy: snapshot.tool,
		origin: origin === 'recording' || origin === 'paste' ? origin : 'node',
		redaction,
		hidden: kinds,
		hiddenSources: sources,
		entries: snapshot.captures.map(entryOf),
		unrecognised: snapshot.unrecognised.length - (cut === null ? 0 : 1),
	};
};
