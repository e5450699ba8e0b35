import {assembleJudgements} from '../analyzer/assemble-report.ts';
import {newestRecordings} from '../analyzer/newest-recordings.ts';
import type {NodeJudgement} from '../analyzer/node-judgement.ts';
import type {Report} from '../model/report.ts';
import {exitStatus} from '../report/exit-status.ts';
import {renderFacts, renderFactsJson} from '../report/render-facts.ts';
import {type RenderedReport, renderReport} from '../report/render-report.ts';
import {listSources} from '../sources/list-sources.ts';
import type {ReportOutput} from './choose-outputs.ts';
import {commandFailure} from './command-failure.ts';
import {
	checkCarriers,
	judgeAndRecord,
	type RecordedJudgement,
	recordedJudgement,
	withSnapshots,
} from './embed-snapshots.ts';
import {type GivenReport, givenReport} from './given-report.ts';
import {judgementOf, judgeSources} from './judge-apart.ts';
import {leftOutLines} from './left-out-lines.ts';
import {checkOpened, exitOf, hideOf, openHidden, talk} from './open-job.ts';
import type {Opened, Source} from './open-sources.ts';
import {styleFor} from './options.ts';
import {type Job, openOptions} from './prepare-job.ts';
import type {Request} from './request.ts';
import type {Outcome} from './run-request.ts';
import {talkLine} from './talk-line.ts';
import {writeOutput} from './write-output.ts';
import {writeReports} from './write-reports.ts';

type ReportRequest = Extract<Request, {readonly command: 'report'}>;
type FactsRequest = Extract<Request, {readonly command: 'facts'}>;

const judged = async (job: Job, sources: readonly Source[]): Promise<Opened<NodeJudgement>> => {
	if (hideOf(job.request).length === 0) {
		return checkOpened(job, await judgeSources(sources, openOptions(job), job.request));
	}
	const {nodes, failures} = await openHidden(job, sources);
	return {nodes: nodes.map((node) => judgementOf(node, nodes.length, job.catalogue)), failures};
};

/** Judges nodes and keeps their snapshots. */
const recorded = async (job: Job, sources: readonly Source[]): Promise<Opened<RecordedJudgement>> => {
	if (hideOf(job.request).length === 0) {
		return checkOpened(job, await judgeAndRecord(sources, openOptions(job)));
	}
	const {nodes, failures} = await openHidden(job, sources);
	return {
		nodes: await Promise.all(nodes.map((node) => recordedJudgement(node, nodes.length, job.catalogue))),
		failures,
	};
};

/** Of several recordings of one machine the newest counts. */
const newestOf = <T extends NodeJudgement>(opened: Opened<T>): Opened<T> & {readonly talk: string} => {
	const {nodes, older} = newestRecordings(opened.nodes);
	const left = leftOutLines(older.map(({node}) => node)).map(talkLine);
	return {nodes, failures: opened.failures, talk: talk(opened) + left.join('')};
};

const assemble = ({around, catalogue, waivers}: Job, opened: Opened<NodeJudgement>): Report =>
	assembleJudgements(opened.nodes, catalogue, around.version, waivers);

/** A report as a document. */
export const render = ({request, around}: Job, {file, format}: ReportOutput, report: Report): Promise<RenderedReport> =>
	renderReport(format, report, styleFor(request, around, file === '-'), request.failOn);

/** A report that is to be written, what is to be said beside it, and the exit status of sources that gave nothing. */
type Reported = {readonly report: Report; readonly talk: string; readonly exit: number};

/** The report of nodes, which may be asked to carry their snapshots. */
const makeReport = async (job: Job, listed: readonly Source[], withSnapshot: boolean): Promise<Reported> => {
	if (!withSnapshot) {
		const opened = newestOf(await judged(job, listed));
		return {report: assemble(job, opened), talk: opened.talk, exit: exitOf(opened)};
	}
	const opened = newestOf(await recorded(job, listed));
	return {report: withSnapshots(assemble(job, opened), opened.nodes), talk: opened.talk, exit: exitOf(opened)};
};

const shown = ({report, about}: GivenReport): Reported => ({report, talk: talkLine(about), exit: 0});

/** The report that is asked for: one that somebody gave, as it is, or that of nodes. */
const reportFor = async (job: Job, {sources, withSnapshot, anew, hide}: ReportRequest): Promise<Reported> => {
	const listed = await listSources(sources);
	// A report that is finished cannot be written anew; what it was made of can.
	const given = await givenReport(listed, job.request, anew || hide.length > 0);
	if (given === null) {
		return makeReport(job, listed, withSnapshot);
	}
	if (withSnapshot && given.report.snapshots === undefined) {
		throw commandFailure(64, `${given.path} has no snapshot inside; ask for a report made with --with-snapshot`);
	}
	return shown(given);
};

/** `kdiag report`. */
export const report = async (job: Job, request: ReportRequest, outputs: readonly ReportOutput[]): Promise<Outcome> => {
	const left = request.withSnapshot ? checkCarriers(outputs) : '';
	const {report, talk, exit} = await reportFor(job, request);
	const written = await writeReports(outputs, request.force, (output) => render(job, output, report));
	return {
		stdout: written.stdout,
		stderr: talk + left + written.talk,
		exit: written.exit || exitStatus(report, job.request.failOn) || exit,
	};
};

const answersOf = async (job: Job, listed: readonly Source[]): Promise<Reported> => {
	const opened = await judged(job, listed);
	return {report: assemble(job, opened), talk: talk(opened), exit: exitOf(opened)};
};

/** `kdiag facts`: the answers to the questions; they need no rule. */
export const facts = async (
	{request, around, ...rest}: Job,
	{sources, output, format, force, anew}: FactsRequest,
): Promise<Outcome> => {
	const job = {...rest, request, around, catalogue: {...rest.catalogue, rules: []}};
	const listed = await listSources(sources);
	const given = await givenReport(listed, request, anew);
	const answered = given === null ? await answersOf(job, listed) : shown(given);
	const isShown = output === '-';
	const document =
		format === 'json'
			? renderFactsJson(answered.report)
			: renderFacts(answered.report, styleFor(request, around, isShown));
	if (!isShown) {
		await writeOutput(output, document, force);
	}
	return {
		stdout: isShown ? document : '',
		stderr: answered.talk + (isShown ? '' : talkLine(`wrote ${output}`)),
		exit: answered.exit,
	};
};
