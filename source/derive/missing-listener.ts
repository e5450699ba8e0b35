import type {Components, PortRow} from '../model/conclusions.ts';
import type {Located} from '../model/facts/host.ts';
import type {LogTail} from '../model/facts/kubernetes.ts';
import type {Place} from '../model/place.ts';
import type {Violation} from '../model/rule.ts';
import {lastError} from './last-error.ts';
import {isSettled} from './running-seconds.ts';

/** What a rule about a missing listener knows of the node. */
export type ListenerView = {
	readonly portTable: readonly PortRow[];
	readonly components: Components;
	readonly logs?: readonly LogTail[] | undefined;
	readonly uptime?: Located<number> | undefined;
};

/** Whether there is any sign of a component on the node: its process or its manifest. */
export const isThere = (components: Components, name: string): boolean => {
	const component = components[name];
	return component !== undefined && (component.manifest !== null || component.processes.length > 0);
};

const stateOf = (components: Components, name: string): string => {
	const component = components[name];
	if ((component?.processes.length ?? 0) > 0) {
		return `${name} runs but does not listen`;
	}
	return component?.manifest
		? `${name} is declared but does not run: nothing listens`
		: `${name} does not run: nothing listens`;
};

const placesOf = (row: PortRow, view: ListenerView): readonly Place[] => {
	const component = view.components[row.component];
	const error = lastError(view.logs, row.component);
	return [error?.at, row.expectedAt, component?.manifest?.at, component?.processes[0]?.at]
		.filter((at) => at != null)
		.slice(0, 3);
};

/** A violation for each required listener of a component that is missing from the port table; `purpose` narrows it to one of its ports. */
export const missingListeners = (view: ListenerView, component: string, purpose?: string): readonly Violation[] =>
	view.portTable
		.filter((row) => row.component === component && (purpose === undefined || row.purpose === purpose))
		.filter((row) => row.status === 'missing' && row.expected?.requirement === 'required')
		.map((row) => {
			const process = view.components[component]?.processes[0];
			const error = lastError(view.logs, component);
			return {
				expected: `${component} listens on ${row.port}/${row.protocol} (${row.purpose})`,
				actual: `${stateOf(view.components, component)} on ${row.port}`,
				severity: isSettled(process, view.uptime) ? ('error' as const) : ('info' as const),
				evidence: placesOf(row, view),
				values: {component, port: String(row.port), ...(error === undefined ? {} : {log: error.at.source})},
			};
		});
