import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Part} from '../../source/model/capture.ts';
import type {Parsed} from '../../source/model/place.ts';
import {part} from './part.ts';

/** A parser and texts that it reads without leaving a line over. */
export type LawfulParser = {
	readonly parse: (part: Part) => Parsed<readonly object[]>;
	readonly samples: readonly string[];
	/** Names its parts are read under; a parser may look at the name. */
	readonly name?: string;
};

/** A line of no format at all. */
const nonsense = '\u0001 {nonsense} \u202e';

const cut = fc.nat({max: 4000});

/** Declares what every parser of lines must hold, whatever a node prints. */
export const obeysParserLaws = ({parse, samples, name = 'test'}: LawfulParser): void => {
	const sample = fc.constantFrom(...samples);
	const read = (text: string): Parsed<readonly object[]> => parse(part(text, name));

	test.each(samples.map((text, index) => [index, text] as const))('sample %i leaves nothing over', (_, text) => {
		expect(read(text).unparsed).toEqual([]);
	});

	test('reads the same with CRLF', () => {
		fc.assert(
			fc.property(sample, (text) => {
				expect(read(text.replaceAll('\n', '\r\n'))).toEqual(read(text));
			}),
		);
	});

	test('never throws', () => {
		const mangled = fc
			.tuple(sample, cut, cut, fc.string())
			.map(([text, from, to, middle]) => text.slice(0, from) + middle + text.slice(to));
		const binary = fc.uint8Array({maxLength: 500}).map((bytes) => new TextDecoder().decode(bytes));
		fc.assert(
			fc.property(fc.oneof(mangled, fc.string(), fc.string({unit: 'binary'}), binary), (text) => {
				read(text);
			}),
		);
		read('x'.repeat(1_000_000));
		read(' \t'.repeat(500_000));
		read(`${samples[0]?.split('\n')[0] ?? ''} ${'a b '.repeat(250_000)}`);
	});

	test('loses no line in silence', () => {
		fc.assert(
			fc.property(sample, fc.nat(), (text, position) => {
				const lines = text.split('\n');
				const index = position % (lines.length + 1);
				const left = read([...lines.slice(0, index), nonsense, ...lines.slice(index)].join('\n')).unparsed;
				expect(left.find((line) => line.line === index + 1)?.text).toBe(nonsense);
			}),
		);
	});

	test('says where each record stood', () => {
		for (const text of samples) {
			const lines = text.split('\n').length;
			for (const record of read(text).value as readonly {at?: {source: string; line: number}}[]) {
				expect(record.at?.source ?? name).toBe(name);
				expect(record.at?.line ?? 1).toBeGreaterThan(0);
				expect(record.at?.line ?? 1).toBeLessThanOrEqual(lines);
			}
		}
	});
};
