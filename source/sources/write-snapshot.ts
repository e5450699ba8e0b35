import {createHash, hash} from 'node:crypto';
import {promisify} from 'node:util';
import {gzip} from 'node:zlib';
import type {Capture} from '../model/capture.ts';
import type {Snapshot} from '../model/snapshot.ts';
import {fieldsOfCapture, snapshotFormat, snapshotVersion} from './snapshot-format.ts';

/** The first record of a capture says all about it; those of its other parts only what is theirs. */
const recordsOf = (capture: Capture): readonly string[] => {
	const {id} = capture;
	const fields = fieldsOfCapture(capture);
	if (capture.parts.length === 0) {
		return [JSON.stringify({...fields, index: 0, part: null, sha256: null, enc: 'utf8', data: null})];
	}
	return capture.parts.map(({name: part, text: data, ...lines}, index) => {
		const own = {index, part, ...lines, sha256: hash('sha256', data), enc: 'utf8', data};
		return JSON.stringify(index === 0 ? {...fields, ...own} : {id, count: fields.count, ...own});
	});
};

const headerOf = ({tool, node, origin, takenAt, disguised = []}: Snapshot): string =>
	JSON.stringify({
		format: snapshotFormat,
		version: snapshotVersion,
		tool,
		node,
		// One that was read on the node is a saved one as soon as it is in a file.
		...(origin === 'recording' || origin === 'paste' ? {origin} : {}),
		takenAt,
		redaction: ['secrets', ...disguised].join(),
	});

/** The lines of a snapshot file: a header, one record a part, what was not recognised, and a manifest that says what there has to be. */
export const snapshotLines = (snapshot: Snapshot): readonly string[] => {
	const records = snapshot.captures.flatMap(recordsOf);
	const rest = snapshot.unrecognised.map((unrecognised) => JSON.stringify({unrecognised}));
	const lines = [headerOf(snapshot), ...records, ...rest].map((line) => `${line}\n`);
	const sum = createHash('sha256');
	for (const line of lines) {
		sum.update(line);
	}
	const counts = {records: records.length, captures: snapshot.captures.length, unrecognised: rest.length};
	return [...lines, `${JSON.stringify({manifest: {...counts, sha256: sum.digest('hex')}})}\n`];
};

/** A snapshot as the bytes of its file: JSON lines under gzip(1). Secrets have to be hidden before (redact.ts). */
export const encodeSnapshot = async (snapshot: Snapshot): Promise<Buffer> =>
	// The fastest level: text of a node shrinks tenfold with any.
	promisify(gzip)(snapshotLines(snapshot).join(''), {level: 1});
