import {listRows, type View, type ViewContext} from '../view.ts';

/** TODO on this branch. */
export const nodesView = ({pen}: ViewContext): View => ({
	title: [pen.words('nodes', 'heading')],
	lead: [],
	rows: listRows([]),
	tail: [],
});
