import {readdirSync, readlinkSync} from 'node:fs';
import path from 'node:path';
import type {Part} from '../model/capture.ts';
import {pathFailure} from './failures.ts';
import {failedRead, gather, type InputRead, type LeftOut, type Reading} from './input-read.ts';
import {keepResponsive} from './keep-responsive.ts';
import {walkGlob} from './walk-glob.ts';

/** Open files looked at, of all processes together. */
const linkLimit = 400_000;

/** `FD socket:[INODE]`, one a line, of a process's open files (proc_pid_fd(5)). The others are none of kdiag's business. */
const socketsOf = (folder: string): string => {
	let text = '';
	for (const name of readdirSync(folder)) {
		try {
			const target = readlinkSync(`${folder}/${name}`);
			if (target.startsWith('socket:[')) {
				text += `${name} ${target}\n`;
			}
		} catch {
			// It was closed while the folder was listed: it is not open.
		}
	}
	return text;
};

/** The folder before the first segment that is not spelt out, and the rest. */
const splitGlob = (glob: string): readonly [string, string] => {
	const segments = glob.split('/');
	const first = segments.findIndex((segment) => /[*?[\]{}]/.test(segment));
	const cut = first < 0 ? segments.length - 1 : first;
	return [segments.slice(0, cut).join('/') || '/', segments.slice(cut).join('/')];
};

const readLink = (link: string): string | null => {
	if (path.posix.basename(link) === 'fd') {
		return socketsOf(link);
	}
	try {
		return readlinkSync(link);
	} catch (error) {
		// A file or folder among the links (EINVAL) is not one of them.
		if (error instanceof Error && 'code' in error && error.code === 'EINVAL') {
			return null;
		}
		throw error;
	}
};

const leave = (leftOut: LeftOut, link: string, error: unknown): void => {
	const {kind, detail} = pathFailure(link, error);
	if (kind === 'denied') {
		leftOut.denied += 1;
	} else if (kind !== 'missing') {
		leftOut.reasons.push(detail);
	}
};

const readAll = async (links: readonly string[], reading: Reading, leftOut: LeftOut): Promise<Part[]> => {
	const parts: Part[] = [];
	const breathe = keepResponsive();
	let size = 0;
	for (const link of links) {
		if (reading.signal.aborted || size > linkLimit * 20) {
			leftOut.reasons.push(`${links.length - parts.length} were left out`);
			break;
		}
		try {
			const text = readLink(link);
			if (text !== null) {
				parts.push({name: link, text});
				size += text.length;
			}
		} catch (error) {
			leave(leftOut, link, error);
		}
		reading.count += 1;
		await breathe();
	}
	return parts;
};

/**
 * Reads where links lead, one part a link, named by its path; of `/proc/PID/fd` one part a process with its sockets.
 * What was not readable is said: a socket without a known process may belong to it.
 */
export const readLinks = async (glob: string, reading: Reading): Promise<InputRead> => {
	const [directory, match] = splitGlob(glob);
	const walk = await walkGlob(directory, match);
	if (walk.failure !== null) {
		return failedRead(walk.failure);
	}
	const leftOut: LeftOut = {denied: walk.denied.length, stalled: 0, reasons: []};
	if (walk.isCut) {
		leftOut.reasons.push(`only the first ${walk.paths.length}`);
	}
	return gather(await readAll(walk.paths, reading, leftOut), leftOut, glob);
};
