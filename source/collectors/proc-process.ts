import type {Part} from '../model/capture.ts';
import type {Process} from '../model/facts/process.ts';
import type {Place, Unparsed} from '../model/place.ts';
import {podOfCgroup} from './pod-of-cgroup.ts';
import {toInteger} from './socket-endpoint.ts';

/** The files and links of one process, by the last parts of their path (`stat`, `ns/net`). */
export type ProcFiles = ReadonlyMap<string, Part>;

/** The files of each process, by pid. */
export const groupByPid = (parts: readonly Part[]): ReadonlyMap<number, ProcFiles> => {
	const groups = new Map<number, Map<string, Part>>();
	for (const part of parts) {
		const [, proc, pidText = '', ...rest] = part.name.split('/');
		const pid = proc === 'proc' ? toInteger(pidText) : null;
		if (pid === null) {
			continue;
		}
		const group = groups.get(pid) ?? new Map<string, Part>();
		group.set(rest.join('/'), part);
		groups.set(pid, group);
	}
	return groups;
};

/** Arguments stand between NULs, and one NUL ends them; a process may have written one text over them all (proc_pid_cmdline(5)). */
export const readCmdline = (text: string): readonly string[] => {
	if (text === '') {
		return [];
	}
	return (text.endsWith('\0') ? text.slice(0, -1) : text).split('\0');
};

type Stat = {
	readonly name: string;
	readonly state: string;
	readonly parent: number | null;
	readonly startSeconds: number | null;
};

/** Ticks a second in /proc (USER_HZ): 100 on every architecture that Kubernetes runs on. */
const ticks = 100;

/** Reads `380 (etcd) S 162 …` (proc_pid_stat(5)). The name may hold brackets, blanks and line feeds: it ends at the last bracket. */
const readStat = (text: string): Stat | null => {
	const open = text.indexOf('(');
	const close = text.lastIndexOf(')');
	const fields = text
		.slice(close + 1)
		.trim()
		.split(' ');
	if (open === -1 || close < open || fields.length < 20) {
		return null;
	}
	const start = toInteger(fields[19] ?? '');
	return {
		name: text.slice(open + 1, close),
		state: fields[0] ?? '',
		parent: toInteger(fields[1] ?? ''),
		startSeconds: start === null ? null : start / ticks,
	};
};

/** The value of a field of /proc/PID/status, null when it is not there. */
const statusField = (text: string | undefined, field: string): string | null => {
	const start = text === undefined ? -1 : text.startsWith(`${field}:`) ? 0 : text.indexOf(`\n${field}:`) + 1;
	if (text === undefined || start < 0 || (start === 0 && !text.startsWith(`${field}:`))) {
		return null;
	}
	const end = text.indexOf('\n', start);
	return text.slice(start + field.length + 1, end === -1 ? text.length : end).trim();
};

const userOf = (uids: string | null): string | null => {
	const uid = uids?.split(/\s/, 1)[0] ?? '';
	return uid === '' ? null : uid === '0' ? 'root' : uid;
};

/** A process has a number in each PID namespace that it is in. */
const countWords = (numbers: string | null): number | null =>
	numbers === null || numbers === '' ? null : numbers.split(/\s+/).length;

const placeOf = (files: ProcFiles): Place => {
	// Kernel threads and zombies have an empty command line; their name is to be seen in stat.
	const cmdline = files.get('cmdline');
	const shown =
		cmdline !== undefined && cmdline.text !== '' ? cmdline : (files.get('stat') ?? files.get('comm') ?? cmdline);
	return {source: shown?.name ?? [...files.values()][0]?.name ?? '', line: 1};
};

/** One process out of its files; what was expected where they say too little. `namespace` is the network namespace of PID 1. */
export const readProcess = (
	pid: number,
	files: ProcFiles,
	namespace: string | null,
): {readonly process: Process | null; readonly unparsed: readonly Unparsed[]} => {
	const statText = files.get('stat')?.text;
	const stat = statText === undefined ? null : readStat(statText);
	const status = files.get('status')?.text;
	const at = placeOf(files);
	const comm = files.get('comm')?.text;
	const name = (comm?.endsWith('\n') ? comm.slice(0, -1) : comm) ?? stat?.name ?? statusField(status, 'Name');
	// A process that ended while it was read leaves empty files.
	const broken = statText !== undefined && statText !== '' && stat === null;
	const unparsed = broken
		? [{source: `/proc/${pid}/stat`, line: 1, text: statText.slice(0, 200), expected: 'pid (comm) state ppid …'}]
		: [];
	if (name === null || name === undefined || name === '') {
		return {process: null, unparsed};
	}
	const own = files.get('ns/net')?.text.trim() || null;
	const process: Process = {
		pid,
		parent: stat?.parent ?? toInteger(statusField(status, 'PPid') ?? ''),
		name,
		argv: readCmdline(files.get('cmdline')?.text ?? ''),
		executable: files.get('exe')?.text.replace(/\n$/, '') || null,
		state: stat?.state ?? statusField(status, 'State')?.slice(0, 1) ?? null,
		user: userOf(statusField(status, 'Uid')),
		startSeconds: stat?.startSeconds ?? null,
		...podOfCgroup(files.get('cgroup')?.text ?? ''),
		networkNamespace: own,
		hostNetwork: own === null || namespace === null ? null : own === namespace,
		pidNamespaces: countWords(statusField(status, 'NSpid')),
		at,
	};
	return {process, unparsed};
};
