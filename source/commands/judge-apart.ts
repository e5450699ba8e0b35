import type {Catalogue} from '../analyzer/analyze.ts';
import {detach} from '../analyzer/detach.ts';
import {judgeAlone} from '../analyzer/judge-alone.ts';
import type {NodeJudgement} from '../analyzer/node-judgement.ts';
import type {ClassifiedSource} from '../sources/classify-folder.ts';
import {runApart, spareProcessors} from '../sources/run-apart.ts';
import {type Opened, type OpenOptions, openSources} from './open-sources.ts';
import type {CommonOptions, Surroundings} from './options.ts';

/** The option by which kdiag tells a process of its own to print judgements, a line for each source. */
export const judgementsOption = '--judgements';

/** With fewer nodes another process costs more than it spares. */
const worthIt = 48;

type Told = Opened<NodeJudgement> & {readonly source: string};

/** How kdiag is told to judge sources as this one was told to. */
const argvFor = (options: CommonOptions, {self}: Surroundings, paths: readonly string[]): readonly string[] => {
	const repeated = (name: string, values: readonly string[]): readonly string[] =>
		values.flatMap((value) => [name, value]);
	return [
		...self,
		'report',
		judgementsOption,
		...repeated('--only', options.only),
		...repeated('--skip', options.skip),
		...repeated('--role', options.role),
		...repeated('--layout', options.layout),
		'--',
		...paths,
	];
};

/**
 * Lets other processes of kdiag judge their share of many snapshots and recordings, on processors that are idle.
 * Gives what becomes of each by its path, null where the process failed: then it is left to the caller.
 */
export const judgeApart =
	(options: CommonOptions, around: Surroundings) =>
	(sources: readonly ClassifiedSource[]): ReadonlyMap<string, Promise<Opened<NodeJudgement> | null>> => {
		const paths = [...new Set(sources.filter(({kind}) => kind !== 'paste').map((source) => source.path))];
		const others = paths.length < worthIt ? 0 : spareProcessors();
		const results = new Map<string, Promise<Opened<NodeJudgement> | null>>();
		for (let other = 1; other <= others; other++) {
			const share = paths.filter((_, index) => index % (others + 1) === other);
			const waiting = new Map(share.map((path) => [path, Promise.withResolvers<Opened<NodeJudgement> | null>()]));
			for (const [path, {promise}] of waiting) {
				results.set(path, promise);
			}
			void runApart(argvFor(options, around, share), (line) => {
				const told = JSON.parse(line) as Told;
				waiting.get(told.source)?.resolve(told);
			}).finally(() => {
				for (const {resolve} of waiting.values()) {
					resolve(null);
				}
			});
		}
		return results;
	};

/** Judges each node when it is opened; of its text nothing stays. Of many nodes other processes judge some. */
export const judgeSources = (
	sources: readonly string[],
	open: OpenOptions & {readonly catalogue: Catalogue},
	options: CommonOptions,
): Promise<Opened<NodeJudgement>> =>
	openSources(sources, open, (node) => detach(judgeAlone(node, open.catalogue)), judgeApart(options, open.around));

/** Prints what becomes of each source, for the process that asked. */
export const tellJudgements = async (
	sources: readonly string[],
	open: OpenOptions & {readonly catalogue: Catalogue},
): Promise<void> => {
	for (const source of sources) {
		const opened = await openSources([source], open, (node) => judgeAlone(node, open.catalogue));
		await open.around.conversation.say(JSON.stringify({source, ...opened}));
	}
};
