import type {LogLine, LogTail} from '../model/facts/kubernetes.ts';

/** klog's error and fatal lines (`E1121 04:35:12.123456`, `F1121 …`), and what Go programs say when they end. */
const isKlogError = (text: string): boolean => /^[EF]\d{4} \d\d:\d\d:\d\d/.test(text);

const fatalWords = [
	'"level":"fatal"',
	'"level":"error"',
	'"level":"panic"',
	'level=fatal',
	'level=error',
	'panic: ',
	'failed to run',
	'command failed',
	'Error: ',
];

const isError = (text: string): boolean => isKlogError(text) || fatalWords.some((word) => text.includes(word));

/** Lines that say why a program ended, before those that only complain. */
const isLastWord = (text: string): boolean =>
	/^F\d{4} /.test(text) ||
	['failed to run', 'command failed', '"level":"fatal"', 'level=fatal', 'panic: '].some((word) => text.includes(word));

/** The newest tail of a component: the highest restart count, the last in the list where there is none. */
export const newestTail = (logs: readonly LogTail[], component: string): LogTail | undefined => {
	let newest: LogTail | undefined;
	for (const tail of logs) {
		if (
			tail.component === component &&
			tail.lines.length > 0 &&
			(newest === undefined || (tail.restart ?? 0) >= (newest.restart ?? 0))
		) {
			newest = tail;
		}
	}
	return newest;
};

/** The last line of a component's log that says why it failed; undefined where it logged no error. */
export const lastError = (logs: readonly LogTail[] | undefined, component: string): LogLine | undefined => {
	const lines = newestTail(logs ?? [], component)?.lines.slice(-60) ?? [];
	return lines.findLast((line) => isLastWord(line.text)) ?? lines.findLast((line) => isError(line.text));
};
