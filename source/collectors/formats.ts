import type {Format} from '../model/collector.ts';
import {journalFormat} from './journal.ts';
import {logFormat} from './log.ts';
import {netstatFormat} from './netstat.ts';
import {procNetSocketFormat} from './proc-net-socket.ts';
import {procNetUnixFormat} from './proc-net-unix.ts';
import {psFormat} from './ps.ts';
import {ssFormat} from './ss.ts';
import {systemctlShowFormat} from './systemctl-show.ts';

/** Every format that `kdiag parse` prints and that pasted text is recognised as. */
export const formats: readonly Format[] = [
	netstatFormat,
	ssFormat,
	procNetSocketFormat,
	procNetUnixFormat,
	psFormat,
	journalFormat,
	logFormat,
	systemctlShowFormat,
];
