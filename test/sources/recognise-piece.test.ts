import {expect, test} from 'vitest';
import type {Format} from '../../source/model/collector.ts';
import {pasteLines} from '../../source/sources/paste-lines.ts';
import {recognisePiece} from '../../source/sources/recognise-piece.ts';

/** A format of lines that begin with a word and a number; surer the more of them there are. */
const rows = (name: string, width = 2): Format => {
	const accepts = (line: string): boolean =>
		line.startsWith(`${name} `) && line.split(' ').length === width && !Number.isNaN(Number(line.split(' ')[1]));
	return {
		name,
		title: `rows of ${name}`,
		recognise: (text) => {
			const lines = text.split('\n').filter((line) => line.trim() !== '');
			return lines.filter(accepts).length / lines.length;
		},
		parse: ({text}) => {
			const lines = text.split('\n').map((line, index) => ({line, index}));
			const filled = lines.filter(({line}) => line.trim() !== '');
			return {
				value: filled.filter(({line}) => accepts(line)),
				unparsed: filled
					.filter(({line}) => !accepts(line))
					.map(({line, index}) => ({source: '', line: index + 1, text: line, expected: name})),
			};
		},
	};
};

/** A format of one document: all or nothing. */
const document: Format = {
	name: 'doc',
	title: 'document',
	recognise: (text) => (text.includes('doc:') ? 0.8 : 0),
	parse: ({text}) => {
		const fault = text.split('\n').findIndex((line) => !/^[a-z]+: \d+$|^$/.test(line));
		return fault === -1
			? {value: [{text}], unparsed: []}
			: {value: [], unparsed: [{source: '', line: fault + 1, text: '', expected: 'doc'}]};
	},
};

const formats = [rows('aa'), rows('bb'), document];

const recognise = (text: string, named: readonly string[] = []) => {
	const found = recognisePiece(
		pasteLines(text),
		formats,
		named.flatMap((name) => formats.filter((format) => format.name === name)),
	);
	return [
		found.pieces.map(({format, rows: lines}) => `${format.name} ${lines.map(({text: line}) => line).join('|')}`),
		found.leftovers.map(({lines}) => lines.map(({text: line}) => line).join('|')),
	];
};

test.each<[string, string, readonly string[], readonly string[], readonly string[]]>([
	['one output', 'aa 1\naa 2', [], ['aa aa 1|aa 2'], []],
	['the command decides', 'aa 1\nfoo\nfoo\nfoo', ['aa'], ['aa aa 1|foo|foo|foo'], []],
	['without it the content must be sure', 'aa 1\nfoo\nfoo\nfoo', [], [], ['aa 1|foo|foo|foo']],
	['the content decides where the command is wrong', 'bb 1\nbb 2', ['aa'], ['bb bb 1|bb 2'], []],
	['two outputs with a blank line between', 'aa 1\n\nbb 1', [], ['aa aa 1', 'bb bb 1'], []],
	['two outputs without', 'aa 1\naa 2\naa 3\nbb 1\nbb 2', [], ['aa aa 1|aa 2|aa 3', 'bb bb 1|bb 2'], []],
	['one output in paragraphs', 'aa 1\n\naa 2', [], ['aa aa 1||aa 2'], []],
	[
		'a question glued to the end',
		'aa 1\n2) What is the number of the port there?',
		['aa'],
		['aa aa 1'],
		['2) What is the number of the port there?'],
	],
	[
		'talk before and after',
		'This is what I saw here:\n\naa 1\n\nSo that is all there was.',
		[],
		['aa aa 1'],
		['This is what I saw here:', 'So that is all there was.'],
	],
	['talk in the middle', 'aa 1\naa 2\nand then there was\naa 3', ['aa'], ['aa aa 1|aa 2|aa 3'], ['and then there was']],
	['a cut row stays for the parser to report', 'aa 1\naa 2\naa', ['aa'], ['aa aa 1|aa 2|aa'], []],
	['common indent', '   aa 1\n   aa 2', [], ['aa aa 1|aa 2'], []],
	[
		'a document with talk after it',
		'doc: 1\nx: 2\n\nThat is all there is to say.',
		['doc'],
		['doc doc: 1|x: 2'],
		['That is all there is to say.'],
	],
	['a document in paragraphs', 'doc: 1\n\nx: 2', [], ['doc doc: 1||x: 2'], []],
	['a document and what it cannot use', 'doc: 1\n\n#!', [], ['doc doc: 1'], ['#!']],
	['a broken document', 'doc: 1\n#!', [], [], ['doc: 1|#!']],
	['rubbish', '#!', [], [], ['#!']],
	['nothing', '\n\n', ['aa'], [], []],
])('%s', (_, text, named, pieces, leftovers) => {
	expect(recognise(text, named)).toEqual([pieces, leftovers]);
});

test('rows keep the numbers of their lines', () => {
	const {pieces} = recognisePiece(pasteLines('\ntalk talk talk talk\naa 1\n\naa 2\n'), formats, [rows('aa')]);
	expect(pieces[0]?.rows.map(({number}) => number)).toEqual([3, 4, 5]);
});
