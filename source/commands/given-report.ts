import type {Report} from '../model/report.ts';
import type {SourceFailure} from '../model/snapshot.ts';
import {isReportSource, type ListedSource, readReport} from '../sources/list-sources.ts';
import {commandFailure} from './command-failure.ts';
import type {CommonOptions} from './options.ts';

/** A finished report that somebody gave, and what is said of it to whom its text is shown. */
export type GivenReport = {readonly report: Report; readonly path: string; readonly about: string};

const anew = '--anew judges the snapshot inside it';

/** Options that say how to judge: a report has been judged. */
const judging: readonly (readonly [keyof CommonOptions, string])[] = [
	['only', '--only'],
	['skip', '--skip'],
	['role', '--role'],
	['layout', '--layout'],
	['waive', '--waive'],
	['probe', '--probe'],
];

const isGiven = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : value === true);

const checkAlone = (path: string, listed: readonly unknown[], options: CommonOptions): void => {
	if (listed.length > 1) {
		throw commandFailure(
			64,
			`${path} is a finished report and is shown alone; --anew judges the snapshots inside reports together, kdiag diff compares two`,
		);
	}
	const option = judging.find(([key]) => isGiven(options[key]));
	if (option !== undefined) {
		throw commandFailure(64, `${option[1]} is for judging, and ${path} is a finished report; ${anew}`);
	}
};

/** The finished report that was named, to be shown as it is; null where nodes were named, or where reports are to be judged anew. */
export const givenReport = async (
	listed: readonly (ListedSource | SourceFailure)[],
	options: CommonOptions,
	isAnew: boolean,
): Promise<GivenReport | null> => {
	const source = listed.find(isReportSource);
	if (source === undefined || isAnew) {
		return null;
	}
	const failed = listed.filter((each) => 'exit' in each);
	if (failed[0] !== undefined) {
		throw commandFailure(failed[0].exit, ...failed.map(({detail}) => detail));
	}
	checkAlone(source.path, listed, options);
	const report = await readReport(source);
	if ('exit' in report) {
		throw commandFailure(report.exit, report.detail);
	}
	const about = `${source.path} is a finished report, made by kdiag ${report.tool.version}; nothing was judged anew. Who wrote it wrote its commands, too: read them before you run them`;
	return {report, path: source.path, about};
};
