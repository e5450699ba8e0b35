import {listRows, type View, type ViewContext} from '../view.ts';

/** A text on a page of its own, so that it can be selected by hand where the terminal has no clipboard. */
export const copiedView = ({spot, pen}: ViewContext): View => ({
	title: [pen.words('To copy', 'heading'), pen.words('  select it with the mouse or by hand; esc goes back')],
	lead: [],
	rows: listRows((spot.subject ?? '').split('\n').map((text) => ({line: [pen.quote(text)], copies: text}))),
	tail: [],
});
