import {listRows, type View, type ViewContext} from '../view.ts';

/** TODO on this branch. */
export const addressesView = ({pen}: ViewContext): View => ({
	title: [pen.words('addresses', 'heading')],
	lead: [],
	rows: listRows([]),
	tail: [],
});
