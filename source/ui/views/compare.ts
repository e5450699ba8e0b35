import {listRows, type View, type ViewContext} from '../view.ts';

/** TODO on this branch. */
export const compareView = ({pen}: ViewContext): View => ({
	title: [pen.words('compare', 'heading')],
	lead: [],
	rows: listRows([]),
	tail: [],
});
