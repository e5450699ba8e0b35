import {listRows, type View, type ViewContext} from '../view.ts';

/** TODO on this branch. */
export const connectionsView = ({pen}: ViewContext): View => ({
	title: [pen.words('connections', 'heading')],
	lead: [],
	rows: listRows([]),
	tail: [],
});
