import {assembleReport, type Catalogue, type Waivers} from '../analyzer/analyze.ts';
import {layoutFileSchema} from '../model/layout-file.ts';
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
import {readSettings} from './read-settings.ts';
import {readWaivers} from './read-waivers.ts';
import {describeService, serviceExit} from './service.ts';
import {saveSnapshots} from './snapshot.ts';
import {writeOutput} from './write-output.ts';

/** What a command gives back: the document, talk for standard error, and the exit status. */
export type Outcome = {readonly stdout: string | Uint8Array; readonly stderr: string; readonly exit: number};

/** A request with all that it needs from the user's files. */
type Job = {
	readonly request: Request;
	readonly around: Surroundings;
	readonly catalogue: Catalogue;
	readonly waivers: Waivers;
};

const talk = (opened: Opened): string => opened.failures.map((failure) => `kdiag: ${failure.detail}\n`).join('');

const exitOf = (opened: Opened): number => opened.failures[0]?.exit ?? 0;

const prepare = async (request: Request, around: Surroundings): Promise<Job> => {
	const layouts = await Promise.all(request.layout.map((file) => readSettings(file, layoutFileSchema)));
	const waivers = await Promise.all(request.waive.map(readWaivers));
	return {
		request,
		around,
		catalogue: catalogueFor({...request, layouts: layouts.flatMap((file) => file.value.layouts)}),
		waivers: {list: waivers.flat(), today: around.today},
	};
};

const open = async ({request, around, catalogue}: Job, sources: readonly string[]): Promise<Opened> => {
	const opened = await openSources(sources, {catalogue, timeout: request.timeout, around});
	const [failure] = opened.failures;
	if (opened.nodes.length === 0 && failure !== undefined) {
		throw commandFailure(failure.exit, opened.failures.map((each) => each.detail).join('\nkdiag: '));
	}
	return opened;
};

const assemble = ({around, catalogue, waivers}: Job, opened: Opened): Report =>
	assembleReport(opened.nodes, catalogue, around.version, waivers);

const finish = async (document: string, output: string, stderr: string, exit: number): Promise<Outcome> => {
	if (output === '-') {
		return {stdout: document, stderr, exit};
	}
	await writeOutput(output, document);
	return {stdout: '', stderr: `${stderr}kdiag: wrote ${output}\n`, exit};
};

const render = ({request, around}: Job, format: string, report: Report): string =>
	format === 'json' ? renderJson(report) : renderText(report, styleFor(request, around));

const renderAnswers = ({request, around}: Job, format: string, report: Report): string =>
	format === 'json' ? renderFactsJson(report) : renderFacts(report, styleFor(request, around));

const service = async (job: Job, query: string, sources: readonly string[], format: string): Promise<Outcome> => {
	const opened = await open(job, sources);
	const document = describeService(query, opened.nodes, job.around.version);
	const text =
		format === 'json' ? `${toSafeJson(document)}\n` : renderService(document, styleFor(job.request, job.around));
	return {stdout: text, stderr: talk(opened), exit: serviceExit(document)};
};

const demo = async (job: Job, name: string | undefined, format: string): Promise<Outcome> => {
	const {request, around, catalogue} = job;
	const opened = await openDemoNode(demoNamed(name), {catalogue, timeout: request.timeout, around});
	return {stdout: render(job, format, assemble(job, opened)), stderr: '', exit: 0};
};

/** Does what the command line asks for. Throws a command failure for trouble that is not a bug. */
export const runRequest = async (request: Request, around: Surroundings): Promise<Outcome> => {
	const job = await prepare(request, around);
	switch (request.command) {
		case 'report': {
			const opened = await open(job, request.sources);
			const report = assemble(job, opened);
			const exit = exitStatus(report, request.failOn) || exitOf(opened);
			return finish(render(job, request.format, report), request.output, talk(opened), exit);
		}
		case 'facts': {
			const opened = await open(job, request.sources);
			return finish(
				renderAnswers(job, request.format, assemble(job, opened)),
				request.output,
				talk(opened),
				exitOf(opened),
			);
		}
		case 'service':
			return service(job, request.query, request.sources, request.format);
		case 'snapshot':
			return saveSnapshots(await open(job, request.sources), request.output);
		case 'demo':
			return demo(job, request.name, request.format);
		case 'parse': {
			const {text, name} = await readInput(request.file);
			const {output, exit} = parseText(request.format, text, name);
			return {stdout: output, stderr: '', exit};
		}
		case 'explain':
			return {stdout: explain(request.rule, styleFor(request, around)), stderr: '', exit: 0};
	}
};
