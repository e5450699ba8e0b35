import {nearestWord} from './nearest-word.ts';

/** More words than these are not listed in one line. */
const few = 10;

/** The nearest of the words that are known; else all of them, where they are few, or where to find them. */
const nearHint = (word: string, known: readonly string[], where: string): string => {
	const near = nearestWord(word, known);
	if (near !== null) {
		return `did you mean '${near}'?`;
	}
	return known.length <= few ? `there are ${known.join(', ')}` : where;
};

/** That there is no such thing, and what there is instead: `there is no rule 'x'; did you mean 'y'?` */
export const noSuch = (what: string, word: string, known: readonly string[], where: string): string =>
	`there is no ${what} '${word}'; ${nearHint(word, known, where)}`;

/** What was expected instead of a word: the words that may stand there, and which of them is near. */
export const expectedOneOf = (word: string, known: readonly string[]): string => {
	const near = nearestWord(word, known);
	return `expected one of ${known.join(', ')}${near === null ? '' : `; did you mean '${near}'?`}`;
};
