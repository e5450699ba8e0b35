import type {Collector} from '../model/collector.ts';
import {hostname} from './hostname.ts';
import {kubeletVersion} from './kubelet-version.ts';
import {logs} from './logs.ts';
import {processes} from './processes.ts';
import {connections, listeners, unixSockets} from './socket-facts.ts';
import {sockets} from './sockets.ts';
import {units} from './units.ts';

/** Every collector, each after those it needs. */
export const collectors: readonly Collector[] = [
	hostname,
	processes,
	sockets,
	listeners,
	connections,
	unixSockets,
	units,
	logs,
	kubeletVersion,
] as unknown as readonly Collector[];
