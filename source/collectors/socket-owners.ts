import type {Part} from '../model/capture.ts';
import type {Process} from '../model/facts/process.ts';
import type {Socket, UnixSocket} from '../model/facts/socket.ts';
import {toInteger} from './socket-endpoint.ts';
import {endOfWord, skipBlanks} from './words.ts';

/** The process that holds each socket, by inode, from the links in /proc/PID/fd (proc_pid_fd(5)); the lowest pid where several share one. */
export const ownersOf = (parts: readonly Part[]): ReadonlyMap<number, number> => {
	const owners = new Map<number, number>();
	for (const part of parts) {
		const pid = toInteger(part.name.split('/')[2] ?? '');
		if (pid === null) {
			continue;
		}
		for (const line of part.text.split('\n')) {
			const start = line.indexOf('socket:[');
			const inode = start === -1 ? null : toInteger(line.slice(start + 8, line.indexOf(']', start)));
			if (inode !== null && pid < (owners.get(inode) ?? Number.POSITIVE_INFINITY)) {
				owners.set(inode, pid);
			}
		}
	}
	return owners;
};

/**
 * The name of a process's program, whole: the base name of argv[0], of which netstat prints the first letters. A title that the process wrote
 * itself (`nginx: master process`) counts up to its first blank.
 */
export const socketProgram = (process: Pick<Process, 'argv' | 'name'>): string => {
	const whole = process.argv[0] ?? '';
	const start = skipBlanks(whole, 0);
	const title = whole.slice(start, endOfWord(whole, start));
	const base = title.slice(title.lastIndexOf('/') + 1);
	const name = base.endsWith(':') ? base.slice(0, -1) : base;
	// A login shell is `-bash`.
	return (name.startsWith('-') ? name.slice(1) : name) || process.name;
};

/** Sockets with their programs' names completed from the process table; the tools cut them to 15 characters or fewer. */
export const completePrograms = <S extends Socket | UnixSocket>(
	sockets: readonly S[],
	processes: readonly Process[] | undefined,
): readonly S[] => {
	if (processes === undefined) {
		return sockets;
	}
	const programs = new Map(processes.map((process) => [process.pid, socketProgram(process)]));
	return sockets.map((socket) => {
		const program = socket.pid === null ? undefined : programs.get(socket.pid);
		return program === undefined || program === socket.program ? socket : {...socket, program};
	});
};
