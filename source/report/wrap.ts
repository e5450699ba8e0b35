/** Words set in lines of at most `width` characters, each line after the first begun with `indent`. A word longer than a line stands alone, uncut. */
export const wrap = (text: string, width: number, indent = ''): string => {
	const lines: string[] = [];
	let line = '';
	for (const word of text.split(' ')) {
		if (word === '') {
			continue;
		}
		if (line === '') {
			line = word;
		} else if (line.length + 1 + word.length <= width - indent.length) {
			line += ` ${word}`;
		} else {
			lines.push(line);
			line = word;
		}
	}
	lines.push(line);
	return lines.join(`\n${indent}`);
};
