import type {Located} from '../model/facts/host.ts';
import type {Process} from '../model/facts/process.ts';

/** How long a process runs, in seconds; null where its start or the node's uptime is not known. */
export const runningSeconds = (process: Process | undefined, uptime: Located<number> | undefined): number | null =>
	process?.startSeconds == null || uptime === undefined ? null : Math.max(0, uptime.value - process.startSeconds);

/** Whether a process has had time to do its work (2 minutes unless said); a process of unknown age has. */
export const isSettled = (process: Process | undefined, uptime: Located<number> | undefined, seconds = 120): boolean =>
	(runningSeconds(process, uptime) ?? Number.POSITIVE_INFINITY) > seconds;
