import {type Dirent, readdirSync} from 'node:fs';
import {readdir, stat} from 'node:fs/promises';
import path from 'node:path';
import type {Failure} from '../model/capture.ts';
import {expandBraces} from './expand-braces.ts';
import {pathFailure} from './failures.ts';
import {matchGlob} from './match-glob.ts';

/** What a glob stands for. */
export type GlobWalk = {
	/** Absolute paths, folders left out. One whose last segment is spelt out was not looked for: it may not exist. */
	readonly paths: readonly string[];
	/** Why the starting folder could not be listed. */
	readonly failure: Failure | null;
	/** Folders below it that may not be listed. */
	readonly denied: readonly string[];
	/** There was more than the limit. */
	readonly isCut: boolean;
};

type Walk = {readonly paths: Set<string>; readonly denied: string[]; readonly limit: number; isCut: boolean};

/** Segments of all patterns by their place, so that a folder is listed once. An empty map is an end. */
type Segments = Map<string, Segments>;

const toSegments = (pattern: string): Segments => {
	const root: Segments = new Map();
	for (const alternative of expandBraces(pattern.replace(/\*\*$/, '**/*'))) {
		let level = root;
		for (const segment of alternative.split('/').filter((text) => text !== '')) {
			const next: Segments = level.get(segment) ?? new Map();
			level.set(segment, next);
			level = next;
		}
	}
	return root;
};

const isGlob = (segment: string): boolean => /[*?[\]]/.test(segment);

/** Numbers as numbers (processes), all else by code unit. */
const byName = (a: Dirent, b: Dirent): number => {
	const difference = Number(a.name) - Number(b.name);
	return Number.isNaN(difference) ? (a.name < b.name ? -1 : 1) : difference;
};

/** The kernel lists processes at once, so they need no thread. */
const list = async (folder: string): Promise<readonly Dirent[]> => {
	const entries =
		folder === '/proc' ? readdirSync(folder, {withFileTypes: true}) : await readdir(folder, {withFileTypes: true});
	return entries.sort(byName);
};

const end = (walk: Walk, file: string): void => {
	if (walk.paths.size < walk.limit) {
		walk.paths.add(file);
	} else {
		walk.isCut ||= !walk.paths.has(file);
	}
};

const maximumDepth = 12;

const enter = async (walk: Walk, folder: string, segments: Segments, depth: number): Promise<void> => {
	const failure = await descend(walk, folder, segments, depth);
	if (failure?.kind === 'denied') {
		walk.denied.push(folder);
	}
};

/** A link may lead to a folder, and some file systems do not tell what an entry is. */
const mayBeFolder = (entry: Dirent): boolean =>
	!entry.isFile() && !entry.isFIFO() && !entry.isSocket() && !entry.isCharacterDevice() && !entry.isBlockDevice();

const follow = async (walk: Walk, folder: string, entry: Dirent, globs: Globs, depth: number): Promise<void> => {
	const file = path.posix.join(folder, entry.name);
	for (const {matches, rest, pattern} of globs) {
		if (pattern === '**') {
			if (entry.isDirectory() && depth < maximumDepth) {
				await enter(walk, file, new Map([[pattern, rest]]), depth + 1);
			}
		} else if (matches(entry.name)) {
			if (rest.size > 0) {
				if (mayBeFolder(entry)) {
					await enter(walk, file, rest, depth + 1);
				}
			} else if (!entry.isDirectory()) {
				end(walk, file);
			}
		}
	}
};

type Globs = readonly {
	readonly pattern: string;
	readonly matches: (name: string) => boolean;
	readonly rest: Segments;
}[];

const descend = async (walk: Walk, folder: string, segments: Segments, depth: number): Promise<Failure | null> => {
	for (const [segment, rest] of segments) {
		const file = path.posix.join(folder, segment);
		if (segment === '**') {
			await enter(walk, folder, rest, depth + 1);
		} else if (!isGlob(segment)) {
			await (rest.size > 0 ? enter(walk, file, rest, depth + 1) : end(walk, file));
		}
	}
	const globs: Globs = [...segments]
		.filter(([pattern]) => isGlob(pattern))
		.map(([pattern, rest]) => ({pattern, rest, matches: matchGlob(pattern)}));
	if (globs.length === 0) {
		return null;
	}
	try {
		for (const entry of await list(folder)) {
			await follow(walk, folder, entry, globs, depth);
		}
		return null;
	} catch (error) {
		return pathFailure(folder, error);
	}
};

/**
 * The paths that `match`, a glob relative to `directory`, stands for. Walks segment by segment: nothing is listed that no path of the pattern goes through.
 * Braces, `*`, `?`, `[…]` within a segment, and `**` for any folders, links among them not followed.
 */
export const walkGlob = async (directory: string, match: string, limit = 20_000): Promise<GlobWalk> => {
	const walk: Walk = {paths: new Set(), denied: [], limit, isCut: false};
	let failure: Failure | null = null;
	try {
		await stat(directory);
		failure = await descend(walk, directory, toSegments(match), 0);
	} catch (error) {
		failure = pathFailure(directory, error);
	}
	return {paths: [...walk.paths], failure, denied: walk.denied, isCut: walk.isCut};
};
