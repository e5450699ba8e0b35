import type {Component, Supervisor} from '../model/conclusions.ts';
import type {LogTail} from '../model/facts/kubernetes.ts';
import type {Process} from '../model/facts/process.ts';

/** What a person types to one service. */
export type Service = Supervisor['services'][string];

/** A path that may stand in a command as it is. */
const isPlain = (path: string): boolean => /^\/[A-Za-z0-9_./@%+=:-]*$/.test(path);

/** Commands for a unit of systemd. */
export const ofSystemd = (unit: string): Service => ({
	start: `systemctl start ${unit}`,
	restart: `systemctl restart ${unit}`,
	stop: `systemctl stop ${unit}`,
	logs: `journalctl -u ${unit} -n 50 --no-pager`,
});

/** Commands for a service of a snap. */
export const ofSnap = (service: string): Service => ({
	start: `snap start ${service}`,
	restart: `snap restart ${service}`,
	stop: `snap stop ${service}`,
	logs: `snap logs -n 50 ${service}`,
});

/** The file that a component logs to, where one was read. */
const logFile = (component: string, logs: readonly LogTail[]): string | null =>
	logs.find((log) => log.component === component && log.pod === null && isPlain(log.source))?.source ?? null;

const withLogs = (component: string, logs: readonly LogTail[], service: Service): Service => {
	const file = logFile(component, logs);
	return file === null ? service : {...service, logs: `tail -n 50 ${file}`};
};

/** Commands for a service of OpenRC, whose logs are files. */
export const ofOpenRc = (service: string, component: string, logs: readonly LogTail[]): Service =>
	withLogs(component, logs, {
		start: `rc-service ${service} start`,
		restart: `rc-service ${service} restart`,
		stop: `rc-service ${service} stop`,
	});

/**
 * What works on a process without a service manager: whatever started it, starts it again when it ends;
 * one that hangs on PID 1 has nobody who would.
 */
export const ofProcess = (component: string, processes: readonly Process[], logs: readonly LogTail[]): Service => {
	const [process] = processes;
	if (process === undefined) {
		return withLogs(component, logs, {});
	}
	const isWatched = process.parent !== null && process.parent > 1;
	return withLogs(component, logs, {[isWatched ? 'restart' : 'stop']: `kill ${process.pid}`});
};

/** Commands for a container of a pod: kubelet starts it again when it is stopped. */
export const ofContainer = (container: string, manifest: Component['manifest']): Service => ({
	restart: `crictl stop $(crictl ps -q --name '^${container}$')`,
	logs: `crictl logs --tail 50 $(crictl ps -a -q --name '^${container}$' | head -1)`,
	...(manifest !== null && isPlain(manifest.path) ? {stop: `mv ${manifest.path} /root/`} : {}),
});
