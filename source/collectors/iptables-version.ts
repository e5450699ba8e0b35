import type {Part} from '../model/capture.ts';
import {defineCollector, type Format} from '../model/collector.ts';
import type {IptablesTable} from '../model/facts/iptables.ts';
import type {Parsed, Place, Unparsed} from '../model/place.ts';
import {failedReading} from './failed-reading.ts';
import {partialOf} from './gaps.ts';
import {isBlank, partLines, placeOf, unparsedLine} from './parse-lines.ts';
import {distinctParts, parseParts} from './read-parts.ts';

/** The version of iptables, and which of the kernel's tables it uses. */
export type IptablesVersion = {
	readonly value: {readonly version: string; readonly backend: IptablesTable['backend']};
	readonly at: Place;
};

/** The backend in brackets; versions before 1.8 know legacy only and do not say. */
const backendOf = (version: string, named: string | undefined): IptablesTable['backend'] => {
	if (named !== undefined) {
		return named === 'nf_tables' ? 'nft' : named === 'legacy' ? 'legacy' : 'unknown';
	}
	const [major, minor] = version.split('.').map(Number);
	return major === 1 && minor !== undefined && minor < 8 ? 'legacy' : 'unknown';
};

/** `iptables v1.8.9 (nf_tables)`, one a line. */
export const parseIptablesVersion = (part: Part): Parsed<readonly IptablesVersion[]> => {
	const value: IptablesVersion[] = [];
	const unparsed: Unparsed[] = [];
	for (const [index, line] of partLines(part).entries()) {
		const match = /^ip6?tables v(\d+(?:\.\d+)+)\S*(?: \((\w+)\))?\s*$/.exec(line);
		if (match?.[1] !== undefined) {
			const version = match[1];
			value.push({value: {version, backend: backendOf(version, match[2])}, at: placeOf(part, index)});
		} else if (!isBlank(line)) {
			unparsed.push(unparsedLine(placeOf(part, index), line, 'iptables vVERSION (BACKEND)'));
		}
	}
	return {value, unparsed};
};

/** The format of `iptables --version`. */
export const iptablesVersionFormat: Format = {
	name: 'iptables-version',
	title: 'Version and backend of iptables',
	recognise: (text) => (/^ip6?tables v\d+\.\d+\S*(?: \(\w+\))?\r?$/m.test(text.slice(0, 2000)) ? 1 : 0),
	parse: parseIptablesVersion,
};

/** Version and backend of the node's own iptables. */
export const iptablesVersion = defineCollector({
	fact: 'iptablesVersion',
	title: 'Version of iptables',
	after: [],
	inputs: () => [{run: ['iptables', '--version'], format: 'iptables-version'}],
	collect: (captures) => {
		const {value, unparsed} = parseParts(distinctParts(captures), parseIptablesVersion);
		const [first] = value;
		if (first !== undefined) {
			return {value: first, unparsed, partial: partialOf(captures)};
		}
		const [capture] = captures;
		return capture === undefined || capture.failure !== null
			? failedReading(capture)
			: {unavailable: {kind: 'not-understood', reason: 'iptables --version printed no version', remedy: null}};
	},
});
