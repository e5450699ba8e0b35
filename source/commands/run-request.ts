import {assembleReport} from '../analyzer/analyze.ts';
import {assembleJudgements} from '../analyzer/assemble-report.ts';
import {newestRecordings} from '../analyzer/newest-recordings.ts';
import type {NodeJudgement} from '../analyzer/node-judgement.ts';
import type {Report} from '../model/report.ts';
import type {Disguised} from '../model/snapshot.ts';
import {exitStatus} from '../report/exit-status.ts';
import {renderDiff} from '../report/render-diff.ts';
import {renderFacts, renderFactsJson} from '../report/render-facts.ts';
import {toSafeJson} from '../report/render-json.ts';
import {type RenderedReport, renderReport} from '../report/render-report.ts';
import {renderService} from '../report/render-service.ts';
import {type ReportFormat, reportFormats} from '../report/report-formats.ts';
import {listSources} from '../sources/list-sources.ts';
import {chooseOutputs, type ReportOutput} from './choose-outputs.ts';
import {commandFailure, unknownWord} from './command-failure.ts';
import {commandNames} from './declared/index.ts';
import {demoNamed, exerciseNamed} from './demo.ts';
import {diffNodes} from './diff.ts';
import {
	checkCarriers,
	judgeAndRecord,
	type RecordedJudgement,
	recordedJudgement,
	withSnapshots,
} from './embed-snapshots.ts';
import {explain} from './explain.ts';
import {type GivenReport, givenReport} from './given-report.ts';
import {hideNodes} from './hide-nodes.ts';
import {judgementOf, judgeSources, tellJudgements} from './judge-apart.ts';
import {leftOutLines} from './left-out-lines.ts';
import {nearestWord} from './nearest-word.ts';
import {openSides} from './open-sides.ts';
import {type Opened, openDemoNode, openSources, type Source} from './open-sources.ts';
import {type Surroundings, styleFor} from './options.ts';
import {formatNamed, parseText} from './parse.ts';
import {practise} from './practice.ts';
import {type Job, openOptions, prepareJob} from './prepare-job.ts';
import {readInput} from './read-input.ts';
import type {Request} from './request.ts';
import {describeService, serviceExit} from './service.ts';
import {type SnapshotFile, saveSnapshots, snapshotFile, snapshotsInside} from './snapshot.ts';
import {talkLine} from './talk-line.ts';
import {writeOutput} from './write-output.ts';
import {writeReports} from './write-reports.ts';

/** A document: text, bytes, or text in pieces. */
export type Document = string | Uint8Array | Iterable<string>;

/** What a command gives back: the document, talk for standard error, and the exit status. */
export type Outcome = {readonly stdout: Document; readonly stderr: string; readonly exit: number};

const talk = (opened: Opened<unknown>): string => opened.failures.map((failure) => talkLine(failure.detail)).join('');

const exitOf = (opened: Opened<unknown>): number => opened.failures[0]?.exit ?? 0;

type ReportRequest = Extract<Request, {readonly command: 'report'}>;
type FactsRequest = Extract<Request, {readonly command: 'facts'}>;

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

/** What may be meant by a word that is no path. */
const bareWords: readonly string[] = [...commandNames, '--version'];

/** Complains of a source that is a word rather than a path: a format, a mistyped command, the name of a machine. */
const checkWord = (word: string, isBare: boolean): void => {
	const things = isBare ? 'file, folder or command' : 'file or folder';
	if ([...reportFormats, 'markdown'].includes(word)) {
		throw commandFailure(64, `there is no ${things} '${word}'; did you mean --format ${word}?`);
	}
	if (isBare && nearestWord(word, bareWords) !== null) {
		throw unknownWord(things, word, bareWords, 'see kdiag --help');
	}
	if (isBare && !/[./]/.test(word)) {
		throw commandFailure(66, `there is no ${things} '${word}' (see kdiag --help)`);
	}
};

/** Complains where nothing at all could be read. */
const checkOpened = <T>({request}: Job, opened: Opened<T>): Opened<T> => {
	const [failure] = opened.failures;
	if (opened.nodes.length === 0 && failure !== undefined) {
		if (request.command === 'report' && failure.kind === 'missing') {
			checkWord(failure.source, !request.isTyped);
		}
		throw commandFailure(failure.exit, ...opened.failures.map((each) => each.detail));
	}
	return opened;
};

const open = async (job: Job, sources: readonly Source[]): Promise<Opened> =>
	checkOpened(job, await openSources(sources, openOptions(job), (node) => node));

/** What a request wants to be replaced beside secrets. */
const hideOf = (request: Request): readonly Disguised[] => ('hide' in request ? request.hide : []);

/** Opens sources under other addresses or names, where that is wanted: all are read before one can be written anew. */
const openHidden = async (job: Job, sources: readonly Source[]): Promise<Opened> => {
	const {nodes, failures} = await open(job, sources);
	return {nodes: await hideNodes(nodes, hideOf(job.request), job.catalogue), failures};
};

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

const render = ({request, around}: Job, {file, format}: ReportOutput, report: Report): Promise<RenderedReport> =>
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

const report = async (job: Job, request: ReportRequest, outputs: readonly ReportOutput[]): Promise<Outcome> => {
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

/** The answers to the questions; they need no rule. */
const facts = async (
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
