import {defineCollector} from '../model/collector.ts';
import {parseBridgeFdb} from './bridge-fdb.ts';
import {failedReading} from './failed-reading.ts';
import {parseParts} from './read-parts.ts';

/** The forwarding databases of bridges and VXLAN interfaces: which MAC is behind which port or tunnel end. */
export const forwardingEntries = defineCollector({
	fact: 'forwardingEntries',
	title: 'Forwarding databases',
	after: [],
	inputs: () => [{run: ['bridge', 'fdb'], format: 'bridge-fdb'}],
	collect: ([capture]) =>
		capture === undefined || capture.failure !== null
			? failedReading(capture)
			: parseParts(capture.parts, parseBridgeFdb),
});
