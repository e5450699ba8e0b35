import {listRows, type View, type ViewContext} from '../view.ts';

/** TODO on this branch. */
export const factsView = ({pen}: ViewContext): View => ({
	title: [pen.words('facts', 'heading')],
	lead: [],
	rows: listRows([]),
	tail: [],
});
