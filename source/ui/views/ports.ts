import {listRows, type View, type ViewContext} from '../view.ts';

/** TODO on this branch. */
export const portsView = ({pen}: ViewContext): View => ({
	title: [pen.words('ports', 'heading')],
	lead: [],
	rows: listRows([]),
	tail: [],
});
