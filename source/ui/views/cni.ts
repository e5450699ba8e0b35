import {listRows, type View, type ViewContext} from '../view.ts';

/** TODO on this branch. */
export const cniView = ({pen}: ViewContext): View => ({
	title: [pen.words('cni', 'heading')],
	lead: [],
	rows: listRows([]),
	tail: [],
});
