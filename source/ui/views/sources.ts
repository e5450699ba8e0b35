import {listRows, type View, type ViewContext} from '../view.ts';

/** TODO on this branch. */
export const sourcesView = ({pen}: ViewContext): View => ({
	title: [pen.words('sources', 'heading')],
	lead: [],
	rows: listRows([]),
	tail: [],
});
