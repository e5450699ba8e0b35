import type {Part} from '../model/capture.ts';
import {defineCollector, type Format} from '../model/collector.ts';
import type {Swap} from '../model/facts/host.ts';
import type {Parsed, Place} from '../model/place.ts';
import {failedReading} from './failed-reading.ts';
import {parseLines, words} from './parse-lines.ts';
import {parseParts} from './read-parts.ts';
import {recogniseHeader} from './sample-lines.ts';

const isHeader = (line: string): boolean => /^Filename[ \t]+Type[ \t]+Size[ \t]+Used[ \t]+Priority/.test(line);

/** The path may hold blanks, shown as `\040`; the four columns after it do not. */
const readSwap = (line: string, at: Place): Swap | string => {
	const tokens = words(line);
	const [type = '', size = ''] = tokens.slice(-4);
	const path = tokens.slice(0, -4).join(' ').replaceAll('\\040', ' ');
	return path === '' || !/^\d{1,15}$/.test(size)
		? 'a swap area as in /proc/swaps'
		: {path, type, size: Number(size), at};
};

/** Parses /proc/swaps and `swapon -s` (swapon(8)). Sizes in KiB. */
export const parseSwaps = (part: Part): Parsed<readonly Swap[]> =>
	parseLines(part, (line, at) => (isHeader(line) ? null : readSwap(line, at)));

/** /proc/swaps. */
export const swapsFormat: Format = {
	name: 'swaps',
	title: '/proc/swaps, swapon -s',
	recognise: recogniseHeader(isHeader),
	parse: parseSwaps,
};

/** The swap areas in use; none where the kernel has no swap at all. */
export const swaps = defineCollector({
	fact: 'swaps',
	title: 'Swap areas',
	after: [],
	inputs: () => [{file: '/proc/swaps', format: 'swaps'}],
	collect: ([capture]) => {
		if (capture?.failure?.kind === 'missing') {
			return {value: [], unparsed: []};
		}
		return capture === undefined || capture.failure !== null
			? failedReading(capture)
			: parseParts(capture.parts, parseSwaps);
	},
});
