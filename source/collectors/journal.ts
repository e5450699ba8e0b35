import {lineNumber, type Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {LogLine} from '../model/facts/kubernetes.ts';
import type {Parsed, Place, Unparsed} from '../model/place.ts';
import {linesOf} from './words.ts';

/** A line of the journal and the unit that wrote it (`kubelet`), null where the journal does not say. */
export type JournalLine = LogLine & {readonly unit: string | null};

type Entry = {readonly [field: string]: unknown};

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** A message with bytes that are not UTF-8 is an array of them (https://systemd.io/JOURNAL_EXPORT_FORMATS/). */
const messageOf = (value: unknown): string | null => {
	if (Array.isArray(value) && value.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255)) {
		return new TextDecoder().decode(new Uint8Array(value as number[]));
	}
	// A field that is set more than once is an array of its values; one that is too large is null.
	return Array.isArray(value) ? textOf(value[0]) : (textOf(value) ?? (value === null ? '' : null));
};

const timeOf = (value: unknown): string | null => {
	const microseconds = Number(textOf(value) ?? Number.NaN);
	const time = new Date(microseconds / 1000);
	return Number.isNaN(time.getTime()) ? null : time.toISOString();
};

const unitOf = (entry: Entry): string | null => {
	// systemd's own lines about a unit (started, failed) name it in UNIT.
	const unit = textOf(entry.UNIT) ?? textOf(entry._SYSTEMD_UNIT) ?? textOf(entry.SYSLOG_IDENTIFIER);
	return unit?.endsWith('.service') === true ? unit.slice(0, -'.service'.length) : unit;
};

const readEntry = (line: string, at: Place): JournalLine | null => {
	// An exception for each line of another text would be slow.
	if (!line.trimStart().startsWith('{')) {
		return null;
	}
	try {
		const entry = JSON.parse(line) as Entry | null;
		const text = typeof entry === 'object' && entry !== null ? messageOf(entry.MESSAGE) : null;
		return entry === null || text === null
			? null
			: {text, time: timeOf(entry.__REALTIME_TIMESTAMP ?? entry._SOURCE_REALTIME_TIMESTAMP), at, unit: unitOf(entry)};
	} catch {
		return null;
	}
};

/** Lines of `journalctl -o json` (journalctl(1)): one JSON object a line. */
export const parseJournal = (part: Part): Parsed<readonly JournalLine[]> => {
	const value: JournalLine[] = [];
	const unparsed: Unparsed[] = [];
	for (const [index, line] of linesOf(part.text).entries()) {
		if (line.trim() === '' || line === '-- No entries --') {
			continue;
		}
		const at = {source: part.name, line: lineNumber(part, index)};
		const entry = readEntry(line, at);
		if (entry === null) {
			unparsed.push({...at, text: line, expected: 'a JSON object with MESSAGE (journalctl -o json)'});
		} else {
			value.push(entry);
		}
	}
	return {value, unparsed};
};

const recognise = (text: string): number => {
	const line = text.trimStart().split('\n', 1)[0] ?? '';
	return line.startsWith('{') && line.includes('"__REALTIME_TIMESTAMP"') ? 1 : 0;
};

/** `journalctl -u kubelet -o json`: journalctl(1). */
export const journalFormat: Format = {
	name: 'journal',
	title: 'Journal (journalctl -o json)',
	recognise,
	parse: parseJournal,
};
