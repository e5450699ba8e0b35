import type {Capture, Part} from '../model/capture.ts';
import {type Collected, defineCollector} from '../model/collector.ts';
import type {Process} from '../model/facts/process.ts';
import type {Unparsed} from '../model/place.ts';
import {failedReading} from './failed-reading.ts';
import {groupByPid, readProcess} from './proc-process.ts';
import {parsePs} from './ps.ts';
import {toInteger} from './socket-endpoint.ts';

const hidden = 'PID 1 is not to be seen: other users’ processes are hidden (hidepid) or were not recorded';

const partialOf = (processes: readonly Process[]): string | null =>
	processes.some((process) => process.pid === 1) ? null : hidden;

/** Leaves out what a process has started, and what that has started in turn: kdiag asks `kubelet --version`, which is not the node's kubelet. */
const withoutChildren = (processes: readonly Process[], pid: number): readonly Process[] => {
	const children = Map.groupBy(processes, ({parent}) => parent);
	const left = new Set<Process>();
	const leave = (parent: number): void => {
		for (const child of children.get(parent) ?? []) {
			if (!left.has(child)) {
				left.add(child);
				leave(child.pid);
			}
		}
	};
	leave(pid);
	return processes.filter((process) => !left.has(process));
};

const fromProc = (
	parts: readonly Part[],
	partial: string | null,
	own: string | null,
	reader: number | null,
): Collected<readonly Process[]> => {
	const groups = groupByPid(parts);
	// PID 1 may not be looked into; kdiag itself sees the sockets of the same namespace.
	const namespace = groups.get(1)?.get('ns/net')?.text.trim() || own;
	const processes: Process[] = [];
	const unparsed: Unparsed[] = [];
	for (const [pid, files] of groups) {
		const read = readProcess(pid, files, namespace);
		unparsed.push(...read.unparsed);
		if (read.process !== null) {
			processes.push(read.process);
		}
	}
	processes.sort((first, second) => first.pid - second.pid);
	return {
		value: reader === null ? processes : withoutChildren(processes, reader),
		unparsed,
		partial: partial ?? partialOf(processes),
	};
};

/** The process table out of pasted pieces of ps: each process once, and what a later piece adds (its parent). */
const fromPs = (capture: Capture): Collected<readonly Process[]> => {
	const parsed = capture.parts.map(parsePs);
	const byPid = new Map<number, Process>();
	for (const {value} of parsed) {
		for (const process of value) {
			const known = byPid.get(process.pid);
			byPid.set(
				process.pid,
				known === undefined
					? process
					: {...known, parent: known.parent ?? process.parent, state: known.state ?? process.state},
			);
		}
	}
	const processes = [...byPid.values()].sort((first, second) => first.pid - second.pid);
	return {
		value: processes,
		unparsed: parsed.flatMap(({unparsed}) => unparsed),
		partial: capture.partial ?? partialOf(processes),
	};
};

/** The processes of the node, from /proc (proc(5)); from pasted or recorded output of ps(1) where that is all there is. */
export const processes = defineCollector({
	fact: 'processes',
	title: 'Processes',
	after: [],
	inputs: () => [
		[
			{directory: '/proc', match: '[0-9]*/{cmdline,comm,cgroup,stat,status}'},
			{run: ['ps', '-eo', 'pid,ppid,user,args', '-ww'], format: 'ps'},
			{run: ['ps', '-ef'], format: 'ps'},
			{run: ['ps', 'aux'], format: 'ps'},
		],
		{links: '/proc/[0-9]*/{exe,ns/net}'},
		{links: '/proc/self/ns/net'},
		// Who reads: kdiag, whose own commands are no part of the node.
		{links: '/proc/self'},
	],
	collect: ([table, links, own, reader]) => {
		if (table === undefined || table.failure !== null) {
			return failedReading(table);
		}
		return 'directory' in table.input
			? fromProc(
					[...table.parts, ...(links?.parts ?? [])],
					table.partial,
					own?.parts[0]?.text.trim() || null,
					toInteger(reader?.parts[0]?.text.trim() ?? ''),
				)
			: fromPs(table);
	},
});
