import type {Capture, Reader} from '../model/capture.ts';
import type {Collector, InputSlot, KnownFacts} from '../model/collector.ts';
import type {FactName, Facts} from '../model/facts.ts';
import {type Input, inputId} from '../model/input.ts';
import type {Reading} from '../model/reading.ts';

/** The reading of every fact that has a collector. */
export type Readings = {readonly [K in FactName]?: Reading<Facts[K]>};

/** What reading gave: the readings and every capture made on the way, each once, in the order in which they were asked for. */
export type FactsRead = {readonly readings: Readings; readonly captures: readonly Capture[]};

/** Reads each input once, however many collectors ask for it. */
const readOnce = (reader: Reader, order: Input[]): Reader => {
	const running = new Map<string, Promise<Capture>>();
	return (input) => {
		const id = inputId(input);
		const started = running.get(id);
		if (started !== undefined) {
			return started;
		}
		order.push(input);
		const capture = reader(input);
		running.set(id, capture);
		return capture;
	};
};

const readSlot = async (reader: Reader, slot: InputSlot): Promise<Capture> => {
	const alternatives: readonly Input[] = Array.isArray(slot) ? slot : [slot as Input];
	let first: Capture | null = null;
	for (const input of alternatives) {
		const capture = await reader(input);
		if (capture.failure === null) {
			return capture;
		}
		// The first failure is the one to report, unless only a later alternative exists here at all.
		if (first === null || (first.failure?.kind === 'missing' && capture.failure.kind !== 'missing')) {
			first = capture;
		}
	}
	if (first === null) {
		throw new Error('a collector has an empty list of alternatives');
	}
	return first;
};

const partialOf = (captures: readonly Capture[]): string | null =>
	captures.find((capture) => capture.failure === null && capture.partial !== null)?.partial ?? null;

const toReading = (collector: Collector, captures: readonly Capture[], known: KnownFacts): Reading<never> => {
	try {
		const collected = collector.collect(captures, known);
		if ('unavailable' in collected) {
			return {status: 'unavailable', ...collected.unavailable};
		}
		return {
			status: 'ready',
			value: collected.value as never,
			partial: collected.partial === undefined ? partialOf(captures) : collected.partial,
			sources: captures.filter((capture) => capture.failure === null).map((capture) => capture.id),
			unparsed: collected.unparsed,
		};
	} catch (error) {
		// A parser that throws is a bug; it costs this fact and says so, the report goes on.
		const reason = `kdiag could not read this (${error instanceof Error ? error.message : String(error)}); please report it`;
		return {status: 'unavailable', kind: 'not-understood', reason, remedy: null};
	}
};

/**
 * Reads all facts through a reader: every collector starts as soon as those it comes after are done, or at once where its inputs do not depend on them.
 * Never throws for what a node does.
 * `onReading` hears of each fact when it is known, so that a screen can grow.
 */
export const readFacts = async (
	reader: Reader,
	collectors: readonly Collector[],
	onReading?: (readings: Readings) => void,
): Promise<FactsRead> => {
	const asked: Input[] = [];
	const once = readOnce(reader, asked);
	const readings: {[K in FactName]?: Reading<never>} = {};
	const known: {[name: string]: unknown} = {};
	const done = new Map<FactName, Promise<void>>();

	const capture = (collector: Collector, visible: KnownFacts): Promise<readonly Capture[]> =>
		Promise.all(collector.inputs(visible).map((slot) => readSlot(once, slot)));

	const run = async (collector: Collector): Promise<void> => {
		const early = collector.isReadAtOnce === true ? capture(collector, {}) : null;
		await Promise.all(collector.after.map((fact) => done.get(fact)));
		const visible = Object.fromEntries(collector.after.map((fact) => [fact, known[fact]])) as KnownFacts;
		const captures = await (early ?? capture(collector, visible));
		const reading = toReading(collector, captures, visible);
		readings[collector.fact] = reading;
		if (reading.status === 'ready') {
			known[collector.fact] = reading.value;
		}
		onReading?.(readings);
	};
	// The list is ordered so that a collector stands after those it needs.
	for (const collector of collectors) {
		done.set(collector.fact, run(collector));
	}
	await Promise.all(done.values());
	const captures = await Promise.all(asked.map((input) => once(input)));
	return {readings, captures};
};
