import type {ProxyMode} from '../model/conclusions.ts';
import type {Located} from '../model/facts/host.ts';
import type {Process} from '../model/facts/process.ts';
import {isSettled} from './running-seconds.ts';

/** Whether kube-proxy has run long enough to have written its rules (3 minutes). */
export const isProxySettled = (
	proxy: ProxyMode,
	processes: readonly Process[] | undefined,
	uptime: Located<number> | undefined,
): boolean =>
	isSettled(
		processes?.find(({pid}) => pid === proxy.proxy?.pid),
		uptime,
		180,
	);
