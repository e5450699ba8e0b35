/** Where the next word begins at or after an index: blanks and control characters stand between words. */
export const skipBlanks = (line: string, from: number): number => {
	let index = from;
	while (index < line.length && line.charCodeAt(index) <= 32) {
		index++;
	}
	return index;
};

/** Where the word that begins at an index ends. */
export const endOfWord = (line: string, from: number): number => {
	let index = from;
	while (index < line.length && line.charCodeAt(index) > 32) {
		index++;
	}
	return index;
};

/** The lines of a text; a CR before the line feed is no part of them. */
export const linesOf = (text: string): readonly string[] => {
	const lines = text.split('\n');
	return text.includes('\r') ? lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line)) : lines;
};
