import type {ListedSnapshot, SnapshotEntry} from '../model/documents.ts';
import {escapeVisible} from './escape-visible.ts';
import {hiddenWords} from './hidden-text.ts';
import {inLines} from './in-lines.ts';
import {ownWords} from './own-words.ts';
import {showCount} from './show-size.ts';
import {paint, type Style, type Tone} from './style.ts';

const words: Readonly<Record<SnapshotEntry['status'], string>> = {
	read: 'read',
	partial: 'in part',
	missing: 'missing',
	denied: 'denied',
	'timed-out': 'timed out',
	failed: 'failed',
	'not-recorded': 'not recorded',
	gated: 'not run',
	'not-a-file': 'no file',
	'too-large': 'too large',
};

/** What is there, or is known not to be there, is no trouble. */
const toneOf = (status: SnapshotEntry['status']): Tone | null => {
	if (status === 'read') {
		return null;
	}
	return status === 'missing' || status === 'gated' ? 'quiet' : 'warning';
};

type Column = {readonly name: string; readonly cell: (entry: SnapshotEntry) => string};

const status: Column = {
	name: 'Status',
	cell: (entry) => {
		const word = words[entry.status];
		return entry.exit === null || entry.exit === 0 ? word : `${word}, exit ${entry.exit}`;
	},
};

const time: Column = {name: 'UTC', cell: ({at}) => /T(\d\d:\d\d:\d\d)/.exec(at)?.[1] ?? ''};

const numbers: readonly Column[] = [
	{name: 'ms', cell: ({ms}) => showCount(Math.round(ms))},
	{name: 'Lines', cell: ({lines}) => showCount(lines)},
	{name: 'Bytes', cell: ({bytes}) => showCount(bytes)},
];

/** How far from each other readings are taken at most, in ms, where their times say no more than when the snapshot was taken. */
const oneTime = 60_000;

const columnsOf = (entries: readonly SnapshotEntry[]): readonly Column[] => {
	const times = entries.map(({at}) => Date.parse(at)).filter((at) => !Number.isNaN(at));
	const span =
		times.reduce((most, at) => Math.max(most, at), 0) - times.reduce((least, at) => Math.min(least, at), Infinity);
	return span > oneTime ? [status, time, ...numbers] : [status, ...numbers];
};

const sourceOf = ({id, kind, parts}: SnapshotEntry): string => {
	const text = kind === 'command' ? `$ ${id}` : id;
	return kind === 'folder' && parts > 0 ? `${text} (${parts === 1 ? '1 file' : `${parts} files`})` : text;
};

/** The reason, unless it only says of the source what its status says. */
const reasonOf = ({id, status, reason}: SnapshotEntry): string =>
	reason === null || (status !== 'partial' && reason.startsWith(id)) ? '' : reason;

const tableOf = (entries: readonly SnapshotEntry[], style: Style): string => {
	const columns = columnsOf(entries);
	const widths = columns.map(({name, cell}) => Math.max(name.length, ...entries.map((entry) => cell(entry).length)));
	const row = (cells: readonly string[]): string =>
		cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ');
	const indent = ' '.repeat(row(columns.map(() => '')).length + 2);
	const lines = entries.map((entry, at) => {
		const reason = reasonOf(entry);
		const next = entries[at + 1];
		// Of neighbours with one reason it stands under the last.
		const isSaid = next !== undefined && reasonOf(next) === reason;
		const tone = toneOf(entry.status);
		const cells = row(columns.map(({cell}) => cell(entry)));
		const source = inLines(escapeVisible(sourceOf(entry), style.ascii), Math.max(20, style.width - indent.length));
		const because = isSaid ? [] : inLines(ownWords(reason, style), style.width - 6);
		return [
			`${tone === null ? cells : paint(cells, tone, style)}  ${source.join(`\n${indent}`)}`,
			...because.map((line) => paint(`      ${line}`, 'quiet', style)),
		].join('\n');
	});
	return [paint(`${row(columns.map(({name}) => name))}  Source`, 'heading', style), ...lines].join('\n');
};

const origins: Readonly<Record<ListedSnapshot['origin'], string>> = {
	node: 'on the node',
	recording: 'from a recorded folder',
	paste: 'from pasted text',
};

const counted = (entries: readonly SnapshotEntry[]): string => {
	const counts = Map.groupBy(entries, ({status}) => words[status]);
	return [...counts].map(([word, {length}]) => `${length} ${word}`).join(', ');
};

const hiding = ({redaction, hidden, hiddenSources}: ListedSnapshot): string => {
	const words = hiddenWords(hidden, hiddenSources);
	if (redaction === null) {
		return `${words}; the file does not say how it was treated`;
	}
	return redaction === 'secrets' ? words : `${words} (${redaction})`;
};

/** What is in a snapshot: whose it is, by which kdiag it was taken, and a line for each thing that was read or could not be. */
export const renderSnapshotList = (listed: ListedSnapshot, style: Style): string => {
	const {file, node, takenAt, takenBy, origin, entries, compressed, expanded, cut, unrecognised} = listed;
	const fields: readonly (readonly [string, string])[] = [
		['File', `${file}: ${showCount(compressed)} bytes, ${showCount(expanded)} when expanded`],
		['Node', node],
		['Taken', `${takenAt} by kdiag ${takenBy}, ${origins[origin]}`],
		['Hidden', hiding(listed)],
		['Sources', `${entries.length}: ${counted(entries)}`],
		...(unrecognised === 0 ? [] : [['Unread', `${unrecognised} pieces of text that no format recognised`] as const]),
		...(cut === null ? [] : [['Not whole', cut] as const]),
	];
	const head = fields.map(([name, text]) => {
		const [first = '', ...more] = inLines(ownWords(text, style), Math.max(20, style.width - 11));
		return [
			`${paint(name.padEnd(9), 'heading', style)}  ${first}`,
			...more.map((line) => `${' '.repeat(11)}${line}`),
		].join('\n');
	});
	return `${head.join('\n')}\n\n${tableOf(entries, style)}\n`;
};
