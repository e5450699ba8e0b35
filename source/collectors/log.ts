import {lineNumber, type Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {LogLine} from '../model/facts/kubernetes.ts';
import type {Parsed} from '../model/place.ts';
import {type AttributedLine, looksLikeLog, readCriLine, readDockerLine, readSyslogLine, toLogLine} from './log-line.ts';
import {linesOf} from './words.ts';

/**
 * The lines of a log: klog, JSON of zap, logfmt, each bare or as container runtimes (CRI, Docker) and syslog wrap them; long lines that a runtime
 * split are joined. Any text is a line of a log, so nothing is left unparsed. `readAt` (ISO 8601) tells the year of times that have none.
 */
export const readLog = (part: Part, readAt: string): readonly AttributedLine[] => {
	const lines: AttributedLine[] = [];
	let pending: {readonly text: string[]; readonly line: number; readonly time: string} | null = null;
	for (const [index, line] of linesOf(part.text).entries()) {
		const at = {source: part.name, line: lineNumber(part, index)};
		const wrapped = readCriLine(line) ?? readDockerLine(line);
		if (wrapped !== null) {
			pending ??= {text: [], line: at.line, time: wrapped.time};
			pending.text.push(wrapped.text);
			if (wrapped.whole) {
				const start = {source: part.name, line: pending.line};
				lines.push(toLogLine(pending.text.join(''), pending.time, readAt, start));
				pending = null;
			}
			continue;
		}
		if (line === '') {
			continue;
		}
		const syslog = readSyslogLine(line);
		lines.push(toLogLine(syslog?.text ?? line, null, readAt, at, syslog?.identifier));
	}
	if (pending !== null) {
		// The log was cut within a long line.
		const start = {source: part.name, line: pending.line};
		lines.push(toLogLine(pending.text.join(''), pending.time, readAt, start));
	}
	return lines;
};

/** The lines of a pasted log. Without the time of reading, lines of klog have no time. */
export const parseLog = (part: Part): Parsed<readonly LogLine[]> => ({value: readLog(part, ''), unparsed: []});

const recognise = (text: string): number => {
	const lines = text
		.slice(0, 8192)
		.split('\n')
		.filter((line) => line !== '');
	const alike = lines.filter(looksLikeLog).length;
	return lines.length > 0 && alike * 2 > lines.length ? 0.8 : 0;
};

/** Logs of kubelet, container runtimes and containers. */
export const logFormat: Format = {
	name: 'log',
	title: 'Log (kubelet, containerd, containers)',
	recognise,
	parse: parseLog,
};
