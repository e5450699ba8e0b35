import type {AnalyzedNode, Catalogue, Waivers} from '../analyzer/analyze.ts';
import {assembleJudgements} from '../analyzer/assemble-report.ts';
import {followFailures} from '../analyzer/follow-failures.ts';
import {judgeAlone} from '../analyzer/judge-alone.ts';
import {newestRecordings} from '../analyzer/newest-recordings.ts';
import type {NodeJudgement} from '../analyzer/node-judgement.ts';
import type {Inspection, Scene, SceneSource} from '../model/scene.ts';
import {fewNodes} from '../report/node-list.ts';
import {emptyScene} from './empty-scene.ts';
import {inspectNode} from './inspect-node.ts';
import {leftOutLines} from './left-out-lines.ts';
import type {Opened, OpenOptions} from './open-sources.ts';
import {writeSceneReport, writeSceneSnapshot} from './write-scene.ts';

/** The judgement of a node that was read, the node itself where there is room to keep it, and when its turn came, from 1. */
export type SavedNode = NodeJudgement & {readonly analyzed: AnalyzedNode | null; readonly place: number};

/** Reads all nodes and keeps of each what `keep` makes of it. */
export type OpenAll = <T>(keep: (node: AnalyzedNode) => T) => Promise<Opened<T>>;

/** How saved nodes are shown. */
export type SavedSceneOptions = OpenOptions & {
	readonly catalogue: Catalogue;
	readonly waivers: Waivers;
};

/** So many nodes are kept to be looked into at a time. */
const mostInspected = 3 * fewNodes;

/** Nodes that somebody saved: read once. The first few are kept to be looked into; of many, the others are read again when somebody does. */
export const createSavedScene = (openAll: OpenAll, options: SavedSceneOptions): SceneSource => {
	const {catalogue, waivers, around} = options;
	const first = emptyScene(catalogue, {isLive: false, interval: 0});
	let scene: Scene = first;
	let kept: readonly AnalyzedNode[] = [];
	// Several nodes may have one name; each is known by when its turn comes.
	const places = new Map<string, number>();
	const asked = new Set<string>();
	const wanted = new Set<string>();
	let isReadingAgain = false;
	let tell: (scene: Scene) => void = () => undefined;

	const show = (change: Partial<Scene>): void => {
		scene = {...scene, ...change};
		tell(scene);
	};
	const findingsOf = (id: string): Scene['report']['findings'] =>
		scene.report.findings.filter(({nodes}) => nodes.includes(id));

	/** All nodes are gone through once for as many as are wanted by then. */
	const readWanted = async (): Promise<void> => {
		if (isReadingAgain) {
			return;
		}
		isReadingAgain = true;
		while (wanted.size > 0) {
			const nodes = scene.report.nodes.filter(({id}) => wanted.has(id));
			wanted.clear();
			let place = 0;
			await openAll((node) => {
				place += 1;
				const is = nodes.find(({id, name}) => places.get(id) === place && name === node.snapshot.node);
				return is === undefined ? null : {id: is.id, node};
			}).then(
				(opened) => inspect(opened.nodes.filter((each) => each !== null)),
				(error: unknown) => show({failures: [...scene.failures, `cannot be read again: ${String(error)}`]}),
			);
			const gone = nodes.filter(({id}) => !scene.inspections.has(id));
			if (gone.length > 0) {
				show({failures: [...scene.failures, ...gone.map(({id}) => `${id} was not found again`)]});
			}
		}
		isReadingAgain = false;
	};
	const inspect = (found: readonly {readonly id: string; readonly node: AnalyzedNode}[]): void => {
		const inspections = new Map(scene.inspections);
		for (const {id, node} of found) {
			inspections.set(id, inspectNode(node, findingsOf(id)));
		}
		// Those looked into first make room.
		for (const id of [...inspections.keys()].slice(0, Math.max(0, inspections.size - mostInspected))) {
			inspections.delete(id);
			asked.delete(id);
		}
		if (found.length > 0) {
			show({inspections});
		}
	};

	const readAll = async (): Promise<void> => {
		let count = 0;
		const opened = await openAll((node): SavedNode => {
			count += 1;
			return {...judgeAlone(node, catalogue), analyzed: count <= fewNodes ? node : null, place: count};
		});
		const {nodes: newest, older} = newestRecordings(opened.nodes);
		const report = assembleJudgements(newest, catalogue, around.version, waivers);
		kept = newest.flatMap(({analyzed}) => analyzed ?? []);
		scene = {...scene, report};
		const inspections = new Map<string, Inspection>();
		for (const [index, {id}] of report.nodes.entries()) {
			const {analyzed = null, place = 0} = newest[index] ?? {};
			places.set(id, place);
			if (analyzed !== null) {
				inspections.set(id, inspectNode(analyzed, findingsOf(id)));
			}
		}
		const now = Date.now();
		show({
			inspections,
			tracks: followFailures(scene.tracks, report, now, true),
			failures: [...opened.failures.map(({detail}) => detail), ...leftOutLines(older.map(({node}) => node))],
			progress: {...scene.progress, isReading: false, passes: 1, done: scene.progress.total, readAt: now},
		});
	};

	return {
		first,
		watch: (onScene) => {
			tell = onScene;
			readAll().catch((error: unknown) =>
				show({failures: [String(error)], progress: {...scene.progress, isReading: false, passes: 1}}),
			);
			return () => {
				tell = () => undefined;
			};
		},
		reread: () => undefined,
		pause: () => undefined,
		inspect: (id) => {
			if (!asked.has(id)) {
				asked.add(id);
				wanted.add(id);
				void readWanted();
			}
		},
		writeReport: () => writeSceneReport(scene),
		writeSnapshot: () => writeSceneSnapshot(kept),
	};
};
