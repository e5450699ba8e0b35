import type {Part} from '../model/capture.ts';
import {defineCollector, type Format} from '../model/collector.ts';
import type {HostsEntry} from '../model/facts/host.ts';
import type {Parsed, Place} from '../model/place.ts';
import {parseAddress} from '../net/address.ts';
import {failedReading} from './failed-reading.ts';
import {nowhere, parseLines, words} from './parse-lines.ts';
import {parseParts} from './read-parts.ts';
import {sampleLines, shareOf} from './sample-lines.ts';

/** The part of a line before its comment. */
const withoutComment = (line: string): string => line.split('#', 1)[0] ?? '';

const readEntry = (line: string, at: Place): HostsEntry | null | string => {
	const [address, ...names] = words(withoutComment(line));
	if (address === undefined || address === '') {
		return null;
	}
	const parsed = parseAddress(address);
	return parsed === null || names.length === 0
		? 'an address and names as in /etc/hosts'
		: {address: parsed.text, names, at};
};

/** Parses /etc/hosts (hosts(5)): an address, then its names; `#` begins a comment. */
export const parseHosts = (part: Part): Parsed<readonly HostsEntry[]> => parseLines(part, readEntry);

/** Words that stand after an address in other formats. */
const notNames =
	/^(dev|via|proto|scope|nhid|src|metric|ether|lladdr|nexthop|table|onlink|0x[0-9a-f]+|\d.*|[A-Z]+|\*|\(incomplete\))$/;

const looksLikeHosts = (line: string): boolean => {
	const entry = readEntry(line, nowhere);
	return entry === null || (typeof entry === 'object' && !entry.names.some((name) => notNames.test(name)));
};

/** /etc/hosts. */
export const hostsFormat: Format = {
	name: 'hosts',
	title: '/etc/hosts',
	recognise: (text) => {
		const lines = sampleLines(text).filter((line) => !line.startsWith('#'));
		return shareOf(lines, looksLikeHosts) * (text.includes('localhost') ? 0.9 : 0.7);
	},
	parse: parseHosts,
};

/** The entries of /etc/hosts; none where the file does not exist. */
export const hostsFile = defineCollector({
	fact: 'hostsFile',
	title: 'Names in /etc/hosts',
	after: [],
	inputs: () => [{file: '/etc/hosts', format: 'hosts'}],
	collect: ([capture]) => {
		if (capture?.failure?.kind === 'missing') {
			return {value: [], unparsed: []};
		}
		return capture === undefined || capture.failure !== null
			? failedReading(capture)
			: parseParts(capture.parts, parseHosts);
	},
});
