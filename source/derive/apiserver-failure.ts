import type {Located} from '../model/facts/host.ts';
import type {LogLine, LogTail} from '../model/facts/kubernetes.ts';
import type {Process} from '../model/facts/process.ts';

/** Why kubelet says that it does not reach the API server, and the words of Go's network packages that say so. */
const reasons: readonly (readonly [why: string, words: readonly string[]])[] = [
	['certificate', ['x509: ', 'tls: failed to verify certificate', 'remote error: tls: bad certificate']],
	['name', ['no such host', 'server misbehaving', 'name resolution']],
	['refused', ['connect: connection refused']],
	['no route', ['no route to host', 'network is unreachable']],
	[
		'timed out',
		[
			'i/o timeout',
			'TLS handshake timeout',
			'Client.Timeout exceeded',
			'context deadline exceeded',
			'connection timed out',
		],
	],
];

/** Why the API server is out of reach, and the line that says so. */
export type ApiserverFailure = {
	readonly why: 'certificate' | 'name' | 'refused' | 'no route' | 'timed out';
	readonly line: LogLine;
};

/** The pid in a header of klog (`E1121 05:03:21.205993   19314 status_manager.go:1018] …`); null for other lines. */
const klogPid = (text: string): number | null => {
	const match = /^[IWEF]\d{4} [\d:.]{8,18} {1,8}(\d{1,8}) /.exec(text.slice(0, 48));
	return match === null ? null : Number(match[1]);
};

/** When a process started, in milliseconds; null where that is not known. */
const startOf = (process: Process, clock: Located | undefined, uptime: Located<number> | undefined): number | null =>
	process.startSeconds === null || clock === undefined || uptime === undefined
		? null
		: Date.parse(clock.value) - (uptime.value - process.startSeconds) * 1000;

/** Whether a process wrote a line: by its pid, else because the line is no older than the process. */
const isOf = (line: LogLine, process: Process, start: number | null): boolean => {
	const pid = klogPid(line.text);
	return pid === null
		? start !== null && line.time !== null && Date.parse(line.time) >= start - 1000
		: pid === process.pid && (start === null || line.time === null || Date.parse(line.time) >= start - 1000);
};

const reasonOf = (text: string): ApiserverFailure['why'] | null =>
	(reasons.find(([, words]) => words.some((word) => text.includes(word)))?.[0] ?? null) as
		| ApiserverFailure['why']
		| null;

/** The last thing that a running kubelet wrote about why it does not reach a server (`192.168.56.10:6443`). */
export const apiserverFailure = (
	tails: readonly LogTail[],
	server: string,
	process: Process,
	times: {readonly clock?: Located | undefined; readonly uptime?: Located<number> | undefined},
): ApiserverFailure | null => {
	const start = startOf(process, times.clock, times.uptime);
	for (const tail of tails) {
		for (const line of tail.lines.toReversed()) {
			const why = line.text.includes(server) ? reasonOf(line.text) : null;
			if (why !== null && isOf(line, process, start)) {
				return {why, line};
			}
		}
	}
	return null;
};
