import {defineCollector} from '../model/collector.ts';
import {failedReading} from './failed-reading.ts';
import {partialOf} from './gaps.ts';
import {parseIpRule} from './ip-rule.ts';
import {distinctParts, parseParts} from './read-parts.ts';

/** The rules that choose a routing table, IPv4 and IPv6. */
export const policyRules = defineCollector({
	fact: 'policyRules',
	title: 'Routing rules',
	after: [],
	inputs: () => [
		{run: ['ip', 'rule'], format: 'ip-rule'},
		{run: ['ip', '-6', 'rule'], format: 'ip-rule'},
	],
	collect: (captures) =>
		captures.every((capture) => capture.failure !== null)
			? failedReading(captures[0])
			: {...parseParts(distinctParts(captures), parseIpRule), partial: partialOf(captures)},
});
