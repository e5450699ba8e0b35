import type {Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {Located, ResolvConf} from '../model/facts/host.ts';
import type {Parsed, Place, Unparsed} from '../model/place.ts';
import {parseAddress} from '../net/address.ts';
import {isBlank, partLines, placeOf, unparsedLine, words} from './parse-lines.ts';
import {sampleLines, shareOf} from './sample-lines.ts';

/** Keywords of resolv.conf(5) that kdiag does not need. */
const otherKeywords = new Set(['sortlist', 'lookup', 'family', 'nameserver_order']);

const isComment = (line: string): boolean => line.startsWith('#') || line.startsWith(';');

type Draft = {nameservers: Located[]; search: readonly string[]; searchAt?: Place; options: string[]};

/** Takes in one line; false when it was not understood. The last `search` or `domain` counts, `options` add up. */
const readLine = (draft: Draft, line: string, at: Place): boolean => {
	const [keyword, ...values] = words(line);
	if (keyword === 'nameserver' && values[0] !== undefined) {
		// A zone belongs to the address: link-local servers are on one link only.
		const address = values[0].includes('%') ? values[0] : (parseAddress(values[0])?.text ?? values[0]);
		draft.nameservers.push({value: address, at});
		return parseAddress(values[0]) !== null;
	}
	if (keyword === 'search' || keyword === 'domain') {
		draft.search = values;
		draft.searchAt = at;
		return true;
	}
	if (keyword === 'options') {
		draft.options.push(...values);
		return true;
	}
	return keyword !== undefined && otherKeywords.has(keyword);
};

/** Parses a resolv.conf (resolv.conf(5)) into one record, whose path is the name of the part. */
export const parseResolvConf = (part: Part): Parsed<readonly ResolvConf[]> => {
	const draft: Draft = {nameservers: [], search: [], options: []};
	const unparsed: Unparsed[] = [];
	for (const [index, line] of partLines(part).entries()) {
		const at = placeOf(part, index);
		if (!isBlank(line) && !isComment(line) && !readLine(draft, line, at)) {
			unparsed.push(unparsedLine(at, line, 'nameserver, search, domain or options'));
		}
	}
	return {value: [{path: part.name, exists: true, ...draft}], unparsed};
};

/** resolv.conf. */
export const resolvConfFormat: Format = {
	name: 'resolv-conf',
	title: '/etc/resolv.conf',
	recognise: (text) => {
		const lines = sampleLines(text).filter((line) => !isComment(line));
		return (
			shareOf(lines, (line) =>
				/^(nameserver [0-9a-fA-F.:]+|search |domain |options |sortlist )/.test(line.slice(0, 80).replace(/\s+/g, ' ')),
			) * 0.97
		);
	},
	parse: parseResolvConf,
};
