import type {AnalyzedNode, Catalogue} from '../analyzer/analyze.ts';
import {detach} from '../analyzer/detach.ts';
import {judgeAlone} from '../analyzer/judge-alone.ts';
import type {NodeJudgement} from '../analyzer/node-judgement.ts';
import type {ClassifiedSource} from '../sources/classify-folder.ts';
import {runApart, spareProcessors} from '../sources/run-apart.ts';
import {type Opened, type OpenOptions, openSources} from './open-sources.ts';
import type {CommonOptions} from './options.ts';

/** The option by which kdiag tells a process of its own to print judgements, a line for each source. */
export const judgementsOption = '--judgements';

/** With fewer nodes another process costs more than it spares. */
const worthIt = 48;

/** What judging needs beside the sources. */
type Judging = OpenOptions & {readonly catalogue: Catalogue};

type Told = Opened<NodeJudgement> & {readonly source: string};

/** How kdiag is told to judge sources as this one was told to. */
const argvFor = (
	options: CommonOptions,
	{around: {self}, catalogue: {asked}}: Judging,
	paths: readonly string[],
): readonly string[] => {
	const repeated = (name: string, values: readonly string[]): readonly string[] =>
		values.flatMap((value) => [name, value]);
	return [
		...self,
		'report',
		judgementsOption,
		'--format',
		asked === 'all' ? 'json' : 'text',
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
	(options: CommonOptions, judging: Judging) =>
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
			void runApart(argvFor(options, judging, share), (line) => {
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

/** Judges each node when it is opened; of many nodes nothing of their text stays, and other processes judge some. */
export const judgeSources = (
	sources: readonly string[],
	judging: Judging,
	options: CommonOptions,
): Promise<Opened<NodeJudgement>> => {
	const keep = (node: AnalyzedNode, count: number): NodeJudgement => {
		const judgement = judgeAlone(node, judging.catalogue, count === 1);
		return count > 1 ? detach(judgement) : judgement;
	};
	return openSources(sources, judging, keep, judgeApart(options, judging));
};

/** Prints what becomes of each source, for the process that asked. */
export const tellJudgements = async (sources: readonly string[], judging: Judging): Promise<void> => {
	for (const source of sources) {
		const opened = await openSources([source], judging, (node) => judgeAlone(node, judging.catalogue));
		await judging.around.conversation.say(JSON.stringify({source, ...opened}));
	}
};
