import {listRows, type View, type ViewContext} from '../view.ts';

/** TODO on this branch. */
export const chainView = ({pen}: ViewContext): View => ({
	title: [pen.words('chain', 'heading')],
	lead: [],
	rows: listRows([]),
	tail: [],
});
