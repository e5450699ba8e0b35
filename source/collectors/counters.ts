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
import {distinctParts, parseParts} from './read-parts.ts';

type Source = {readonly input: Input; readonly parse: (part: Part) => Parsed<readonly Counter[]>};

const sources: readonly Source[] = [
	{input: {file: '/proc/net/dev', format: 'proc-net-dev'}, parse: parseProcNetDev},
	{input: {file: '/proc/net/snmp', format: 'proc-net-snmp'}, parse: parseProcNetSnmp},
	{input: {file: '/proc/net/netstat', format: 'proc-net-snmp'}, parse: parseProcNetSnmp},
	{input: {file: '/proc/net/snmp6', format: 'proc-net-snmp'}, parse: parseProcNetSnmp},
	{input: {file: '/proc/net/sockstat', format: 'proc-net-sockstat'}, parse: parseProcNetSockstat},
	{input: {file: '/proc/net/sockstat6', format: 'proc-net-sockstat'}, parse: parseProcNetSockstat},
	{input: {file: '/proc/net/softnet_stat', format: 'proc-net-softnet-stat'}, parse: parseProcNetSoftnetStat},
];

/** The kernel's network counters since boot. */
export const counters = defineCollector({
	fact: 'counters',
	title: 'Network counters',
	after: [],
	inputs: () => sources.map((source) => source.input),
	collect: (captures) => {
		if (captures.every((capture) => capture.failure !== null)) {
			return failedReading(captures[0]);
		}
		const wanted = new Set(distinctParts(captures));
		const all = sources.map(({parse}, index) =>
			parseParts(
				(captures[index]?.parts ?? []).filter((part) => wanted.has(part)),
				parse,
			),
		);
		return {
			value: all.flatMap((parsed) => parsed.value),
			unparsed: all.flatMap((parsed) => parsed.unparsed),
			partial: partialOf(captures),
		};
	},
});
