/** Where the brace that opens at `start` closes, and the commas between; null where it does not close. */
const matchBrace = (
	pattern: string,
	start: number,
): {readonly end: number; readonly commas: readonly number[]} | null => {
	const commas: number[] = [];
	let depth = 0;
	for (let i = start; i < pattern.length; i++) {
		const letter = pattern[i];
		if (letter === '{') {
			depth += 1;
		} else if (letter === '}') {
			depth -= 1;
			if (depth === 0) {
				return {end: i, commas};
			}
		} else if (letter === ',' && depth === 1) {
			commas.push(i);
		}
	}
	return null;
};

/** The patterns that one with braces stands for, as a shell expands them: `a/{b,c/d}` is `a/b` and `a/c/d`. */
export const expandBraces = (pattern: string): readonly string[] => {
	const start = pattern.indexOf('{');
	const brace = start < 0 ? null : matchBrace(pattern, start);
	if (brace === null) {
		return [pattern];
	}
	const cuts = [start, ...brace.commas, brace.end];
	const head = pattern.slice(0, start);
	const tails = expandBraces(pattern.slice(brace.end + 1));
	return cuts
		.slice(1)
		.flatMap((cut, index) => expandBraces(pattern.slice((cuts[index] ?? 0) + 1, cut)))
		.flatMap((middle) => tails.map((tail) => head + middle + tail));
};
