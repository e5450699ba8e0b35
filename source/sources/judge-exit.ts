import type {Failure} from '../model/capture.ts';
import {asRoot, failure} from './failures.ts';

/** A command that has ended; `exit` is null where a signal ended it. */
export type EndedCommand = {
	readonly argv: readonly string[];
	readonly exit: number | null;
	readonly stdout: string;
	readonly stderr: string;
};

const deniedWords = ['operation not permitted', 'must be root', 'permission denied', 'access denied'];

/** The first line of what a program complained about, short enough for one line. */
const complaintOf = (stderr: string): string => {
	const line = stderr
		.slice(0, 4096)
		.split('\n')
		.find((text) => text.trim() !== '');
	return (line ?? '').trim().slice(0, 300);
};

const statusOf = ({exit, stderr}: EndedCommand): string => {
	const status = exit === null ? 'ended by a signal' : `exit status ${exit}`;
	const complaint = complaintOf(stderr);
	return complaint === '' ? status : `${status}: ${complaint}`;
};

/** What ls(1) says of a folder that is not there is an answer, not a failure. */
const isAnswerOfLs = ({argv, exit, stderr}: EndedCommand): boolean =>
	argv[0] === 'ls' && exit !== null && stderr.startsWith('ls: ');

/**
 * Why a command that ended gave nothing to read, or null where its output counts.
 * Output counts whatever the exit status is; without output a status other than 0 is a failure.
 */
export const judgeExit = (command: EndedCommand): Failure | null => {
	if (command.exit === 0 || command.stdout !== '' || isAnswerOfLs(command)) {
		return null;
	}
	const detail = `${command.argv.join(' ')}: ${statusOf(command)}`;
	const words = command.stderr.slice(0, 4096).toLowerCase();
	return deniedWords.some((word) => words.includes(word))
		? failure('denied', detail, asRoot)
		: failure('failed', detail);
};

/** Why the output of a command that ended may not be all of it, or null where it is. */
export const judgePartial = (command: EndedCommand): string | null =>
	command.exit === 0 || isAnswerOfLs(command) ? null : statusOf(command);
