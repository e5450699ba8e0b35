import type {Line} from './span.ts';

/** A mark with its word, as a column of a table: `x error`, `+ ok`. */
const marked = /^\s*[xX✗!?i+-] (\p{L}+)\s*$/u;
/** A mark with a count: `! 2 warnings`. */
const counted = /^\s*[xX✗!?i+-] (\d+ .*\S)\s*$/u;
/** What only draws: dividers and bars, in a line of words or as one. */
const drawing = /[-=#_*|+~.<>]{4,}|(?<= |^)[-=#_*|+~.<>]{2,}(?= |$)/g;

const spokenSpan = (text: string): string => {
	const word = marked.exec(text)?.[1];
	if (word !== undefined) {
		return /^(?:error|warning|info)$/.test(word) ? `Severity ${word}. ` : `Status ${word}. `;
	}
	const count = counted.exec(text)?.[1];
	return count === undefined ? text : `${count}, `;
};

/** A line of a view as it is read aloud: marks in words, no column padding, no drawing. Empty where nothing is left to read. */
export const spokenLine = (line: Line): string => {
	const text = line
		.map((span) => spokenSpan(span.text))
		.join('')
		.replaceAll(drawing, ' ')
		.replaceAll(/ +/g, ' ')
		.replace(/^[ |]+/, '')
		.replace(/[ ,|]+$/, '');
	return /[\p{L}\p{N}]/u.test(text) ? text : '';
};
