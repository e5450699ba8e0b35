import {gzipSync} from 'node:zlib';
import type {Report} from '../../model/report.ts';
import {renderJson} from '../render-json.ts';

/** What an HTML report carries of the report: base64 of a gzip file of its JSON. `without` names what would have made the file too large. */
export type Packed = {readonly data: string; readonly without: string | null};

/** Letters that the data may have, so that the file stays below 5 MB. */
const room = 3_000_000;

const pack = (report: Report): string =>
	gzipSync(Buffer.concat(Array.from(renderJson(report), (piece) => Buffer.from(piece)))).toString('base64');

/** The report without what can be missed, more and more of it. Answers come first: they are the larger half of the data of many nodes. */
const shorter: readonly (readonly [without: string, shorten: (report: Report) => Report])[] = [
	['the answers to questions', (report) => ({...report, answers: []})],
	[
		'the answers to questions and the rules that passed or were skipped',
		(report) => ({
			...report,
			answers: [],
			findings: report.findings.filter(({status}) => status === 'fail' || status === 'unknown'),
		}),
	],
];

/** Packs the report so that `kdiag` can open it again. Snapshots that somebody asked for stay, whatever they weigh. */
export const packReport = (report: Report): Packed => {
	const whole = pack(report);
	if (whole.length <= room || 'snapshots' in report) {
		return {data: whole, without: null};
	}
	// Where there are no answers the first would change nothing.
	for (const [without, shorten] of shorter.slice(report.answers.length === 0 ? 1 : 0)) {
		const data = pack(shorten(report));
		if (data.length <= room) {
			return {data, without};
		}
	}
	return {data: '', without: 'the report itself'};
};
