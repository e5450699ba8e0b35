import type {RenderedReport} from '../report/render-report.ts';
import type {ReportOutput} from './choose-outputs.ts';
import {isCommandFailure} from './command-failure.ts';
import type {Document} from './run-request.ts';
import {talkLine} from './talk-line.ts';
import {writeOutput} from './write-output.ts';

/** What became of the documents: that for standard output, a line for each file, and 73 or 74 where one could not be written. */
export type WrittenReports = {readonly stdout: Document; readonly talk: string; readonly exit: number};

/** Writes every document of a report. One that cannot be written does not keep the others. */
export const writeReports = async (
	outputs: readonly ReportOutput[],
	force: boolean,
	render: (output: ReportOutput) => Promise<RenderedReport>,
): Promise<WrittenReports> => {
	let stdout: Document = '';
	let talk = '';
	let exit = 0;
	for (const output of outputs) {
		const document = await render(output);
		if (output.file === '-') {
			stdout = document;
			continue;
		}
		try {
			await writeOutput(output.file, document, force);
			talk += talkLine(`wrote ${output.file}`);
		} catch (error) {
			if (!isCommandFailure(error)) {
				throw error;
			}
			talk += error.lines.map(talkLine).join('');
			exit ||= error.exit;
		}
	}
	return {stdout, talk, exit};
};
