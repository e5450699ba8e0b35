import {type AnalyzedNode, assembleReport, type Catalogue, type Waivers} from '../analyzer/analyze.ts';
import {drawConclusions} from '../analyzer/draw-conclusions.ts';
import {followFailures} from '../analyzer/follow-failures.ts';
import type {Readings} from '../analyzer/read-facts.ts';
import {settledCatalogue} from '../analyzer/settled-catalogue.ts';
import type {Capture} from '../model/capture.ts';
import type {Progress, Scene, SceneSource} from '../model/scene.ts';
import {datedNode} from './dated-node.ts';
import {emptyScene} from './empty-scene.ts';
import {inspectNode} from './inspect-node.ts';
import type {LiveReading} from './live-reading.ts';
import type {OpenOptions} from './open-sources.ts';
import {snapshotHeader} from './snapshot-header.ts';
import {writeSceneReport, writeSceneSnapshot} from './write-scene.ts';

/** How a machine is watched. `interval` is the shortest time from pass to pass, in seconds. */
export type LiveSceneOptions = OpenOptions & {
	readonly catalogue: Catalogue;
	readonly waivers: Waivers;
	readonly interval: number;
};

/** How often what is known so far is shown while a pass is under way, in ms. */
const partialEvery = 250;
/** kdiag's own work may take one part in this many of a processor. */
const ownShare = 60;
/** A pass may last one part in this many of the time between two. */
const passShare = 4;

/** Seconds until the next pass: longer where the node answers slowly or kdiag itself has much to do. `took` and `cpu` in ms. */
export const intervalAfter = (asked: number, took: number, cpu: number): number =>
	Math.max(asked, (took * passShare) / 1000, (cpu * ownShare) / 1000);

/** What is known of a pass that is under way. */
type Pass = {
	readonly started: number;
	readonly waiting: Map<string, number>;
	readonly captures: Capture[];
	readings: Readings;
};

const ownTime = (): number => {
	const {user, system} = process.cpuUsage();
	return (user + system) / 1000;
};

/** This machine, read again and again as `open` prepares it. A pass under way shows what is settled of it while no pass is complete; later the last complete one stays until the next is. */
export const createLiveScene = (open: () => Promise<LiveReading>, options: LiveSceneOptions): SceneSource => {
	const {catalogue, waivers, around} = options;
	const first = emptyScene(catalogue, {isLive: true, interval: options.interval});
	let scene: Scene = first;
	let node: AnalyzedNode | null = null;
	let tell: (scene: Scene) => void = () => undefined;
	let reading: Promise<LiveReading> | null = null;
	let isUnderWay = false;
	let isWanted = false;
	let isEnded = false;
	let timer: ReturnType<typeof setTimeout> | undefined;

	const show = (change: Partial<Omit<Scene, 'progress'>>, progress: Partial<Progress>): void => {
		scene = {...scene, ...change, progress: {...scene.progress, ...progress}};
		tell(scene);
	};
	const made = (read: AnalyzedNode, part: Catalogue): Pick<Scene, 'report' | 'inspections'> => {
		const report = assembleReport([read], part, around.version, waivers);
		const id = report.nodes[0]?.id ?? read.snapshot.node;
		return {report, inspections: new Map([[id, inspectNode(read, report.findings)]])};
	};
	const showPart = (pass: Pass): void => {
		const done = Object.keys(pass.readings).length;
		const progress = {done, waitingFor: [...pass.waiting].map(([name, since]) => ({name, since}))};
		if (scene.progress.passes > 0 || done === scene.progress.done) {
			show({}, progress);
			return;
		}
		const part = settledCatalogue(pass.readings, catalogue);
		const header = {
			...snapshotHeader('live', 'this machine', around.version),
			takenAt: new Date(pass.started).toISOString(),
		};
		const knowledge = drawConclusions(pass.readings, part.derivations);
		show(made(datedNode({snapshot: {...header, captures: [...pass.captures]}, knowledge}), part), progress);
	};

	const runPass = async (): Promise<void> => {
		const pass: Pass = {started: Date.now(), waiting: new Map(), captures: [], readings: {}};
		const cpu = ownTime();
		reading ??= open();
		show({}, {isReading: true, done: 0, waitingFor: []});
		const looking = setInterval(() => showPart(pass), partialEvery);
		try {
			const read = await (await reading)({
				onStart: (name) => pass.waiting.set(name, Date.now()),
				onCapture: (capture) => {
					pass.waiting.delete(capture.id);
					pass.captures.push(capture);
				},
				onReading: (readings) => {
					pass.readings = readings;
				},
			});
			node = read;
			const now = Date.now();
			const took = now - pass.started;
			const parts = made(read, catalogue);
			const tracks = followFailures(scene.tracks, parts.report, now, scene.progress.passes === 0);
			const interval = intervalAfter(options.interval, took, ownTime() - cpu);
			show(
				{...parts, tracks},
				{
					isReading: false,
					passes: scene.progress.passes + 1,
					done: scene.progress.total,
					waitingFor: [],
					readAt: now,
					took,
					interval,
				},
			);
		} finally {
			clearInterval(looking);
		}
	};
	const plan = (): void => {
		clearTimeout(timer);
		if (!isEnded && !scene.progress.isPaused) {
			timer = setTimeout(go, scene.progress.interval * 1000);
		}
	};
	const go = (): void => {
		if (isUnderWay) {
			isWanted = true;
			return;
		}
		clearTimeout(timer);
		isUnderWay = true;
		void runPass().finally(() => {
			isUnderWay = false;
			if (isWanted && !isEnded) {
				isWanted = false;
				go();
			} else {
				plan();
			}
		});
	};

	return {
		first,
		watch: (onScene) => {
			tell = onScene;
			go();
			return () => {
				isEnded = true;
				tell = () => undefined;
				clearTimeout(timer);
			};
		},
		reread: go,
		pause: (isPaused) => {
			show({}, {isPaused});
			if (isPaused) {
				clearTimeout(timer);
			} else {
				go();
			}
		},
		inspect: () => undefined,
		writeReport: () => writeSceneReport(scene),
		writeSnapshot: () => writeSceneSnapshot(node === null ? [] : [node]),
	};
};
