import type {AnalyzedNode, Catalogue} from '../analyzer/analyze.ts';
import {detach} from '../analyzer/detach.ts';
import {judgeAlone} from '../analyzer/judge-alone.ts';
import type {NodeJudgement} from '../analyzer/node-judgement.ts';
import {runApart, spareProcessors} from '../sources/run-apart.ts';
import {type Apart, type NodeSource, type Opened, type OpenOptions, openSources, type Source} from './open-sources.ts';
import type {CommonOptions} from './options.ts';

/** The option by which kdiag tells a process of its own to print judgements, a line for each source. */
export const judgementsOption = '--judgements';

/** With fewer nodes another process costs more than it spares. */
const worthIt = 48;

/** What is a file or folder of its own: another process is told of it by its path. */
const isApart = (kind: NodeSource['kind']): boolean => kind === 'snapshot' || kind === 'recording';

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
 * Lets other processes of kdiag judge many snapshots and recordings, on processors that are idle. They begin with the last, and kdiag itself with the
 * first, so that all are busy until they meet, however fast each is.
 */
export const judgeApart =
	(options: CommonOptions, judging: Judging) =>
	(sources: readonly NodeSource[]): Apart<NodeJudgement> => {
		const paths = [...new Set(sources.filter(({kind}) => isApart(kind)).map((source) => source.path))].reverse();
		const others = paths.length < worthIt ? 0 : spareProcessors();
		const judged = new Map<string, Opened<NodeJudgement>>();
		const stops = Array.from({length: others}, (_, other) => {
			const share = paths.filter((_, index) => index % others === other);
			return runApart(argvFor(options, judging, share), (line) => {
				const {source, nodes, failures} = JSON.parse(line) as Told;
				judged.set(source, {nodes, failures});
			});
		});
		return {
			of: (source) => judged.get(source.path),
			stop: () => {
				for (const stop of stops) {
					stop();
				}
			},
		};
	};

/** What is kept of one of so many nodes. */
export const judgementOf = (node: AnalyzedNode, count: number, catalogue: Catalogue): NodeJudgement => {
	const judgement = judgeAlone(node, catalogue, count === 1);
	return count > 1 ? detach(judgement) : judgement;
};

/** Judges each node when it is opened; of many nodes nothing of their text stays, and other processes judge some. */
export const judgeSources = (
	sources: readonly Source[],
	judging: Judging,
	options: CommonOptions,
): Promise<Opened<NodeJudgement>> => {
	const keep = (node: AnalyzedNode, count: number): NodeJudgement => judgementOf(node, count, judging.catalogue);
	return openSources(sources, judging, keep, judgeApart(options, judging));
};

/** Prints what becomes of each source, for the process that asked; the next one is judged while it is printed. */
export const tellJudgements = async (sources: readonly string[], judging: Judging): Promise<void> => {
	let told = Promise.resolve();
	for (const source of sources) {
		const opened = await openSources([source], judging, (node) => judgeAlone(node, judging.catalogue));
		await told;
		told = judging.around.conversation.say(JSON.stringify({source, ...opened}));
	}
	await told;
};
