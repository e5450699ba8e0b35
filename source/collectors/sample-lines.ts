/** How much of a text is looked at to recognise its format: characters and lines. */
const sampleSize = 16_384;
const sampleCount = 60;

/** The first lines of a text that are not blank, without colours: enough to recognise its format by. */
export const sampleLines = (text: string): readonly string[] => {
	const head = text.slice(0, sampleSize);
	const lines = head.replace(/\x1b\[[0-9;]*[A-Za-z]/g, '').split('\n');
	// The cut may have gone through the last line.
	if (text.length > sampleSize && lines.length > 1) {
		lines.pop();
	}
	return lines
		.map((line) => line.trimEnd())
		.filter((line) => line !== '')
		.slice(0, sampleCount);
};

/** The share of lines, 0 to 1, that a predicate accepts; 0 where there are none. */
export const shareOf = (lines: readonly string[], accepts: (line: string) => boolean): number =>
	lines.length === 0 ? 0 : lines.filter(accepts).length / lines.length;

/** Recognises a format whose lines all look alike: how many of the first lines do, times `sureness`. */
export const recogniseLines =
	(accepts: (line: string) => boolean, sureness = 0.9): ((text: string) => number) =>
	(text) =>
		shareOf(sampleLines(text), accepts) * sureness;

/** Recognises a format by a line that stands near its top and in no other format. */
export const recogniseHeader =
	(isHeader: (line: string) => boolean): ((text: string) => number) =>
	(text) =>
		sampleLines(text).slice(0, 8).some(isHeader) ? 1 : 0;
