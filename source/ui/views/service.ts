import {listRows, type View, type ViewContext} from '../view.ts';

/** TODO on this branch. */
export const serviceView = ({pen}: ViewContext): View => ({
	title: [pen.words('service', 'heading')],
	lead: [],
	rows: listRows([]),
	tail: [],
});
