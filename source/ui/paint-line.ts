import {paint, type Tone} from '../report/style.ts';
import {fillLine} from './fit-line.ts';
import {type Line, lineText} from './span.ts';

/** The whole theme beside the tones of text: how the row under the cursor stands out. It also has a `>`, for terminals without. */
const reverse = (text: string): string => `\u001B[7m${text}\u001B[0m`;

const paintSpan = (text: string, tone: Tone | undefined, color: boolean): string =>
	tone === undefined ? text : paint(text, tone, {color, ascii: true, width: 0});

/** A line as the terminal gets it. */
export const paintLine = (line: Line, color: boolean): string => {
	const text = line.map((span) => paintSpan(span.text, span.tone, color)).join('');
	return color ? text : text.trimEnd();
};

/** The line under the cursor, over the whole width, where there is colour. */
export const paintSelected = (line: Line, width: number): string => reverse(lineText(fillLine(line, width)));
