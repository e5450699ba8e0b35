import type {Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {Parsed} from '../model/place.ts';
import {parseLines, words} from './parse-lines.ts';
import type {Counter} from './proc-net-dev.ts';
import {recogniseLines} from './sample-lines.ts';

/** Columns that kdiag keeps, with their place in net/core/net-procfs.c. */
const columns: readonly (readonly [number, string])[] = [
	[0, 'processed'],
	[1, 'dropped'],
	[2, 'time_squeeze'],
];

const isRow = (line: string): boolean => {
	const tokens = words(line);
	return tokens.length >= 9 && tokens.every((token) => /^[0-9a-f]{8}$/i.test(token));
};

/** Parses /proc/net/softnet_stat, one line a CPU, all hexadecimal: `softnet.0.dropped` are packets that CPU 0 had no room for. */
export const parseProcNetSoftnetStat = (part: Part): Parsed<readonly Counter[]> => {
	let cpu = 0;
	const rows = parseLines(part, (line, at) => {
		if (!isRow(line)) {
			return 'a line of /proc/net/softnet_stat';
		}
		const tokens = words(line);
		cpu += 1;
		return {
			counters: columns.map(([column, name]) => ({
				name: `softnet.${cpu - 1}.${name}`,
				value: Number.parseInt(tokens[column] ?? '', 16),
				at,
			})),
		};
	});
	return {value: rows.value.flatMap((row) => row.counters), unparsed: rows.unparsed};
};

/** /proc/net/softnet_stat. */
export const procNetSoftnetStatFormat: Format = {
	name: 'proc-net-softnet-stat',
	title: '/proc/net/softnet_stat',
	recognise: recogniseLines(isRow, 1),
	parse: parseProcNetSoftnetStat,
};
