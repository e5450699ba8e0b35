import {readFileSync} from 'node:fs';

/** Fields of proc_pid_stat(5) after the program's name: state, and page faults and processor time of the process and its children. */
const state = 0;
const counters: readonly number[] = [9, 10, 11, 12, 13, 14];

/**
 * A text that changes while a process works: processor time used and pages read from disk; a process that runs right now has another one with every look.
 * Empty where the kernel does not tell.
 */
export const processProgress = (pid: number): string => {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		const used = counters.map((index) => fields[index]).join(' ');
		return fields[state] === 'R' ? `${used} ${performance.now()}` : used;
	} catch {
		return '';
	}
};
