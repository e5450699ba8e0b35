import type {Capture} from '../model/capture.ts';
import {type ListedFile, parseLs} from './ls.ts';

/** What a listing says of a folder: its entries without `.` and `..`, that it does not exist, or null where it says nothing of it. */
export type ListedFolder = readonly ListedFile[] | 'missing' | null;

const saysMissing = (text: string, directory: string): boolean =>
	text
		.split('\n')
		.some((line) => line.startsWith('ls: ') && line.includes('No such file') && line.includes(`'${directory}'`));

/**
 * Looks a folder up in a listing of one or several. Pasted listings of other folders answer the same input,
 * so only what names the folder counts.
 */
export const listedFolder = (capture: Capture | undefined, directory: string): ListedFolder => {
	if (capture === undefined) {
		return null;
	}
	const texts = [capture.stderr, capture.failure?.detail ?? '', ...capture.parts.map(({text}) => text)];
	if (texts.some((text) => saysMissing(text, directory))) {
		return 'missing';
	}
	const parts = capture.parts.filter(
		({name, text}) => name.endsWith(` ${directory}`) || text.includes(`${directory}:`),
	);
	const own = parts.filter(
		({name, text}) =>
			name.endsWith(` ${directory}`) || text.split('\n').some((line) => line.trimEnd() === `${directory}:`),
	);
	return own.length === 0
		? null
		: own
				.flatMap((part) => parseLs(part).value)
				.filter((entry) => entry.directory === directory && entry.name !== '.' && entry.name !== '..');
};
