import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {readNode} from '../../source/analyzer/analyze.ts';
import {wholeCatalogue} from '../../source/commands/catalogue.ts';
import type {LiveReading, PassListener} from '../../source/commands/live-reading.ts';
import {createLiveScene, intervalAfter} from '../../source/commands/live-scene.ts';
import type {Capture} from '../../source/model/capture.ts';
import type {Scene} from '../../source/model/scene.ts';
import {readSnapshotFile} from '../../source/sources/read-snapshot.ts';
import {createSnapshotReader} from '../../source/sources/snapshot-reader.ts';
import {fixture} from '../support/fixture.ts';
import {around} from '../support/screen.ts';

const saved = async (name: string) => {
	const snapshot = await readSnapshotFile(fixture(`${name}.kdiag.json.gz`));
	if ('exit' in snapshot) {
		throw new Error(snapshot.detail);
	}
	return snapshot;
};

const healthy = await saved('demo/healthy');
const faulty = await saved('demo/fault');

const rules = wholeCatalogue.rules.filter(({id}) => ['forward-drop', 'service-without-endpoints'].includes(id));
const catalogue = {...wholeCatalogue, rules};

/** A pass that gives a recorded node; one input of it can be held back. */
const passOf = (
	snapshot: typeof healthy,
	listener: PassListener | undefined,
	held?: {readonly id: string; readonly until: Promise<void>},
) => {
	const reader = createSnapshotReader(snapshot);
	const heard = async (input: Parameters<typeof reader>[0]): Promise<Capture> => {
		const capture = await reader(input);
		listener?.onStart(capture.id);
		await (capture.id === held?.id ? held.until : undefined);
		listener?.onCapture(capture);
		return capture;
	};
	return readNode(heard, {...snapshot, captures: []} as never, catalogue, listener?.onReading);
};

const options = {catalogue, timeout: 8, around, waivers: {list: [], today: '2026-01-01'}, interval: 5};

const watch = (reading: LiveReading) => {
	const scenes: Scene[] = [];
	const source = createLiveScene(() => Promise.resolve(reading), options);
	const end = source.watch((scene) => scenes.push(scene));
	const failing = (): readonly string[] | undefined =>
		scenes
			.at(-1)
			?.report.findings.filter(({status}) => status === 'fail')
			.map(({rule}) => rule);
	return {scenes, source, end, failing, last: () => scenes.at(-1)?.progress};
};

/** Lets promises and the timers of `ms` run. */
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
	vi.useFakeTimers({now: Date.parse('2026-01-01T12:00:00Z')});
});
afterEach(() => {
	vi.useRealTimers();
});

/** Sixty seconds hold a pass and the pause after it, even where a test machine is slow and the interval grows. */
const aPass = 60_000;

describe('passes', () => {
	test('a fault appears, clears and comes back, each with its time', async () => {
		const passes = [healthy, faulty, healthy, faulty];
		let count = 0;
		const {failing, scenes, end, source} = watch(async (listener) => passOf(passes[count++] ?? healthy, listener));
		await pass(100);
		expect(failing()).not.toContain('forward-drop');
		source.reread();
		await pass(100);
		const appeared = Date.now();
		expect(failing()).toContain('forward-drop');
		source.reread();
		await pass(100);
		expect(failing()).not.toContain('forward-drop');
		const cleared = scenes.at(-1)?.tracks.get('forward-drop w1');
		expect(cleared).toMatchObject({isOld: false, times: 1});
		expect(appeared - (cleared?.since ?? 0)).toBeLessThanOrEqual(100);
		expect(cleared?.clearedAt).toBeGreaterThan(cleared?.since ?? Number.POSITIVE_INFINITY);
		source.reread();
		await pass(100);
		expect(scenes.at(-1)?.tracks.get('forward-drop w1')).toMatchObject({times: 2, clearedAt: null});
		end();
	});

	test('they come by themselves, and not while paused', async () => {
		let count = 0;
		const {source, end, last} = watch(async (listener) => {
			count += 1;
			return passOf(healthy, listener);
		});
		await pass(aPass);
		const running = count;
		expect(running).toBeGreaterThan(1);
		source.pause(true);
		await pass(aPass);
		expect(last()?.isPaused).toBe(true);
		const paused = count;
		await pass(aPass);
		expect(count).toBe(paused);
		source.pause(false);
		await pass(aPass);
		expect(count).toBeGreaterThan(paused);
		end();
		await pass(aPass);
		const ended = count;
		await pass(aPass);
		expect(count).toBe(ended);
	});

	test('a pass that is asked for while one is under way comes after it', async () => {
		let count = 0;
		const {source, end} = watch(async (listener) => {
			count += 1;
			return passOf(healthy, listener);
		});
		source.reread();
		source.reread();
		await pass(100);
		expect(count).toBe(2);
		end();
	});
});

test('while one command hangs, what does not need it is shown, and what is waited for is named', async () => {
	const {promise, resolve} = Promise.withResolvers<void>();
	const held = '/etc/resolv.conf';
	const {scenes, end, last, failing} = watch((listener) => passOf(faulty, listener, {id: held, until: promise}));
	await pass(1000);
	expect(last()).toMatchObject({passes: 0, isReading: true});
	expect(last()?.waitingFor.map(({name}) => name)).toEqual([held]);
	expect(scenes.at(-1)?.report.nodes[0]?.name).toBe('w1');
	expect(failing()).toEqual(['forward-drop', 'service-without-endpoints']);
	resolve();
	await pass(1000);
	expect(last()).toMatchObject({passes: 1, isReading: false});
	end();
});

test('files are written where somebody asked, and not before something was read', async () => {
	const {source, end} = watch(() => new Promise(() => undefined));
	await expect(source.writeSnapshot()).rejects.toThrow('nothing to write yet');
	await expect(source.writeReport()).rejects.toThrow('nothing to write yet');
	end();
});

test.each([
	[5, 300, 40, 5],
	// The node takes two seconds to answer.
	[5, 2000, 40, 8],
	// kdiag itself takes 200 ms of a processor.
	[5, 300, 200, 12],
	[60, 300, 200, 60],
])('asked for every %d s, a pass of %d ms that takes %d ms of work comes every %d s', (asked, took, cpu, seconds) => {
	expect(intervalAfter(asked, took, cpu)).toBe(seconds);
});
