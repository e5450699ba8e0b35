import {defineCollector} from '../model/collector.ts';
import {failedReading} from './failed-reading.ts';
import {partialOf} from './gaps.ts';
import {parseIpset} from './ipset.ts';
import {distinctParts, parseParts} from './read-parts.ts';

/** Sets of addresses that rules of iptables refer to. */
export const ipSets = defineCollector({
	fact: 'ipSets',
	title: 'Sets of ipset',
	after: [],
	inputs: () => [
		[
			{run: ['ipset', 'list'], format: 'ipset', gate: 'ip_set'},
			{run: ['ipset', 'save'], format: 'ipset', gate: 'ip_set'},
		],
	],
	collect: (captures) => {
		const [capture] = captures;
		if (capture?.failure?.kind === 'gated') {
			// The kernel holds no sets.
			return {value: [], unparsed: []};
		}
		return capture === undefined || capture.failure !== null
			? failedReading(capture)
			: {...parseParts(distinctParts(captures), parseIpset), partial: partialOf(captures)};
	},
});
