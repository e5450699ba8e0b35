/** A word of a command line, and whether it stands unquoted (then `|`, `;` and `>` mean something). */
type Word = {readonly text: string; readonly bare: boolean};

const operators = '|;&';

/** Where an unquoted word ends: at a blank or an operator. The `&` of `2>&1` belongs to the word. */
const wordEnd = (line: string, start: number): number => {
	let index = start;
	while (index < line.length) {
		const character = line[index] ?? '';
		if (' \t\'"\\'.includes(character)) {
			break;
		}
		if (operators.includes(character) && !(character === '&' && line[index - 1] === '>')) {
			break;
		}
		index++;
	}
	return index;
};

/** A piece of a word at `start`: quoted, escaped or plain, and where it ends. */
const pieceAt = (
	line: string,
	start: number,
): {readonly text: string; readonly end: number; readonly bare: boolean} => {
	const first = line[start] ?? '';
	if (first === "'" || first === '"') {
		const close = line.indexOf(first, start + 1);
		const end = close === -1 ? line.length : close;
		return {text: line.slice(start + 1, end), end: end + 1, bare: false};
	}
	if (first === '\\') {
		return {text: line.slice(start + 1, start + 2), end: start + 2, bare: false};
	}
	const end = wordEnd(line, start);
	return {text: line.slice(start, end), end, bare: true};
};

/** Splits a typed command line as a shell would: blanks part, quotes join, operators stand alone. Expands nothing. */
export const splitWords = (line: string): readonly Word[] => {
	const words: Word[] = [];
	let index = 0;
	while (index < line.length) {
		const first = line[index] ?? '';
		if (first === ' ' || first === '\t') {
			index++;
		} else if (operators.includes(first)) {
			const text = line[index + 1] === first ? first + first : first;
			words.push({text, bare: true});
			index += text.length;
		} else {
			let text = '';
			let bare = true;
			// Pieces that touch are one word: `--from='a b'c`.
			while (
				index < line.length &&
				!' \t'.includes(line[index] ?? '') &&
				(text === '' || !operators.includes(line[index] ?? ''))
			) {
				const piece = pieceAt(line, index);
				text += piece.text;
				bare &&= piece.bare;
				index = piece.end;
			}
			words.push({text, bare});
		}
	}
	return words;
};
