import type {Disguised} from '../model/snapshot.ts';
import {reportFormats} from '../report/report-formats.ts';
import {commandFailure, unknownWord} from './command-failure.ts';
import {commandNames} from './declared/index.ts';
import {hideNodes} from './hide-nodes.ts';
import {nearestWord} from './nearest-word.ts';
import {type Opened, openSources, type Source} from './open-sources.ts';
import {type Job, openOptions} from './prepare-job.ts';
import type {Request} from './request.ts';
import {talkLine} from './talk-line.ts';

/** What is to be said of sources that gave nothing. */
export const talk = (opened: Opened<unknown>): string =>
	opened.failures.map((failure) => talkLine(failure.detail)).join('');

/** The exit status of sources that gave nothing. */
export const exitOf = (opened: Opened<unknown>): number => opened.failures[0]?.exit ?? 0;

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
export const checkOpened = <T>({request}: Job, opened: Opened<T>): Opened<T> => {
	const [failure] = opened.failures;
	if (opened.nodes.length === 0 && failure !== undefined) {
		if (request.command === 'report' && failure.kind === 'missing') {
			checkWord(failure.source, !request.isTyped);
		}
		throw commandFailure(failure.exit, ...opened.failures.map((each) => each.detail));
	}
	return opened;
};

/** Opens sources with all that is known of their nodes. */
export const open = async (job: Job, sources: readonly Source[]): Promise<Opened> =>
	checkOpened(job, await openSources(sources, openOptions(job), (node) => node));

/** What a request wants to be replaced beside secrets. */
export const hideOf = (request: Request): readonly Disguised[] => ('hide' in request ? request.hide : []);

/** Opens sources under other addresses or names, where that is wanted: all are read before one can be written anew. */
export const openHidden = async (job: Job, sources: readonly Source[]): Promise<Opened> => {
	const {nodes, failures} = await open(job, sources);
	return {nodes: await hideNodes(nodes, hideOf(job.request), job.catalogue), failures};
};
