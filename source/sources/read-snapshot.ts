import {constants} from 'node:fs';
import {open, readFile, stat} from 'node:fs/promises';
import {gunzipSync} from 'node:zlib';
import type {Snapshot, SourceFailure} from '../model/snapshot.ts';
import {assembleSnapshot, type SnapshotAssembly} from './assemble-snapshot.ts';
import {chunkSize, expandGzip} from './expand-gzip.ts';
import {failure, pathFailure} from './failures.ts';
import {snapshotLimits} from './snapshot-format.ts';

/** Up to this many compressed bytes a snapshot is expanded in one piece, which takes half the time of a stream. */
const onePiece = 2 * 1_048_576;
const newline = 10;

const unusable = (source: string, detail: string): SourceFailure => ({
	...failure('failed', `${source}: ${detail}`),
	source,
	exit: 65,
});

/** A snapshot and what is known of the file that it was read from. */
export type ReadSnapshot = {
	readonly snapshot: Snapshot;
	/** How secrets were treated when it was taken, as its header says it; null where it does not. */
	readonly redaction: string | null;
	/** What was expected where the file ends too early, or null where it is whole. */
	readonly cut: string | null;
	/** Bytes of the file, and of what is in it. */
	readonly compressed: number;
	readonly expanded: number;
};

type Expanded = Pick<ReadSnapshot, 'compressed' | 'expanded'> & {
	/** What is wrong, or null. */
	readonly wrong: string | null;
	/** Whether the end of the compressed stream was seen, where nothing is wrong. */
	readonly isEnded: boolean;
};

/** Hands the whole lines of chunks to an assembly; says what is wrong with one, or null. */
const lineTaker = (assembly: SnapshotAssembly): ((chunk: Buffer) => string | null) => {
	let pieces: Buffer[] = [];
	return (chunk) => {
		let from = 0;
		for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
			const piece = chunk.subarray(from, end + 1);
			const damage = assembly.take(pieces.length === 0 ? piece : Buffer.concat([...pieces, piece]));
			pieces = [];
			from = end + 1;
			if (damage !== null) {
				return `line ${assembly.lines()}: expected ${damage.expected}`;
			}
		}
		if (from < chunk.length) {
			// A chunk may be reused by who made it.
			pieces.push(Buffer.from(chunk.subarray(from)));
		}
		return null;
	};
};

/** Expands chunks into an assembly. An end that comes too early is nothing wrong: the assembly tells what came. */
const expandInto = async (assembly: SnapshotAssembly, chunks: AsyncIterable<Uint8Array>): Promise<Expanded> => {
	const {damage, ...sizes} = await expandGzip(chunks, lineTaker(assembly));
	const lines = assembly.lines();
	const place = lines === 0 ? 'it is no snapshot: ' : `after line ${lines}: `;
	const where = damage?.isGzip === false ? place : '';
	return {...sizes, wrong: damage === null ? null : where + damage.detail};
};

const cutAt = (assembly: SnapshotAssembly, isEnded: boolean): string | null => {
	const lines = assembly.lines();
	if (!assembly.isComplete()) {
		return `line ${lines + 1}: expected the rest of the snapshot; the file is cut here`;
	}
	return isEnded ? null : `after line ${lines}: expected the end of the gzip stream; the file is cut here`;
};

const finish = (
	assembly: SnapshotAssembly,
	{wrong, isEnded, compressed, expanded}: Expanded,
	source: string,
): ReadSnapshot | SourceFailure => {
	if (wrong !== null) {
		return unusable(source, wrong);
	}
	// To put the snapshot together counts the missing line.
	const cut = cutAt(assembly, isEnded);
	const snapshot = assembly.snapshot();
	return snapshot === null
		? unusable(source, 'line 1: expected the header of a kdiag snapshot')
		: {snapshot, redaction: assembly.redaction(), cut, compressed, expanded};
};

const onlySnapshot = (read: ReadSnapshot | SourceFailure): Snapshot | SourceFailure =>
	'exit' in read ? read : read.snapshot;

const readStream = async (chunks: AsyncIterable<Uint8Array>, source: string): Promise<ReadSnapshot | SourceFailure> => {
	const assembly = assembleSnapshot(source, await import('./snapshot-schemas.ts'));
	return finish(assembly, await expandInto(assembly, chunks), source);
};

/**
 * Reads a snapshot from the bytes of its file. What is wrong is said in one line with the file, the line in it and what was expected there.
 * A file that is merely cut gives what stands before the cut, and names the cut among what was not recognised.
 */
export const readSnapshotStream = async (
	chunks: AsyncIterable<Uint8Array>,
	source: string,
): Promise<Snapshot | SourceFailure> => onlySnapshot(await readStream(chunks, source));

/** Bytes of the expanded snapshot as its last four say (RFC 1952), so that it is expanded into one buffer; within bounds, since the file may lie. */
const expandedSize = (bytes: Uint8Array): number => {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const said = bytes.length < 4 ? 0 : view.getUint32(bytes.length - 4, true);
	return Math.min(Math.max(said + 1, 1024), 8 * onePiece);
};

/** Expands a small snapshot in one piece; null where it is not small, or where the stream has to say what is wrong with it. */
const expandWhole = (bytes: Uint8Array): Buffer | null => {
	if (bytes.length > onePiece) {
		return null;
	}
	try {
		return gunzipSync(bytes, {maxOutputLength: snapshotLimits.freeBytes, chunkSize: expandedSize(bytes)});
	} catch {
		return null;
	}
};

const readBytes = async (bytes: Uint8Array, source: string): Promise<ReadSnapshot | SourceFailure> => {
	const whole = expandWhole(bytes);
	if (whole === null) {
		return readStream(
			(async function* () {
				yield bytes;
			})(),
			source,
		);
	}
	const sizes = {compressed: bytes.length, expanded: whole.length, isEnded: true};
	const assembly = assembleSnapshot(source);
	const wrong = lineTaker(assembly)(whole);
	if (!assembly.wantsSchemas()) {
		return finish(assembly, {...sizes, wrong}, source);
	}
	// Schemas take time to load, and a sound snapshot needs none.
	const checked = assembleSnapshot(source, await import('./snapshot-schemas.ts'));
	return finish(checked, {...sizes, wrong: lineTaker(checked)(whole)}, source);
};

/** Reads a snapshot that is in memory. */
export const readSnapshotBytes = async (bytes: Uint8Array, source: string): Promise<Snapshot | SourceFailure> =>
	onlySnapshot(await readBytes(bytes, source));

/** Reads a snapshot file, and tells what is known of it. The path is the user's own word, so a link is followed; it has to lead to a regular file. */
export const inspectSnapshotFile = async (file: string): Promise<ReadSnapshot | SourceFailure> => {
	const unreadable = {source: file, exit: 66} as const;
	try {
		const stats = await stat(file);
		if (!stats.isFile()) {
			return {...failure('not-a-file', `${file} is not a file`), ...unreadable};
		}
		if (stats.size <= onePiece) {
			return await readBytes(await readFile(file, {flag: constants.O_RDONLY | constants.O_NONBLOCK}), file);
		}
		const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
		return await readStream(handle.createReadStream({highWaterMark: chunkSize}), file);
	} catch (error) {
		return {...pathFailure(file, error), ...unreadable};
	}
};

/** Reads a snapshot file. */
export const readSnapshotFile = async (file: string): Promise<Snapshot | SourceFailure> =>
	onlySnapshot(await inspectSnapshotFile(file));
