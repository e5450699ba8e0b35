import {accessSync, constants, realpathSync, type Stats, statSync} from 'node:fs';
import path from 'node:path';
import {geteuid} from 'node:process';
import type {Failure} from '../model/capture.ts';
import {asRoot, failure} from './failures.ts';

/** Where programs are looked for, in this order, whatever PATH says. */
export const programDirectories: readonly string[] = [
	'/usr/local/sbin',
	'/usr/local/bin',
	'/usr/sbin',
	'/usr/bin',
	'/sbin',
	'/bin',
];

/** The package that holds a program where its name is another one (Debian and Red Hat agree on these). */
const packages: ReadonlyMap<string, string> = new Map([
	['netstat', 'net-tools'],
	['ip', 'iproute2'],
	['bridge', 'iproute2'],
	['nft', 'nftables'],
	['iptables-save', 'iptables'],
	['ip6tables-save', 'iptables'],
	['iptables-legacy-save', 'iptables'],
	['ip6tables-legacy-save', 'iptables'],
]);

/** A sticky folder is safe although all may write: only its owner can replace an entry (chmod(1)). */
const isSafe = ({uid, gid, mode}: Stats, isFolder: boolean): boolean => {
	const isOurs = uid === 0 || uid === geteuid?.();
	const othersWrite = (mode & 0o002) !== 0 || ((mode & 0o020) !== 0 && gid !== 0);
	return isOurs && (!othersWrite || (isFolder && (mode & 0o1000) !== 0));
};

/** The file or folder on the way to a program that somebody other than root (or the user) can change, or null. */
const changeableBy = (file: string): string | null => {
	if (!isSafe(statSync(file), false)) {
		return file;
	}
	for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
		if (!isSafe(statSync(folder), true)) {
			return folder;
		}
		if (folder === path.dirname(folder)) {
			return null;
		}
	}
};

const tryProgram = (candidate: string): string | Failure => {
	try {
		if (!statSync(candidate).isFile()) {
			return failure('missing', `${candidate} is not a program`);
		}
		accessSync(candidate, constants.X_OK);
		const unsafe = changeableBy(realpathSync(candidate));
		return unsafe === null
			? candidate
			: failure('failed', `${candidate} is not run: others than root can change ${unsafe}`, `chmod go-w ${unsafe}`);
	} catch (error) {
		const isDenied = error instanceof Error && 'code' in error && error.code === 'EACCES';
		return isDenied
			? failure('denied', `${candidate} may not be run`, asRoot)
			: failure('missing', `${candidate} does not exist`);
	}
};

/**
 * The absolute path of a program, or why there is none that may be run.
 * A program that others than root (or the user) could have put there is refused: kdiag mostly runs as root.
 */
export const resolveProgram = (name: string, directories: readonly string[] = programDirectories): string | Failure => {
	if (name.startsWith('/')) {
		return tryProgram(name);
	}
	let refused: Failure | null = null;
	for (const directory of directories) {
		const found = tryProgram(path.join(directory, name));
		if (typeof found === 'string') {
			return found;
		}
		if (found.kind !== 'missing') {
			refused ??= found;
		}
	}
	return refused ?? failure('missing', `${name} is not installed`, `install ${packages.get(name) ?? name}`);
};
