import {assembleReport} from '../analyzer/analyze.ts';
import {renderDiff} from '../report/render-diff.ts';
import {toSafeJson} from '../report/render-json.ts';
import {renderService} from '../report/render-service.ts';
import type {ReportFormat} from '../report/report-formats.ts';
import {listSources} from '../sources/list-sources.ts';
import {chooseOutputs, type ReportOutput} from './choose-outputs.ts';
import {commandFailure} from './command-failure.ts';
import {demoNamed, exerciseNamed} from './demo.ts';
import {diffNodes} from './diff.ts';
import {explain} from './explain.ts';
import {tellJudgements} from './judge-apart.ts';
import {checkOpened, hideOf, open, openHidden, talk} from './open-job.ts';
import {openSides} from './open-sides.ts';
import {type Opened, openDemoNode} from './open-sources.ts';
import {type Surroundings, styleFor} from './options.ts';
import {formatNamed, parseText} from './parse.ts';
import {practise} from './practice.ts';
import {type Job, openOptions, prepareJob} from './prepare-job.ts';
import {readInput} from './read-input.ts';
import {facts, render, report} from './report-job.ts';
import type {Request} from './request.ts';
import {describeService, serviceExit} from './service.ts';
import {type SnapshotFile, saveSnapshots, snapshotFile, snapshotsInside} from './snapshot.ts';
import {talkLine} from './talk-line.ts';

/** A document: text, bytes, or text in pieces. */
export type Document = string | Uint8Array | Iterable<string>;

/** What a command gives back: the document, talk for standard error, and the exit status. */
export type Outcome = {readonly stdout: Document; readonly stderr: string; readonly exit: number};

/** The documents of a report that are asked for; none where something else is. */
const outputsOf = (request: Request): readonly ReportOutput[] => {
	switch (request.command) {
		case 'report':
			return chooseOutputs(request.format, request.output);
		case 'demo':
			return [{file: '-', format: request.format}];
		default:
			return [];
	}
};

/** Formats that hold the answers of every node. */
const withAnswers: readonly ReportFormat[] = ['json', 'html'];

const service = async (job: Job, query: string, sources: readonly string[], format: string): Promise<Outcome> => {
	const opened = await open(job, sources);
	const document = describeService(query, opened.nodes, job.around.version);
	const text =
		format === 'json' ? `${toSafeJson(document)}\n` : renderService(document, styleFor(job.request, job.around));
	return {stdout: text, stderr: talk(opened), exit: serviceExit(document)};
};

const diff = async (job: Job, request: Extract<Request, {readonly command: 'diff'}>): Promise<Outcome> => {
	const {before, after, about} = await openSides(request.before, request.after, (sources) => open(job, sources));
	const document = diffNodes(before, after, job.catalogue, job.around.version);
	const text =
		request.format === 'json' ? `${toSafeJson(document)}\n` : renderDiff(document, styleFor(request, job.around));
	return {stdout: text, stderr: about.map(talkLine).join(''), exit: document.differences.length === 0 ? 0 : 1};
};

const snapshot = async (job: Job, request: Extract<Request, {command: 'snapshot'}>): Promise<Outcome> => {
	const {action, output, sources, force, format} = request;
	if (action !== 'list' && format !== null) {
		throw commandFailure(64, '--format is how --list writes; a snapshot has one format');
	}
	if (action !== 'take') {
		if (request.hide.length > 0) {
			throw commandFailure(64, `--hide is for a snapshot that is taken, not for --${action}`);
		}
		const {inspectSnapshots} = await import('./inspect-snapshots.ts');
		return inspectSnapshots(request, job.around);
	}
	if (output === null) {
		throw commandFailure(64, 'name the file with --output NAME.kdiag.json.gz (- is standard output)');
	}
	return saveSnapshots(() => snapshotFiles(job, sources), {output, force}, job.around);
};

const demo = async (job: Job, name: string | undefined, format: ReportFormat): Promise<Outcome> => {
	const {request, around, catalogue} = job;
	const opened = await openDemoNode(demoNamed(name), {catalogue, timeout: request.timeout, around});
	const made = assembleReport(opened.nodes, catalogue, around.version, job.waivers);
	return {stdout: await render(job, {file: '-', format}, made), stderr: '', exit: 0};
};

const practice = async (job: Job, name: string | undefined): Promise<Outcome> => {
	const {request, around, catalogue} = job;
	const opened = await openDemoNode(exerciseNamed(name), {catalogue, timeout: request.timeout, around});
	const [node] = opened.nodes;
	if (node === undefined) {
		throw commandFailure(65, talk(opened));
	}
	const exercise = {
		node,
		report: assembleReport(opened.nodes, catalogue, around.version, job.waivers),
		rules: catalogue.rules,
		style: styleFor(request, around),
	};
	await practise(exercise, around.conversation);
	return {stdout: '', stderr: '', exit: 0};
};

const snapshotFiles = async (job: Job, sources: readonly string[]): Promise<Opened<SnapshotFile>> => {
	const listed = await listSources(sources);
	const isHidden = hideOf(job.request).length > 0;
	const inside = isHidden ? null : await snapshotsInside(listed);
	if (inside !== null) {
		return checkOpened(job, inside);
	}
	const {nodes, failures} = await (isHidden ? openHidden : open)(job, listed);
	return {nodes: nodes.map(snapshotFile), failures};
};

/** Does what the command line asks for. Throws a command failure for trouble that is not a bug. */
export const runRequest = async (request: Request, around: Surroundings): Promise<Outcome> => {
	const outputs = outputsOf(request);
	const isBare = outputs.length > 0 && !outputs.some(({format}) => withAnswers.includes(format));
	const job = await prepareJob(request, around, isBare ? 'bare' : 'all');
	switch (request.command) {
		case 'report': {
			if (request.judgements) {
				await tellJudgements(request.sources, openOptions(job));
				return {stdout: '', stderr: '', exit: 0};
			}
			return report(job, request, outputs);
		}
		case 'facts':
			return facts(job, request);
		case 'service':
			return service(job, request.query, request.sources, request.format);
		case 'snapshot':
			return snapshot(job, request);
		case 'diff':
			return diff(job, request);
		case 'demo':
			return demo(job, request.name, request.format);
		case 'practice':
			return practice(job, request.name);
		case 'parse': {
			// A slip is told before a file is read.
			formatNamed(request.format);
			const {text, name} = await readInput(request.file);
			const {output, exit} = parseText(request.format, text, name);
			const wanted = request.format === undefined ? 'any format that kdiag reads' : request.format;
			const stderr = exit === 65 ? talkLine(`${name}: nothing in it was understood as ${wanted}`) : '';
			return {stdout: output, stderr, exit};
		}
		case 'version':
			return {stdout: `${around.version}\n`, stderr: '', exit: 0};
		case 'self-check': {
			const {checkSelf} = await import('./self-check.ts');
			const {renderSelfCheck} = await import('../report/render-self-check.ts');
			const document = renderSelfCheck(await checkSelf(request, around), styleFor(request, around));
			return {stdout: document, stderr: '', exit: 0};
		}
		case 'completion': {
			const {completionScript} = await import('./completion/completion-script.ts');
			return {stdout: completionScript(request.shell), stderr: '', exit: 0};
		}
		case 'explain':
			return {stdout: explain(request.rule, styleFor(request, around)), stderr: '', exit: 0};
	}
};
