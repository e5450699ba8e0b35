import type {Part} from '../model/capture.ts';
import {defineCollector} from '../model/collector.ts';
import type {Input} from '../model/input.ts';
import type {Parsed} from '../model/place.ts';
import {failedReading} from './failed-reading.ts';
import {partialOf} from './gaps.ts';
import {type Counter, parseProcNetDev} from './proc-net-dev.ts';
import {parseProcNetSnmp} from './proc-net-snmp.ts';
import {parseProcNetSockstat} from './proc-net-sockstat.ts';
import {parseProcNetSoftnetStat} from './proc-net-softnet-stat.ts';
import {parseByFormat} from './read-parts.ts';

const parsers: ReadonlyMap<string, (part: Part) => Parsed<readonly Counter[]>> = new Map([
	['proc-net-dev', parseProcNetDev],
	['proc-net-snmp', parseProcNetSnmp],
	['proc-net-sockstat', parseProcNetSockstat],
	['proc-net-softnet-stat', parseProcNetSoftnetStat],
]);

const inputs: readonly Input[] = [
	{file: '/proc/net/dev', format: 'proc-net-dev'},
	{file: '/proc/net/snmp', format: 'proc-net-snmp'},
	{file: '/proc/net/netstat', format: 'proc-net-snmp'},
	{file: '/proc/net/snmp6', format: 'proc-net-snmp'},
	{file: '/proc/net/sockstat', format: 'proc-net-sockstat'},
	{file: '/proc/net/sockstat6', format: 'proc-net-sockstat'},
	{file: '/proc/net/softnet_stat', format: 'proc-net-softnet-stat'},
];

/** The kernel's network counters since boot. */
export const counters = defineCollector({
	fact: 'counters',
	title: 'Network counters',
	after: [],
	inputs: () => inputs,
	collect: (captures) =>
		captures.every((capture) => capture.failure !== null)
			? failedReading(captures[0])
			: {...parseByFormat(captures, parsers), partial: partialOf(captures)},
});
