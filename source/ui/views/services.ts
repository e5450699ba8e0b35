import {listRows, type View, type ViewContext} from '../view.ts';

/** TODO on this branch. */
export const servicesView = ({pen}: ViewContext): View => ({
	title: [pen.words('services', 'heading')],
	lead: [],
	rows: listRows([]),
	tail: [],
});
