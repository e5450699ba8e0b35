import stringWidth from 'string-width';
import type {Line, SafeText, Span} from './span.ts';

/** Made once: each one holds tables of its own outside the heap. */
const graphemes = new Intl.Segmenter();

const isAscii = (text: string): boolean => /^[ -~]*$/.test(text);

/** How many columns a text takes: two for each wide character, none for a combining mark. */
export const textWidth = (text: string): number => (isAscii(text) ? text.length : stringWidth(text));

/** How many columns a line takes. */
export const lineWidth = (line: Line): number => line.reduce((sum, span) => sum + textWidth(span.text), 0);

const safe = (text: string): SafeText => text as SafeText;

/** What follows where text was cut. */
const cutMark = '~';

/** The columns of a text from the first to before the last; a wide character that a border halves becomes a blank. */
const sliceColumns = (text: string, from: number, to: number): string => {
	if (isAscii(text)) {
		return text.slice(from, to);
	}
	let column = 0;
	let slice = '';
	for (const {segment} of graphemes.segment(text)) {
		const end = column + stringWidth(segment);
		if (column >= from && end <= to) {
			slice += segment;
		} else if (end > from && column < to) {
			slice += ' '.repeat(Math.min(end, to) - Math.max(column, from));
		}
		column = end;
	}
	return slice;
};

/** The text in exactly `width` columns: filled with blanks, or cut with a mark. */
export const fitText = (text: SafeText, width: number): SafeText => {
	const own = textWidth(text);
	if (own <= width) {
		return safe(text + ' '.repeat(width - own));
	}
	return safe(width <= 0 ? '' : sliceColumns(text, 0, width - 1) + cutMark);
};

/** A span as a column of a table: exactly `width` columns. */
export const column = (span: Span, width: number): Span => ({...span, text: fitText(span.text, width)});

/** A span as a column of numbers: set to the right. */
export const rightColumn = (span: Span, width: number): Span => {
	const own = textWidth(span.text);
	return own >= width ? column(span, width) : {...span, text: safe(' '.repeat(width - own) + span.text)};
};

/** Blanks. */
export const gap = (width: number): Span => ({text: safe(' '.repeat(Math.max(0, width)))});

/** A line of at most `width` columns from the column `from` on; what is cut on the right is marked. */
export const fitLine = (line: Line, width: number, from = 0): Line => {
	const fitted: Span[] = [];
	let column = -from;
	const whole = lineWidth(line) - from;
	const room = whole > width ? width - cutMark.length : width;
	for (const span of line) {
		const end = column + textWidth(span.text);
		if (end > 0 && column < room) {
			fitted.push({...span, text: safe(sliceColumns(span.text, Math.max(0, -column), room - column))});
		}
		column = end;
	}
	return whole > width && width > 0 ? [...fitted, {text: safe(cutMark)}] : fitted;
};

/** The line filled with blanks to `width` columns, or cut. */
export const fillLine = (line: Line, width: number): Line => {
	const fitted = fitLine(line, width);
	const rest = width - lineWidth(fitted);
	return rest > 0 ? [...fitted, gap(rest)] : fitted;
};

/** Two lines in one: the second ends at the last column. Where there is no room for both, the first is cut. */
export const spread = (left: Line, right: Line, width: number): Line => {
	const end = lineWidth(right);
	return end >= width ? fitLine(right, width) : [...fillLine(left, width - end), ...right];
};

/** A word in pieces of at most `width` columns: longer ones do not fit on a line. */
const piecesOf = (word: string, width: number): readonly string[] => {
	if (textWidth(word) <= width) {
		return [word];
	}
	const pieces: string[] = [];
	let piece = '';
	for (const {segment} of graphemes.segment(word)) {
		if (textWidth(piece + segment) > width) {
			pieces.push(piece);
			piece = segment;
		} else {
			piece += segment;
		}
	}
	return [...pieces, piece];
};

/** A span set in lines of at most `width` columns; blanks at its breaks are dropped. */
export const wrapSpan = (span: Span, width: number): readonly Line[] => {
	const room = Math.max(8, width);
	const lines: string[] = [];
	let line = '';
	for (const word of span.text.split(' ').filter((each) => each !== '')) {
		for (const piece of piecesOf(word, room)) {
			if (line !== '' && textWidth(line) + 1 + textWidth(piece) > room) {
				lines.push(line);
				line = piece;
			} else {
				line = line === '' ? piece : `${line} ${piece}`;
			}
		}
	}
	return [...lines, line].map((text) => [{...span, text: safe(text)}]);
};

/** A text beside its label: the label stands on the first line, the text is wrapped beside it. */
export const labelled = (label: Span, labelWidth: number, text: Span, width: number): readonly Line[] =>
	wrapSpan(text, width - labelWidth).map((line, index) => [
		index === 0 ? column(label, labelWidth) : gap(labelWidth),
		...line,
	]);

/** The first lines of a text; where some are left out, the last says so with a mark. */
export const firstLines = (lines: readonly Line[], most: number): readonly Line[] =>
	lines.length <= most
		? lines
		: lines.slice(0, most).map((line, index) => (index === most - 1 ? [...line, {text: safe(` ${cutMark}`)}] : line));
