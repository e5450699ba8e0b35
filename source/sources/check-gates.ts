import {statSync} from 'node:fs';
import {release} from 'node:os';
import type {Failure} from '../model/capture.ts';
import type {Gate} from '../model/input.ts';
import {failure, pathFailure} from './failures.ts';
import type {FileRead} from './file-read.ts';

/** What gates look at; a test gives its own. */
export type GateSurroundings = {
	readonly kernel: string;
	readonly readFile: (path: string) => FileRead | Promise<FileRead>;
	readonly isFolder: (path: string) => boolean;
};

const isFolder = (path: string): boolean => statSync(path, {throwIfNoEntry: false})?.isDirectory() === true;

/** What gates look at on this machine. */
export const gateSurroundings = (readFile: GateSurroundings['readFile']): GateSurroundings => ({
	kernel: release(),
	readFile,
	isFolder,
});

const undecided = (what: string, reason: Failure): Failure =>
	failure(
		reason.kind === 'denied' ? 'denied' : 'failed',
		`whether ${what} cannot be told: ${reason.detail}`,
		reason.remedy,
	);

const hasLine = (text: string, isWanted: (line: string) => boolean): boolean => text.split('\n').some(isWanted);

/** Whether the kernel has a module already, so that asking it loads nothing (proc_modules(5), modules.builtin of kmod). */
const checkModule = async (module: string, tables: string, around: GateSurroundings): Promise<Failure | null> => {
	const loaded = await around.readFile('/proc/modules');
	if ('failure' in loaded) {
		// Without it nothing can be loaded: whatever the kernel has is built in.
		return loaded.failure.kind === 'missing' ? null : undecided(`${module} is loaded`, loaded.failure);
	}
	if (hasLine(loaded.text, (line) => line.startsWith(`${module} `))) {
		return null;
	}
	const builtIn = await around.readFile(`/lib/modules/${around.kernel}/modules.builtin`);
	if ('failure' in builtIn) {
		return undecided(`${module} is built into the kernel`, builtIn.failure);
	}
	return hasLine(builtIn.text, (line) => line.endsWith(`/${module}.ko`))
		? null
		: failure('gated', `${module} is neither loaded nor built in, so ${tables}; kdiag does not load it`);
};

/** Asking for a legacy table makes it, so only where one exists (ip_tables_names of the kernel's x_tables). */
const checkLegacy = async (file: string, around: GateSurroundings): Promise<Failure | null> => {
	const names = await around.readFile(file);
	if (!('failure' in names)) {
		return names.text.trim() === '' ? failure('gated', `${file} is empty, so there are no legacy tables`) : null;
	}
	return names.failure.kind === 'missing'
		? failure('gated', `${file} does not exist, so there are no legacy tables`)
		: undecided('there are legacy tables', names.failure);
};

const checkSystemd = (around: GateSurroundings): Failure | null => {
	try {
		return around.isFolder('/run/systemd/system') ? null : failure('gated', 'systemd does not run here');
	} catch (error) {
		return undecided('systemd runs here', pathFailure('/run/systemd/system', error));
	}
};

/**
 * Why a command must not run here, or null where it may: it would load a module or make a table, and kdiag changes nothing.
 * `gated` is a fact (there is nothing to ask for); a gate that cannot be decided is `denied` or `failed`.
 */
export const checkGate = async (gate: Gate, around: GateSurroundings): Promise<Failure | null> => {
	switch (gate) {
		case 'nf_tables':
			return checkModule('nf_tables', 'its tables are empty', around);
		case 'ip_set':
			return checkModule('ip_set', 'there are no sets', around);
		case 'legacy-iptables':
			return checkLegacy('/proc/net/ip_tables_names', around);
		case 'legacy-ip6tables':
			return checkLegacy('/proc/net/ip6_tables_names', around);
		case 'systemd':
			return checkSystemd(around);
		case 'recorded':
			return failure('not-recorded', 'kdiag does not run this on a node; it reads what was recorded or pasted');
	}
};
