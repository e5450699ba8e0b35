import {defineCollector} from '../model/collector.ts';
import {parseArp} from './arp.ts';
import {failedReading} from './failed-reading.ts';
import {parseIpNeigh} from './ip-neigh.ts';
import {distinctParts, parseParts} from './read-parts.ts';

/** The neighbours whose link-layer addresses the node knows or looks for; without `ip` only those of IPv4. */
export const neighbours = defineCollector({
	fact: 'neighbours',
	title: 'Neighbours',
	after: [],
	inputs: () => [
		[
			{run: ['ip', 'neigh'], format: 'ip-neigh'},
			{file: '/proc/net/arp', format: 'arp'},
		],
	],
	collect: ([capture]) => {
		if (capture === undefined || capture.failure !== null) {
			return failedReading(capture);
		}
		const parts = distinctParts([capture]);
		return capture.input.format === 'arp'
			? {...parseParts(parts, parseArp), partial: capture.partial ?? 'only IPv4 neighbours are shown'}
			: parseParts(parts, parseIpNeigh);
	},
});
