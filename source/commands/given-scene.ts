import type {Catalogue} from '../analyzer/catalogue.ts';
import {followFailures} from '../analyzer/follow-failures.ts';
import type {EmbeddedSnapshot} from '../model/report.ts';
import type {Scene, SceneSource} from '../model/scene.ts';
import {fileNameOf} from '../report/origin-of-report.ts';
import {emptyScene} from './empty-scene.ts';
import type {GivenReport} from './given-report.ts';
import {inspectNode} from './inspect-node.ts';
import {type OpenOptions, openEmbedded} from './open-sources.ts';
import {writeOutput} from './write-output.ts';
import {stamp, writeSceneReport} from './write-scene.ts';

/** A report that somebody gave, as it is. Nodes whose snapshot is inside are read out of it when somebody looks into them. */
export const createGivenScene = (
	{report, path}: GivenReport,
	options: OpenOptions & {readonly catalogue: Catalogue},
): SceneSource => {
	const {snapshots = []} = report;
	const inside = new Map(snapshots.map((snapshot) => [snapshot.node, snapshot]));
	const empty = emptyScene(options.catalogue, {isLive: false, interval: 0});
	const now = Date.now();
	let scene: Scene = {
		...empty,
		report,
		tracks: followFailures(new Map(), report, now, true),
		groups: new Map(report.findings.map(({rule, group}) => [rule, group])),
		progress: {...empty.progress, isReading: false, passes: 1, done: empty.progress.total, readAt: now},
		given: {inside: new Set(inside.keys())},
	};
	let tell: (scene: Scene) => void = () => undefined;
	const asked = new Set<string>();
	const show = (change: Partial<Scene>): void => {
		scene = {...scene, ...change};
		tell(scene);
	};
	const fail = (node: string, detail: string): void => {
		const left = new Set(scene.given?.inside);
		left.delete(node);
		show({failures: [...scene.failures, detail], given: {inside: left}});
	};
	const read = async ({node, data}: EmbeddedSnapshot): Promise<void> => {
		const opened = await openEmbedded({path, name: node, data}, options);
		if ('exit' in opened) {
			fail(node, opened.detail);
			return;
		}
		const findings = report.findings.filter(({nodes}) => nodes.includes(node));
		show({inspections: new Map(scene.inspections).set(node, inspectNode(opened, findings))});
	};

	return {
		first: scene,
		watch: (onScene) => {
			tell = onScene;
			tell(scene);
			return () => {
				tell = () => undefined;
			};
		},
		reread: () => undefined,
		pause: () => undefined,
		inspect: (node) => {
			const snapshot = inside.get(node);
			if (snapshot !== undefined && !asked.has(node)) {
				asked.add(node);
				read(snapshot).catch((error: unknown) => fail(node, `${path}, snapshot of ${node}: ${String(error)}`));
			}
		},
		writeReport: () => writeSceneReport(scene),
		writeSnapshot: async () => {
			if (inside.size === 0) {
				throw new Error('this report has no snapshot inside');
			}
			const files: string[] = [];
			for (const [index, {node, data}] of snapshots.entries()) {
				const file = `${fileNameOf(node, index)}-${stamp()}.kdiag.json.gz`;
				await writeOutput(file, Buffer.from(data, 'base64'));
				files.push(file);
			}
			return `wrote ${files.join(', ')}`;
		},
	};
};
