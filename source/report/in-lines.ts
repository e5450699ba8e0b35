/** Text in lines of a width, broken at blanks and behind the signs of a path; a word that is longer is cut, so that nothing is wider or lost. */
export const inLines = (text: string, width: number): readonly string[] => {
	const lines: string[] = [];
	let rest = text;
	while (rest.length > width) {
		const blank = rest.lastIndexOf(' ', width);
		const sign = Math.max(rest.lastIndexOf('/', width - 1), rest.lastIndexOf(',', width - 1)) + 1;
		const end = [blank, sign].find((at) => at > width / 4) ?? width;
		lines.push(rest.slice(0, end));
		rest = rest.slice(end).trimStart();
	}
	return rest === '' ? lines : [...lines, rest];
};
