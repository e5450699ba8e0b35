import type {Reader} from '../model/capture.ts';
import type {Collector} from '../model/collector.ts';
import type {Conclusions} from '../model/conclusions.ts';
import type {AnyDerivation} from '../model/derivation.ts';
import type {FactName} from '../model/facts.ts';
import type {AnyQuestion} from '../model/question.ts';
import type {NodeConclusions, ReadingSummary, Report, ReportNode} from '../model/report.ts';
import type {CauseLink, Rule} from '../model/rule.ts';
import type {Snapshot} from '../model/snapshot.ts';
import type {Waiver} from '../model/waiver.ts';
import {answerQuestions} from './answer-questions.ts';
import {applyWaivers} from './apply-waivers.ts';
import {drawConclusions, type Knowledge, knownValue} from './draw-conclusions.ts';
import {judgeCluster} from './judge-cluster.ts';
import {type JudgedNode, judgeNode} from './judge-node.ts';
import {linkCauses, orderFindings} from './order-findings.ts';
import {quoterOf} from './quote-evidence.ts';
import {readFacts} from './read-facts.ts';

/** What the analyzer is given, so that a test can pass two rules instead of a hundred. */
export type Catalogue = {
	readonly collectors: readonly Collector[];
	readonly derivations: readonly AnyDerivation[];
	readonly rules: readonly Rule[];
	readonly causes: readonly CauseLink[];
	readonly questions: readonly AnyQuestion[];
};

/** A snapshot with what is known from it. */
export type AnalyzedNode = {readonly snapshot: Snapshot; readonly knowledge: Knowledge};

/** What is known of where a snapshot comes from before anything is read. */
export type SnapshotHeader = Omit<Snapshot, 'captures'>;

/** Reads a node through a reader and draws the conclusions; its snapshot holds every capture that was made. */
export const readNode = async (
	reader: Reader,
	header: SnapshotHeader,
	catalogue: Pick<Catalogue, 'collectors' | 'derivations'>,
): Promise<AnalyzedNode> => {
	const {readings, captures} = await readFacts(reader, catalogue.collectors);
	return {snapshot: {...header, captures}, knowledge: drawConclusions(readings, catalogue.derivations)};
};

const summaries = (knowledge: Knowledge, facts: readonly FactName[]): readonly ReadingSummary[] =>
	facts.map((fact) => {
		const reading = knowledge[fact];
		return reading?.status === 'ready'
			? {
					fact,
					status: 'ready',
					reason: null,
					remedy: null,
					partial: reading.partial,
					sources: reading.sources,
					unparsed: reading.unparsed,
				}
			: {
					fact,
					status: 'unavailable',
					partial: null,
					sources: [],
					unparsed: [],
					reason: reading?.status === 'unavailable' ? reading.reason : 'not read',
					remedy: reading?.status === 'unavailable' ? reading.remedy : null,
				};
	});

const identify = (nodes: readonly AnalyzedNode[]): readonly string[] => {
	const used = new Map<string, number>();
	return nodes.map((node) => {
		const name = knownValue(node.knowledge, 'hostname')?.value ?? node.snapshot.node;
		const count = (used.get(name) ?? 0) + 1;
		used.set(name, count);
		return count === 1 ? name : `${name}#${count}`;
	});
};

const conclusionsOf = (id: string, knowledge: Knowledge, names: readonly (keyof Conclusions)[]): NodeConclusions =>
	({
		node: id,
		...Object.fromEntries(names.map((name) => [name, knownValue(knowledge, name) ?? null])),
	}) as NodeConclusions;

/** Which failures are known, and today's date by which waivers expire. */
export type Waivers = {readonly list: readonly Waiver[]; readonly today: string};

/** Judges nodes and assembles the report. Pure: the same nodes give the same report. */
export const assembleReport = (
	nodes: readonly AnalyzedNode[],
	catalogue: Catalogue,
	version: string,
	waivers: Waivers = {list: [], today: ''},
): Report => {
	const ids = identify(nodes);
	const judged: readonly JudgedNode[] = nodes.map((node, index) => ({
		id: ids[index] ?? '',
		knowledge: node.knowledge,
		quote: quoterOf(node.snapshot),
	}));
	const findings = catalogue.rules.flatMap((rule) =>
		rule.scope === 'node' ? judged.map((node) => judgeNode(rule, node)) : judgeCluster(rule, judged),
	);
	const facts = catalogue.collectors.map((collector) => collector.fact);
	const conclusions = catalogue.derivations.map((derivation) => derivation.conclusion);
	return {
		format: 'kdiag-report',
		version: 1,
		tool: {name: 'kdiag', version},
		nodes: nodes.map(({snapshot, knowledge}, index): ReportNode => {
			const role = knownValue(knowledge, 'role');
			return {
				id: ids[index] ?? '',
				name: knownValue(knowledge, 'hostname')?.value ?? snapshot.node,
				role: role?.name ?? 'undetermined',
				distribution: role?.distribution ?? 'unknown',
				// A snapshot file gives the report of the live run that made it.
				origin: snapshot.origin === 'snapshot' ? 'live' : snapshot.origin,
				takenAt: snapshot.takenAt,
				readings: summaries(knowledge, facts),
				unrecognised: snapshot.unrecognised,
			};
		}),
		conclusions: judged.map((node) => conclusionsOf(node.id, node.knowledge, conclusions)),
		answers: judged.flatMap((node) => answerQuestions(catalogue.questions, node)),
		findings: orderFindings(
			applyWaivers(linkCauses(findings, catalogue.causes), waivers.list, waivers.today),
			catalogue.rules.map((rule) => rule.id),
		),
		differences: [],
	};
};
