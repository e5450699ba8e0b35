import {formats} from '../collectors/formats.ts';
import type {Format} from '../model/collector.ts';
import {renderParsed} from '../report/render-parsed.ts';
import {unknownWord} from './command-failure.ts';

/** A parsed text as pieces of JSON, and the exit status: 65 when nothing in it was understood. */
export type ParseResult = {readonly output: Iterable<string>; readonly exit: 0 | 65};

const recognise = (text: string): Format | null => {
	const [best] = formats
		.map((format) => ({format, score: format.recognise(text)}))
		.filter(({score}) => score > 0)
		.sort((a, b) => b.score - a.score);
	return best?.format ?? null;
};

/** The format of that name; null where none is named. */
export const formatNamed = (name: string | undefined): Format | null => {
	const format = formats.find((candidate) => candidate.name === name);
	if (name !== undefined && format === undefined) {
		const known = formats.map((candidate) => candidate.name);
		throw unknownWord('format', name, known, 'kdiag help parse lists them');
	}
	return format ?? null;
};

/** `kdiag parse [FORMAT] [FILE]`: one output, typed, as JSON (docs/parse.schema.json). Without a format it is recognised. */
export const parseText = (name: string | undefined, text: string, source: string): ParseResult => {
	const format = formatNamed(name) ?? recognise(text);
	const {value, unparsed} =
		format === null
			? {
					value: [],
					unparsed: [
						{
							source,
							line: 1,
							text: text.split('\n')[0]?.slice(0, 200) ?? '',
							expected: 'the output of a known command or a known file',
						},
					],
				}
			: format.parse({name: source, text});
	return {
		output: renderParsed({format: format?.name ?? null, records: value, unparsed}),
		exit: value.length === 0 && unparsed.length > 0 ? 65 : 0,
	};
};
