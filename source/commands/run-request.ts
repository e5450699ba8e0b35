import {assembleReport} from '../analyzer/analyze.ts';
import type {Report} from '../model/report.ts';
import {exitStatus} from '../report/exit-status.ts';
import {renderFacts, renderFactsJson} from '../report/render-facts.ts';
import {renderJson, toSafeJson} from '../report/render-json.ts';
import {renderService} from '../report/render-service.ts';
import {renderText} from '../report/render-text.ts';
import {catalogueFor} from './catalogue.ts';
import {commandFailure} from './command-failure.ts';
import {demoNamed} from './demo.ts';
import {explain} from './explain.ts';
import {type Opened, openDemoNode, openSources} from './open-sources.ts';
import {type Surroundings, styleFor} from './options.ts';
import {parseText} from './parse.ts';
import type {Request} from './program.ts';
import {readInput} from './read-input.ts';
import {describeService, serviceExit} from './service.ts';
import {saveSnapshots} from './snapshot.ts';
import {writeOutput} from './write-output.ts';

/** What a command gives back: the document, talk for standard error, and the exit status. */
export type Outcome = {readonly stdout: string | Uint8Array; readonly stderr: string; readonly exit: number};

const talk = (opened: Opened): string => opened.failures.map((failure) => `kdiag: ${failure.detail}\n`).join('');

const opened = async (
	request: Request & {readonly sources: readonly string[]},
	around: Surroundings,
): Promise<Opened> => {
	const result = await openSources(request.sources, {
		catalogue: catalogueFor(request),
		timeout: request.timeout,
		around,
	});
	const [failure] = result.failures;
	if (result.nodes.length === 0 && failure !== undefined) {
		throw commandFailure(failure.exit, result.failures.map((each) => each.detail).join('\nkdiag: '));
	}
	return result;
};

const finish = async (document: string, output: string, stderr: string, exit: number): Promise<Outcome> => {
	if (output === '-') {
		return {stdout: document, stderr, exit};
	}
	await writeOutput(output, document);
	return {stdout: '', stderr: `${stderr}kdiag: wrote ${output}\n`, exit};
};

const render = (report: Report, request: Request & {readonly format: string}, around: Surroundings): string =>
	request.format === 'json' ? renderJson(report) : renderText(report, styleFor(request, around));

const renderAnswers = (report: Report, request: Request & {readonly format: string}, around: Surroundings): string =>
	request.format === 'json' ? renderFactsJson(report) : renderFacts(report, styleFor(request, around));

/** Does what the command line asks for. Throws a command failure for trouble that is not a bug. */
export const runRequest = async (request: Request, around: Surroundings): Promise<Outcome> => {
	const catalogue = catalogueFor(request);
	switch (request.command) {
		case 'report': {
			const sources = await opened(request, around);
			const report = assembleReport(sources.nodes, catalogue, around.version);
			const exit = exitStatus(report, request.failOn) || (sources.failures[0]?.exit ?? 0);
			return finish(render(report, request, around), request.output, talk(sources), exit);
		}
		case 'facts': {
			const sources = await opened(request, around);
			const report = assembleReport(sources.nodes, catalogue, around.version);
			return finish(
				renderAnswers(report, request, around),
				request.output,
				talk(sources),
				sources.failures[0]?.exit ?? 0,
			);
		}
		case 'demo': {
			const sources = await openDemoNode(demoNamed(request.name), {catalogue, timeout: request.timeout, around});
			const report = assembleReport(sources.nodes, catalogue, around.version);
			return {stdout: render(report, request, around), stderr: '', exit: 0};
		}
		case 'snapshot':
			return saveSnapshots(await opened(request, around), request.output);
		case 'parse': {
			const {text, name} = await readInput(request.file);
			const {output, exit} = parseText(request.format, text, name);
			return {stdout: output, stderr: '', exit};
		}
		case 'service': {
			const sources = await opened(request, around);
			const document = describeService(request.query, sources.nodes, around.version);
			const text =
				request.format === 'json' ? `${toSafeJson(document)}\n` : renderService(document, styleFor(request, around));
			return {stdout: text, stderr: talk(sources), exit: serviceExit(document)};
		}
		case 'explain':
			return {stdout: explain(request.rule, styleFor(request, around)), stderr: '', exit: 0};
	}
};
