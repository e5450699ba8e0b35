import type {LogLine} from '../model/facts/kubernetes.ts';
import type {Place} from '../model/place.ts';

/** ISO 8601 in UTC, null where the text is no time. */
const toIso = (text: string): string | null => {
	const time = Date.parse(text);
	return Number.isNaN(time) ? null : new Date(time).toISOString();
};

const twoDigits = (text: string): boolean => /^\d\d$/.test(text);

const klogPattern = /^[IWEF](\d\d)(\d\d) (\d\d:\d\d:\d\d\.\d{1,9}) /;

/**
 * The time of a klog header (`E1121 05:04:24.246759`, https://github.com/kubernetes/klog): it has neither year nor zone. The year is the one in which
 * it lies at or before the time of reading; the zone is taken for UTC, as nodes are set up.
 */
const klogTime = (text: string, readAt: string): string | null => {
	const match = klogPattern.exec(text.slice(0, 64));
	const read = Date.parse(readAt);
	if (match === null || Number.isNaN(read)) {
		return null;
	}
	const year = new Date(read).getUTCFullYear();
	const day = 24 * 3600 * 1000;
	for (const candidate of [year, year - 1]) {
		const iso = toIso(`${candidate}-${match[1]}-${match[2]}T${match[3]}Z`);
		if (iso !== null && Date.parse(iso) <= read + day) {
			return iso;
		}
	}
	return null;
};

/** The value of a quoted or bare field: `time="2026-…"`, `"ts":"2026-…"`. */
const fieldTime = (text: string, marker: string): string | null => {
	const start = text.indexOf(marker);
	if (start === -1 || start > 2000) {
		return null;
	}
	const from = start + marker.length;
	const value = text.slice(from, from + 40);
	if (value.startsWith('"')) {
		return toIso(value.slice(1, Math.max(1, value.indexOf('"', 1))));
	}
	const end = value.search(/[\s,}]/);
	const bare = end === -1 ? value : value.slice(0, end);
	// zap writes seconds since 1970 where it was not told otherwise.
	return /^\d{9,11}(\.\d+)?(e9)?$/.test(bare) ? new Date(Number(bare) * 1000).toISOString() : toIso(bare);
};

/** The time that a component wrote into its own line: logfmt (containerd), JSON (etcd's zap, component-base's JSON format), klog. */
export const messageTime = (text: string, readAt: string): string | null => {
	if (text.startsWith('{')) {
		return fieldTime(text, '"ts":') ?? fieldTime(text, '"time":');
	}
	return text.startsWith('time=') ? fieldTime(text, 'time=') : klogTime(text, readAt);
};

const isTime = (text: string): boolean => !Number.isNaN(Date.parse(text));

/**
 * A line as a container runtime wrote it: `2026-11-21T05:03:42.2Z stderr F text` (the kubelet's CRI log format), its time as written.
 * `whole` is false for all but the last part of a long line.
 */
export type CriLine = {readonly time: string; readonly whole: boolean; readonly text: string};

/** Reads a line in the CRI log format; null for other lines. */
export const readCriLine = (line: string): CriLine | null => {
	const first = line.indexOf(' ');
	const second = line.indexOf(' ', first + 1);
	const stream = line.slice(first + 1, second);
	const tag = line[second + 1] ?? '';
	if (first < 20 || first > 40 || (stream !== 'stderr' && stream !== 'stdout') || (tag !== 'F' && tag !== 'P')) {
		return null;
	}
	const time = line.slice(0, first);
	return isTime(time) ? {time, whole: tag === 'F', text: line.slice(second + 3)} : null;
};

/** Reads a line of Docker's json-file driver (`{"log":"…\n","stream":"stderr","time":"…"}`); null for other lines. */
export const readDockerLine = (line: string): CriLine | null => {
	if (!line.startsWith('{"log":')) {
		return null;
	}
	try {
		const {log, time} = JSON.parse(line) as {readonly log?: unknown; readonly time?: unknown};
		if (typeof log !== 'string' || typeof time !== 'string' || !isTime(time)) {
			return null;
		}
		return {time, whole: log.endsWith('\n'), text: log.endsWith('\n') ? log.slice(0, -1) : log};
	} catch {
		return null;
	}
};

/** What syslog and `journalctl` in its short form write before the message. */
export type SyslogLine = {readonly identifier: string; readonly text: string};

/** Reads `Nov 21 05:04:24 cp1 kubelet[87]: text` or `2026-11-21T05:04:24+0000 cp1 kubelet[87]: text`; null for other lines. */
export const readSyslogLine = (line: string): SyslogLine | null => {
	const match =
		/^(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d{1,9})?|\d{4}-\d\d-\d\dT[\d:.,+Z-]{8,24}) [^ ]{1,255} ([^ :[\]]{1,64})(?:\[\d{1,10}\])?: /.exec(
			line.slice(0, 512),
		);
	return match === null ? null : {identifier: match[1] ?? '', text: line.slice(match[0].length)};
};

/** A line of a log and the program that syslog says wrote it, null where the line does not say. */
export type AttributedLine = LogLine & {readonly identifier: string | null};

/**
 * One line of a log, whichever component wrote it; `written` is the time that a runtime wrote before it. What its time is, is worked out when
 * somebody asks: of a thousand lines a few matter.
 */
export const toLogLine = (
	text: string,
	written: string | null,
	readAt: string,
	at: Place,
	identifier: string | null = null,
): AttributedLine => ({
	text,
	get time() {
		return written === null ? messageTime(text, readAt) : toIso(written);
	},
	at,
	identifier,
});

/** Whether a text begins like a line that a component of Kubernetes writes. */
export const looksLikeLog = (line: string): boolean =>
	klogPattern.test(line.slice(0, 64)) ||
	(line.startsWith('time="') && line.includes(' level=')) ||
	(line.startsWith('{"level":') && line.includes('"ts":')) ||
	(twoDigits(line.slice(0, 2)) && readCriLine(line) !== null) ||
	readDockerLine(line) !== null ||
	readSyslogLine(line) !== null;
