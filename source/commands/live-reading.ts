import {type AnalyzedNode, readNode} from '../analyzer/analyze.ts';
import type {Readings} from '../analyzer/read-facts.ts';
import type {Capture, Reader} from '../model/capture.ts';
import {type Input, inputId} from '../model/input.ts';
import {machineQueryArgument} from '../sources/query-machine.ts';
import {datedNode} from './dated-node.ts';
import type {OpenOptions} from './open-sources.ts';
import {snapshotHeader} from './snapshot-header.ts';

/** Hears how a pass goes on. */
export type PassListener = {
	readonly onStart: (name: string) => void;
	readonly onCapture: (capture: Capture) => void;
	readonly onReading: (readings: Readings) => void;
};

/** Reads this machine once; each call is a pass. */
export type LiveReading = (listener?: PassListener) => Promise<AnalyzedNode>;

const heard =
	(reader: Reader, {onStart, onCapture}: PassListener): Reader =>
	async (input: Input) => {
		onStart(inputId(input));
		const capture = await reader(input);
		onCapture(capture);
		return capture;
	};

/** Prepares to read this machine, once or again and again: what hung in one pass is not started again in the next. */
export const createLiveReading = async (options: OpenOptions): Promise<LiveReading> => {
	// What runs commands is loaded only where commands are run.
	const {createLiveReader} = await import('../sources/live-reader.ts');
	const reader = createLiveReader({
		timeout: options.timeout * 1000,
		probe: options.probe === true,
		machineQuery: [...options.around.self, machineQueryArgument],
	});
	return async (listener) => {
		const header = snapshotHeader('live', 'this machine', options.around.version);
		return datedNode(
			await readNode(
				listener === undefined ? reader : heard(reader, listener),
				{...header, takenAt: new Date().toISOString()},
				options.catalogue,
				listener?.onReading,
			),
		);
	};
};
