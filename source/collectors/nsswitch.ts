import type {Part} from '../model/capture.ts';
import {defineCollector, type Format} from '../model/collector.ts';
import type {Parsed, Place} from '../model/place.ts';
import {failedReading} from './failed-reading.ts';
import {parseLines, words} from './parse-lines.ts';
import {parseParts} from './read-parts.ts';
import {sampleLines} from './sample-lines.ts';

/** A database of nsswitch.conf with its sources in order. */
export type NameDatabase = {readonly database: string; readonly sources: readonly string[]; readonly at: Place};

/** Leaves out what stands in brackets: `[NOTFOUND=return]` says what to do between two sources. */
const withoutActions = (text: string): string => {
	const kept: string[] = [];
	for (const piece of text.split('[')) {
		const end = piece.indexOf(']');
		kept.push(kept.length === 0 ? piece : end < 0 ? '' : piece.slice(end + 1));
	}
	return kept.join(' ');
};

const readDatabase = (line: string, at: Place): NameDatabase | null | string => {
	const text = line.split('#', 1)[0] ?? '';
	if (text.trim() === '') {
		return null;
	}
	const colon = text.indexOf(':');
	const database = text.slice(0, Math.max(colon, 0)).trim();
	if (!/^[a-z_]+$/.test(database)) {
		return 'a database and its sources as in nsswitch.conf';
	}
	return {database, sources: words(withoutActions(text.slice(colon + 1))).filter((word) => word !== ''), at};
};

/** Parses /etc/nsswitch.conf (nsswitch.conf(5)). */
export const parseNsswitch = (part: Part): Parsed<readonly NameDatabase[]> => parseLines(part, readDatabase);

/** /etc/nsswitch.conf. */
export const nsswitchFormat: Format = {
	name: 'nsswitch',
	title: '/etc/nsswitch.conf',
	recognise: (text) =>
		sampleLines(text).some((line) => /^(passwd|hosts|group|shadow):[ \t]+(files|compat|dns|db|sss|systemd)/.test(line))
			? 0.98
			: 0,
	parse: parseNsswitch,
};

/** Where the node looks names up, in order: the `hosts` line of nsswitch.conf. */
export const nameServiceSwitch = defineCollector({
	fact: 'nameServiceSwitch',
	title: 'Order of name lookups',
	after: [],
	inputs: () => [{file: '/etc/nsswitch.conf', format: 'nsswitch'}],
	collect: ([capture]) => {
		if (capture === undefined || capture.failure !== null) {
			return failedReading(capture);
		}
		const {value, unparsed} = parseParts(capture.parts, parseNsswitch);
		const hosts = value.find((item) => item.database === 'hosts');
		if (hosts === undefined) {
			const reason = 'nsswitch.conf has no line for hosts';
			return {unavailable: {kind: 'not-understood', reason, remedy: null}};
		}
		return {value: {value: hosts.sources, at: hosts.at}, unparsed};
	},
});
