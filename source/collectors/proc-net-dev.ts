import type {Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {Facts} from '../model/facts.ts';
import type {Parsed, Place} from '../model/place.ts';
import {parseLines, words} from './parse-lines.ts';
import {recogniseHeader} from './sample-lines.ts';

/** A counter of the kernel: `Tcp.RetransSegs`, `eth0.rx_errors`. */
export type Counter = Facts['counters'][number];

/** The columns after the name, in the order of net/core/net-procfs.c. */
const columns = [
	'rx_bytes',
	'rx_packets',
	'rx_errors',
	'rx_dropped',
	'rx_fifo',
	'rx_frame',
	'rx_compressed',
	'rx_multicast',
	'tx_bytes',
	'tx_packets',
	'tx_errors',
	'tx_dropped',
	'tx_fifo',
	'tx_collisions',
	'tx_carrier',
	'tx_compressed',
] as const;

const isHeader = (line: string): boolean => /^Inter-\|\s+Receive/.test(line) || /^ face \|bytes/.test(line);

/** An interface of /proc/net/dev with its counters. */
export type DeviceRow = {readonly name: string; readonly counts: readonly number[]; readonly at: Place};

const readRow = (line: string, at: Place): DeviceRow | null => {
	const colon = line.indexOf(':');
	const name = words(line.slice(0, Math.max(colon, 0)))[0] ?? '';
	const counts = words(line.slice(colon + 1));
	return name === '' || counts.length !== columns.length || !counts.every((count) => /^\d{1,20}$/.test(count))
		? null
		: {name, counts: counts.map(Number), at};
};

/** Parses /proc/net/dev into one row an interface (proc(5)). On old kernels no blank stands after the colon. */
export const parseDeviceRows = (part: Part): Parsed<readonly DeviceRow[]> =>
	parseLines(part, (line, at) => (isHeader(line) ? null : (readRow(line, at) ?? 'an interface of /proc/net/dev')));

/** Parses /proc/net/dev into counters: `eth0.rx_errors`. */
export const parseProcNetDev = (part: Part): Parsed<readonly Counter[]> => {
	const {value, unparsed} = parseDeviceRows(part);
	const counters = value.flatMap(({name, counts, at}) =>
		columns.map((column, index) => ({name: `${name}.${column}`, value: counts[index] ?? 0, at})),
	);
	return {value: counters, unparsed};
};

/** /proc/net/dev. */
export const procNetDevFormat: Format = {
	name: 'proc-net-dev',
	title: '/proc/net/dev',
	recognise: recogniseHeader(isHeader),
	parse: parseProcNetDev,
};
