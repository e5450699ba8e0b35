import {defineCollector} from '../model/collector.ts';
import {failedReading} from './failed-reading.ts';
import {partialOf} from './gaps.ts';
import {parseIpvs} from './ipvs.ts';
import {distinctParts, parseParts} from './read-parts.ts';

/** Virtual servers of IPVS. The kernel has the file only while the module is there, so that without it there are none. */
export const virtualServers = defineCollector({
	fact: 'virtualServers',
	title: 'Virtual servers of IPVS',
	after: [],
	inputs: () => [{file: '/proc/net/ip_vs', format: 'ipvs'}],
	collect: (captures) => {
		const [capture] = captures;
		if (capture?.failure?.kind === 'missing') {
			return {value: [], unparsed: []};
		}
		return capture === undefined || capture.failure !== null
			? failedReading(capture)
			: {...parseParts(distinctParts(captures), parseIpvs), partial: partialOf(captures)};
	},
});
