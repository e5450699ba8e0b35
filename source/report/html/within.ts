import {byteLength} from '../clip-text.ts';
import {type Html, joined} from './element.ts';

/** Pieces that were made of the first items, and how many items had no room. */
export type Within = {readonly html: Html; readonly left: number};

/** Makes pieces of items until so many bytes are written. A report stays a file that a browser opens, however much was found. */
export const within = <T>(items: readonly T[], bytes: number, render: (item: T) => Html): Within => {
	const pieces: Html[] = [];
	let room = bytes;
	for (const item of items) {
		if (room <= 0) {
			break;
		}
		const piece = render(item);
		pieces.push(piece);
		room -= byteLength(piece.markup);
	}
	return {html: joined(pieces), left: items.length - pieces.length};
};
