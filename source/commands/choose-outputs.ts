import type {ReportFormat} from '../report/report-formats.ts';
import {commandFailure} from './command-failure.ts';

/** A document of a report: the file, `-` for standard output, and how it is written. */
export type ReportOutput = {readonly file: string; readonly format: ReportFormat};

/** What the end of a file's name says; the longer ones first. */
const endings: readonly (readonly [string, ReportFormat])[] = [
	['.sarif.json', 'sarif'],
	['.sarif', 'sarif'],
	['.junit.xml', 'junit'],
	['.xml', 'junit'],
	['.json', 'json'],
	['.md', 'md'],
	['.markdown', 'md'],
	['.html', 'html'],
	['.htm', 'html'],
	['.txt', 'text'],
	['.text', 'text'],
];

const formatOfName = (file: string): ReportFormat | null =>
	endings.find(([ending]) => file.toLowerCase().endsWith(ending))?.[1] ?? null;

const nameOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1);

/** The format of a file that neither its name nor `--format` tells: text, unless the name says that something else is meant. */
const guess = (file: string): ReportFormat => {
	const name = nameOf(file);
	if (!name.slice(1).includes('.')) {
		return 'text';
	}
	throw commandFailure(
		64,
		/\.json\.gz$/i.test(name)
			? `${file}: its name is that of a snapshot; kdiag snapshot -o writes one`
			: `${file}: its name does not say the format (.txt, .json, .md, .html, .xml, .sarif); add --format`,
	);
};

const checkOnce = (files: readonly string[]): void => {
	const twice = files.find((file, index) => files.indexOf(file) !== index);
	if (twice !== undefined) {
		throw commandFailure(64, `-o ${twice} is given twice`);
	}
};

/**
 * Which documents of a report are written, and how. `--format` decides for standard output, for the only file, and among several for those whose names
 * say nothing; else the name decides. Complains where an answer would be a guess.
 */
export const chooseOutputs = (format: ReportFormat | undefined, files: readonly string[]): readonly ReportOutput[] => {
	checkOnce(files);
	const [first = '-', ...others] = files;
	if (others.length === 0) {
		const own = first === '-' ? 'text' : formatOfName(first);
		return [{file: first, format: format ?? own ?? guess(first)}];
	}
	const outputs = files.map((file) => {
		const own = file === '-' ? null : formatOfName(file);
		return {file, isNamed: own !== null, format: own ?? format ?? (file === '-' ? 'text' : guess(file))};
	});
	if (format !== undefined && outputs.every((output) => output.isNamed)) {
		throw commandFailure(64, `--format ${format} is for none of the files: the name of each says its own`);
	}
	return outputs.map(({file, format}) => ({file, format}));
};
