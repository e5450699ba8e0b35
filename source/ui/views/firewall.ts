import {listRows, type View, type ViewContext} from '../view.ts';

/** TODO on this branch. */
export const firewallView = ({pen}: ViewContext): View => ({
	title: [pen.words('firewall', 'heading')],
	lead: [],
	rows: listRows([]),
	tail: [],
});
