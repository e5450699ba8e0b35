import {createGunzip, type Gunzip} from 'node:zlib';
import {errorCode} from './failures.ts';
import {snapshotLimits} from './snapshot-format.ts';

/** So many bytes are expanded at a time. */
export const chunkSize = 262_144;

/** Why an expansion ended early: bytes that are no gzip, or what its limits or its taker say. */
export type ExpandDamage = {readonly isGzip: boolean; readonly detail: string};

/** How far an expansion went, in bytes; whether it came to the end of the compressed stream, or why it ended early. */
export type Expansion = {
	readonly damage: ExpandDamage | null;
	readonly isEnded: boolean;
	readonly compressed: number;
	readonly expanded: number;
};

/** What is wrong with the size of what is expanded, or null. */
const checkSize = (compressed: number, expanded: number): string | null => {
	const {compressed: most, expanded: mostExpanded, freeBytes, ratio} = snapshotLimits;
	if (compressed > most || expanded > mostExpanded) {
		return `expected at most ${most} bytes, ${mostExpanded} when expanded`;
	}
	return expanded > freeBytes && expanded > compressed * ratio
		? `expected to expand at most ${ratio} times, so kdiag did not write this`
		: null;
};

const afterDrain = (gunzip: Gunzip): Promise<void> =>
	new Promise((resolve) => {
		const go = (): void => {
			// A long file drains often: none of the listeners may stay.
			gunzip.off('drain', go).off('close', go);
			resolve();
		};
		gunzip.on('drain', go).on('close', go);
	});

/**
 * Expands gzip within the limits of a snapshot and hands on each chunk, which may be reused afterwards; `take` says what is wrong with it, or null.
 * An end that comes too early is no damage: the taker knows what came.
 */
export const expandGzip = async (
	chunks: AsyncIterable<Uint8Array>,
	take: (chunk: Buffer) => string | null,
): Promise<Expansion> => {
	const settled = Promise.withResolvers<Pick<Expansion, 'damage' | 'isEnded'>>();
	const gunzip = createGunzip({chunkSize});
	let compressed = 0;
	let expanded = 0;
	gunzip.on('data', (chunk: Buffer) => {
		expanded += chunk.length;
		const wrong = gunzip.destroyed ? null : (checkSize(compressed, expanded) ?? take(chunk));
		if (wrong !== null) {
			settled.resolve({damage: {isGzip: true, detail: wrong}, isEnded: false});
			gunzip.destroy();
		}
	});
	gunzip.on('end', () => settled.resolve({damage: null, isEnded: true}));
	gunzip.on('error', (error) => {
		const code = errorCode(error) || String(error);
		const damage = code === 'Z_BUF_ERROR' ? null : {isGzip: false, detail: `expected gzip (${code})`};
		settled.resolve({damage, isEnded: false});
	});
	for await (const chunk of chunks) {
		compressed += chunk.length;
		if (gunzip.destroyed) {
			break;
		}
		if (!gunzip.write(chunk)) {
			await afterDrain(gunzip);
		}
	}
	gunzip.end();
	return {...(await settled.promise), compressed, expanded};
};
