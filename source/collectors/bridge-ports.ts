import {defineCollector} from '../model/collector.ts';
import type {Interface} from '../model/facts/interface.ts';
import type {BridgePort} from '../model/facts/route.ts';
import type {Input} from '../model/input.ts';
import {parseBrctlShow} from './brctl-show.ts';
import {parseBridgeLink} from './bridge-link.ts';
import {failedReading} from './failed-reading.ts';
import {parseParts} from './read-parts.ts';

/**
 * Whether `brctl` may be run: it loads the bridge module where there is none yet. Where interfaces are not known, or without their kinds,
 * this is pasted text and nothing is run.
 */
const mayAskBrctl = (interfaces: readonly Interface[] | undefined): boolean =>
	interfaces === undefined ||
	interfaces.some((item) => item.kind === 'bridge' || (!item.detailed && item.master !== null));

const inputsFor = (interfaces: readonly Interface[] | undefined): readonly Input[] => [
	{run: ['bridge', 'link'], format: 'bridge-link'},
	...(mayAskBrctl(interfaces) ? [{run: ['brctl', 'show'], format: 'brctl-show'}] : []),
];

/** Ports as interfaces know them: their master, where they are a bridge's. */
const portsOf = (interfaces: readonly Interface[] | undefined): readonly BridgePort[] =>
	(interfaces ?? []).flatMap(({name, master, slaveKind, at}) =>
		slaveKind === 'bridge_slave' && master !== null ? [{bridge: master, port: name, state: null, at}] : [],
	);

/** The ports of bridges. */
export const bridgePorts = defineCollector({
	fact: 'bridgePorts',
	title: 'Ports of bridges',
	after: ['interfaces'],
	inputs: ({interfaces}) => [inputsFor(interfaces)],
	collect: ([capture], {interfaces}) => {
		if (capture !== undefined && capture.failure === null) {
			return parseParts(capture.parts, capture.input.format === 'brctl-show' ? parseBrctlShow : parseBridgeLink);
		}
		const isKnown = interfaces !== undefined && interfaces.length > 0 && interfaces.every((item) => item.detailed);
		return isKnown ? {value: portsOf(interfaces), unparsed: []} : failedReading(capture);
	},
});
