/** Where the lines of a text begin. The text itself is not cut up: it may be large. */
export type TextLines = {readonly text: string; readonly starts: readonly number[]};

/** Finds the lines of a text. A newline at the end begins no other line. */
export const textLines = (text: string): TextLines => {
	const starts: number[] = [];
	for (let at = 0; at < text.length; ) {
		starts.push(at);
		const end = text.indexOf('\n', at);
		at = end < 0 ? text.length : end + 1;
	}
	return {text, starts};
};

/** Where a line ends, without its newline. */
const endOf = ({text, starts}: TextLines, index: number): number => {
	const next = starts[index + 1];
	if (next !== undefined) {
		return next - 1;
	}
	return text.endsWith('\n') ? text.length - 1 : text.length;
};

/** The line at an index (0-based); of a long one no more than `most` characters. */
export const lineAt = (lines: TextLines, index: number, most = Number.POSITIVE_INFINITY): string => {
	const start = lines.starts[index];
	return start === undefined ? '' : lines.text.slice(start, Math.min(endOf(lines, index), start + most));
};

/** So many lines are searched at once. */
const stride = 2048;

/**
 * The first line (with a step of -1 the last) of those from `from` to before `to` that a pattern matches; -1 for none.
 * Text is searched in blocks of many lines; only a block with a match is looked at line by line.
 */
export const findLine = (lines: TextLines, pattern: RegExp, from: number, to: number, step: 1 | -1): number => {
	const {text, starts} = lines;
	for (let done = 0; done < to - from; done += stride) {
		const first = step > 0 ? from + done : Math.max(from, to - done - stride);
		const last = step > 0 ? Math.min(to, first + stride) : to - done;
		if (pattern.test(text.slice(starts[first], endOf(lines, last - 1)))) {
			for (let index = step > 0 ? first : last - 1; index >= first && index < last; index += step) {
				if (pattern.test(lineAt(lines, index))) {
					return index;
				}
			}
		}
	}
	return -1;
};
