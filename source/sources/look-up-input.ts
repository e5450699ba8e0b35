import {constants} from 'node:fs';
import {access, readlink, readFile as readText} from 'node:fs/promises';
import {arch, platform, release} from 'node:os';
import {geteuid} from 'node:process';
import type {Failure} from '../model/capture.ts';
import {type Input, inputId} from '../model/input.ts';
import type {Lookup, LookupState} from '../model/self-check.ts';
import {checkGate, gateSurroundings} from './check-gates.ts';
import {expandBraces} from './expand-braces.ts';
import {asRoot, failure, pathFailure} from './failures.ts';
import {readFile} from './read-file.ts';
import {resolveProgram} from './resolve-program.ts';

/** What was looked up of an input, without running or reading it. */
export type Found = Pick<Lookup, 'name' | 'kind' | 'state' | 'detail' | 'remedy'>;

/** How long a file system may take to say whether something is there, in ms. */
const patience = 1500;

/** Programs that say nothing to who lacks CAP_NET_ADMIN (capabilities(7)). */
const netAdminPrograms: ReadonlySet<string> = new Set([
	'iptables-save',
	'ip6tables-save',
	'iptables-legacy-save',
	'ip6tables-legacy-save',
	'nft',
	'ipset',
]);

const netAdmin = 1n << 12n;

/** Whether this process may look at the kernel's packet filters (proc_pid_status(5), CapEff). */
const mayReadFilters = async (): Promise<boolean> => {
	const status = await readText('/proc/self/status', 'latin1').catch(() => '');
	const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1];
	return effective === undefined ? geteuid?.() === 0 : (BigInt(`0x${effective}`) & netAdmin) !== 0n;
};

const states: Readonly<Partial<Record<Failure['kind'], LookupState>>> = {
	missing: 'missing',
	denied: 'denied',
	gated: 'gated',
	'not-recorded': 'gated',
	'timed-out': 'slow',
};

const failed = (what: Pick<Found, 'name' | 'kind'>, {kind, detail, remedy}: Failure): Found => ({
	...what,
	state: states[kind] ?? 'refused',
	detail,
	// Root has nobody above itself.
	remedy: remedy === asRoot && geteuid?.() === 0 ? null : remedy,
});

const lookUpProgram = async (input: Extract<Input, {run: unknown}>): Promise<Found> => {
	const [name = ''] = input.run;
	const what = {name, kind: 'program'} as const;
	const found = resolveProgram(name);
	if (typeof found !== 'string') {
		return failed(what, found);
	}
	const gate = input.gate === undefined ? null : await checkGate(input.gate, gateSurroundings(readFile));
	if (gate !== null) {
		return failed(what, gate);
	}
	if (netAdminPrograms.has(name) && !(await mayReadFilters())) {
		return failed(what, failure('denied', `${found} answers only who has CAP_NET_ADMIN`, asRoot));
	}
	return {...what, state: 'there', detail: found, remedy: null};
};

/** A path that stands for all that a pattern matches: process 1 for every process, else the folder before the first sign of a pattern. */
const placeOf = (pattern: string): string => {
	const [first = pattern] = expandBraces(pattern.replace('/[0-9]*/', '/1/'));
	const segments = first.split('/');
	const cut = segments.findIndex((segment) => /[*?[\]]/.test(segment));
	return (cut < 0 ? segments : segments.slice(0, cut)).join('/') || '/';
};

const lookUpPath = async (name: string, look: () => Promise<unknown>, place: string): Promise<Found> => {
	const what = {name, kind: 'file'} as const;
	try {
		await look();
		return {...what, state: 'there', detail: null, remedy: null};
	} catch (error) {
		return failed(what, pathFailure(place, error));
	}
};

const lookUpLinks = (name: string): Promise<Found> => {
	const place = placeOf(name);
	const isFolder = place.endsWith('/fd');
	return lookUpPath(name, () => (isFolder ? access(place, constants.R_OK) : readlink(place)), place);
};

const lookUpFile = (name: string): Promise<Found> => {
	const place = placeOf(name);
	return lookUpPath(name, () => access(place, constants.R_OK), place);
};

const lookUpAny = (input: Input): Promise<Found> | null => {
	if ('run' in input) {
		return input.gate === 'recorded' ? null : lookUpProgram(input);
	}
	if ('links' in input) {
		return lookUpLinks(input.links);
	}
	return 'file' in input || 'directory' in input ? lookUpFile(inputId(input)) : null;
};

/**
 * Looks up whether kdiag could read an input on this machine: nothing is run, and no more is read than gates need.
 * Null for what is not looked up: endpoints, what only recordings answer, and the query that kdiag answers itself.
 */
export const lookUpInput = async (input: Input): Promise<Found | null> => {
	const looking = lookUpAny(input);
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<Found>((resolve) => {
		const what =
			'run' in input
				? {name: input.run[0] ?? '', kind: 'program' as const}
				: {name: inputId(input), kind: 'file' as const};
		timer = setTimeout(() => resolve(failed(what, failure('timed-out', 'the file system does not answer'))), patience);
	});
	try {
		return looking === null ? null : await Promise.race([looking, late]);
	} finally {
		clearTimeout(timer);
	}
};

/** The machine and the user that kdiag runs as. */
export const machineAndUser = async (): Promise<{
	readonly machine: string;
	readonly uid: number | null;
	readonly readsFilters: boolean;
	/** The file that runs. */
	readonly program: string;
}> => ({
	machine: `${platform()} ${release()}, ${arch()}`,
	uid: geteuid?.() ?? null,
	readsFilters: await mayReadFilters(),
	program: await readlink('/proc/self/exe').catch(() => 'unknown'),
});
