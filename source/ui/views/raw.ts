import {listRows, type View, type ViewContext} from '../view.ts';

/** TODO on this branch. */
export const rawView = ({pen}: ViewContext): View => ({
	title: [pen.words('raw', 'heading')],
	lead: [],
	rows: listRows([]),
	tail: [],
});
