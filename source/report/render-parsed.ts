import type {ParseDocument} from '../model/documents.ts';
import type {Place, Unparsed} from '../model/place.ts';
import {escapeHidden} from './render-json.ts';

/** What was made of one text: its format (null where none was recognised), the records as the format's parser gives them, and what it refused. */
export type ParsedText = {
	readonly format: string | null;
	readonly records: readonly object[];
	readonly unparsed: readonly Unparsed[];
};

/**
 * Where an entry ends that stood on a line of its own, and another one follows it. No text can look like it: in a string the quotes would be
 * escaped, and behind a quote that closes one no letter follows.
 */
const entryEnd = /,"line":\d+(?:,"path":"(?:[^"\\]|\\.)*")?\}{1,2},(?=\{)/g;

/** So many entries become JSON at a time: text that is written and forgotten leaves its memory to the next. */
const atOnce = 1000;

/** A record as it is printed: of its own place the line and, inside JSON, the pointer. */
const printed = (record: object): ParseDocument['records'][number] => {
	const {at} = record as {readonly at?: Place};
	// JSON leaves out what is undefined; to leave it out here would cost as much as to read it.
	const fields = {...record, at: undefined, line: at?.line ?? 1};
	return at?.path === undefined ? fields : {...fields, path: at.path};
};

const json = (value: unknown): string => escapeHidden(JSON.stringify(value).replace(entryEnd, '$&\n'));

/** The entries of a list without its brackets. */
function* listed<T>(entries: readonly T[], show: (entry: T) => unknown): Generator<string> {
	for (let from = 0; from < entries.length; from += atOnce) {
		const some = json(entries.slice(from, from + atOnce).map(show)).slice(1, -1);
		yield from === 0 ? some : `,\n${some}`;
	}
}

/** A record whose lists may be long, such as a table of a hundred thousand rules. */
function* long(record: object): Generator<string> {
	let before = '{';
	for (const [name, value] of Object.entries(printed(record)).filter(([, one]) => one !== undefined)) {
		yield `${before}${json(name)}:`;
		if (Array.isArray(value) && value.length > atOnce) {
			yield '[';
			yield* listed(value, (entry) => entry);
			yield ']';
		} else {
			yield json(value);
		}
		before = ',';
	}
	yield '}';
}

function* recordsOf(records: readonly object[]): Generator<string> {
	if (records.length > atOnce) {
		yield* listed(records, printed);
		return;
	}
	for (const [index, record] of records.entries()) {
		yield index === 0 ? '' : ',\n';
		yield* long(record);
	}
}

const refusal = ({line, text, expected}: Unparsed): ParseDocument['unparsed'][number] => ({line, text, expected});

/**
 * What `kdiag parse` prints (docs/parse.schema.json), in pieces: JSON in which each record, and each entry of a list that stood on a line of its own
 * (a rule of a chain, an address of an interface), ends its line. So it can be searched line by line, and rules take little more than a third of
 * what they take indented.
 */
export function* renderParsed({format, records, unparsed}: ParsedText): Generator<string> {
	yield `{"format":${json(format)},"version":1,"records":[`;
	if (records.length > 0) {
		yield '\n';
		yield* recordsOf(records);
		yield '\n';
	}
	yield '],"unparsed":[';
	for (const [index, one] of unparsed.entries()) {
		yield `${index === 0 ? '' : ','}\n${json(refusal(one))}`;
	}
	yield `${unparsed.length === 0 ? '' : '\n'}]}\n`;
}
