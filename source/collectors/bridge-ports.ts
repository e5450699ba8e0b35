import type {Capture, Part} from '../model/capture.ts';
import {defineCollector} from '../model/collector.ts';
import type {Interface} from '../model/facts/interface.ts';
import type {BridgePort} from '../model/facts/route.ts';
import type {Input} from '../model/input.ts';
import {parseBrctlShow} from './brctl-show.ts';
import {parseBridgeLink} from './bridge-link.ts';
import {failedReading} from './failed-reading.ts';
import {partialOf} from './gaps.ts';
import {interfaceInputs} from './interfaces.ts';
import {parseByFormat} from './read-parts.ts';

const folder = '/sys/class/net';

/**
 * Live, only files of sysfs are read: `brctl` would load the bridge module where there is none. What people paste of `bridge link` and
 * `brctl show` answers through the formats.
 */
const inputs: readonly Input[] = [
	{directory: folder, match: '*/brport/state', format: 'bridge-link'},
	{directory: folder, match: '*/bridge/bridge_id', format: 'brctl-show'},
];

const parsers = new Map([
	['bridge-link', parseBridgeLink],
	['brctl-show', parseBrctlShow],
]);

/** BR_STATE_* of linux/if_bridge.h by number, as bridge(8) calls them. */
const states = ['disabled', 'listening', 'learning', 'forwarding', 'blocking'];

const isSysfs = (part: Part): boolean => part.name.startsWith(`${folder}/`);

const partsOf = (capture: Capture | undefined): readonly Part[] => (capture?.failure === null ? capture.parts : []);

/** Files of sysfs by the interface that they belong to. */
const sysfsOf = (capture: Capture | undefined): ReadonlyMap<string, Part> =>
	new Map(
		partsOf(capture)
			.filter(isSysfs)
			.map((part) => [part.name.slice(folder.length + 1).split('/', 1)[0] ?? '', part]),
	);

/** Ports as interfaces name their masters, with their states where sysfs has them; a bridge without ports is a record without a port. */
const knownPorts = (captures: readonly Capture[], interfaces: readonly Interface[]): readonly BridgePort[] => {
	const [stateFiles, bridgeFiles] = captures.map(sysfsOf);
	const ports = interfaces.flatMap(({name, master, slaveKind, at}): readonly BridgePort[] => {
		const file = stateFiles?.get(name);
		const isPort = slaveKind === 'bridge_slave' || file !== undefined;
		const state = states[Number(file?.text.trim() || -1)] ?? null;
		return isPort && master !== null ? [{bridge: master, port: name, state, at}] : [];
	});
	const used = new Set(ports.map((port) => port.bridge));
	const empty = [...(bridgeFiles ?? [])].filter(([name]) => !used.has(name));
	return [
		...ports,
		...empty.map(([bridge, part]) => ({bridge, port: null, state: null, at: {source: part.name, line: 1}})),
	];
};

/** Whether all interfaces are known with their kinds, so that a port that they lack does not exist. */
const isWhole = (interfaces: readonly Interface[]): boolean =>
	interfaces.every((item) => item.detailed) && interfaces.some((item) => item.name === 'lo');

/** The ports of bridges. */
export const bridgePorts = defineCollector({
	fact: 'bridgePorts',
	title: 'Ports of bridges',
	after: ['interfaces'],
	inputs: () => [...inputs, ...interfaceInputs.slice(0, 1)],
	collect: ([states, bridges, shown], {interfaces}) => {
		const captures = [states, bridges].filter((capture) => capture !== undefined);
		const pasted = captures.map((capture) => ({...capture, parts: capture.parts.filter((part) => !isSysfs(part))}));
		if (pasted.some((capture) => partsOf(capture).length > 0)) {
			return {
				...parseByFormat(pasted, parsers),
				partial: partialOf(captures.filter((capture) => capture.failure === null)),
			};
		}
		if (interfaces === undefined || !(isWhole(interfaces) || captures.some((capture) => capture.failure === null))) {
			return failedReading(captures[0]);
		}
		return {
			value: knownPorts(captures, interfaces),
			unparsed: [],
			partial: isWhole(interfaces) ? partialOf(shown?.failure === null ? [shown] : []) : partialOf(captures),
		};
	},
});
