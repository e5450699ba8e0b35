import {column, gap} from '../fit-line.ts';
import {type Key, keys} from '../keys.ts';
import {listRows, type Row, type View, type ViewContext} from '../view.ts';

/** Columns of the keys. */
const keyWidth = 14;

/** What every key does; those that work only on some screens say on which. Made from the table that the handlers are made from. */
export const helpView = ({pen}: ViewContext): View => {
	const row = ({shown, does, on}: Key): Row => ({
		line: [
			column(pen.words(shown, 'heading'), keyWidth),
			pen.words(on === undefined ? does : `${does} (on: ${on.join(', ')})`),
		],
	});
	const marks: readonly (readonly [string, string])[] = [
		['x error', 'does not work, or soon will not'],
		['! warning', 'works, but not as it should or not for long'],
		['i info', 'worth knowing; nothing is wrong'],
		['? unknown', 'could not be checked; it says why. It is never counted as passed'],
		['- gone', 'was a failure a moment ago'],
	];
	const everywhere = keys.filter(({on}) => on === undefined);
	const here = keys.filter((key) => key.on !== undefined);
	return {
		title: [pen.words('Help', 'heading'), gap(2), pen.words('kdiag reads and never changes the node; no key does.')],
		lead: [],
		rows: listRows([
			...everywhere.map(row),
			...here.map(row),
			{line: []},
			...marks.map(([mark, text]): Row => ({line: [column(pen.words(mark, 'heading'), keyWidth), pen.words(text)]})),
		]),
		tail: [],
	};
};
