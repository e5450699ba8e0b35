import type {Capture, Part} from '../model/capture.ts';
import {defineCollector, type Format} from '../model/collector.ts';
import type {Located} from '../model/facts/host.ts';
import type {Parsed, Place} from '../model/place.ts';
import {failedReading} from './failed-reading.ts';
import {parseLines, words} from './parse-lines.ts';
import {distinctParts, parseParts} from './read-parts.ts';
import {sampleLines, shareOf} from './sample-lines.ts';

const isHeader = (line: string): boolean => /^Module[ \t]+Size[ \t]+Used by/.test(line);

const readModule = (line: string, at: Place): Located | string => {
	const [name = '', size = '', count = ''] = words(line);
	const isRow = /^[A-Za-z0-9_]+$/.test(name) && /^\d{1,12}$/.test(size) && /^(-?\d{1,9}|-)$/.test(count);
	return isRow ? {value: name, at} : 'a module as in /proc/modules';
};

/** Parses /proc/modules and `lsmod` (proc_modules(5)) into the names of loaded modules. */
export const parseModules = (part: Part): Parsed<readonly Located[]> =>
	parseLines(part, (line, at) => (isHeader(line) ? null : readModule(line, at)));

/** /proc/modules, `lsmod`. */
export const modulesFormat: Format = {
	name: 'modules',
	title: '/proc/modules, lsmod',
	recognise: (text) => {
		const lines = sampleLines(text);
		const isProc = (line: string): boolean => /^[a-z0-9_]+ \d+ \d+ \S+ (Live|Loading|Unloading) 0x/i.test(line);
		return lines.some(isHeader) ? 1 : shareOf(lines, isProc);
	},
	parse: parseModules,
};

/** Whether a capture proves that the kernel has no modules: the file is not there, or lsmod(8) says so. */
const provesNone = (capture: Capture): boolean =>
	(capture.failure?.kind === 'missing' && 'file' in capture.input) ||
	/could not open \/proc\/modules: No such file/.test(capture.stderr.slice(0, 4096));

/** The loaded kernel modules. Where /proc/modules does not exist, nothing can be loaded and whatever the kernel has is built in. */
export const modules = defineCollector({
	fact: 'modules',
	title: 'Kernel modules',
	after: [],
	inputs: () => [{file: '/proc/modules', format: 'modules'}],
	collect: (captures) => {
		if (captures.some(provesNone)) {
			return {value: {loadable: false, loaded: []}, unparsed: []};
		}
		if (captures.every((capture) => capture.failure !== null)) {
			return failedReading(captures[0]);
		}
		const {value, unparsed} = parseParts(distinctParts(captures), parseModules);
		return {value: {loadable: true, loaded: value}, unparsed};
	},
});
