import {type Composed, compose} from './compose.ts';
import {fillLine, fitLine, gap, lineWidth, spread} from './fit-line.ts';
import {headLines} from './head-lines.ts';
import {keyLine} from './key-line.ts';
import {type Model, spotShown} from './model.ts';
import {paintLine, paintSelected} from './paint-line.ts';
import type {Line} from './span.ts';
import {statusLine} from './status-line.ts';
import type {Row} from './view.ts';

const range = (count: number): readonly number[] => Array.from({length: count}, (_, index) => index);

/** A row in `width` columns, moved to the side by `pan` columns but for what stays. */
const rowLine = ({line, before = [], after = []}: Row, width: number, pan: number): Line => {
	const room = width - lineWidth(before) - lineWidth(after);
	const moved = room > 0 ? fitLine(line, room, pan) : [];
	return [...before, ...(after.length === 0 ? moved : [...fillLine(moved, Math.max(0, room)), ...after])];
};

/** The rows that are in sight, each with its cursor mark, and beside them what goes with the row under the cursor. */
const bodyLines = (model: Model, composed: Composed): readonly string[] => {
	const {view, height, cursor, top, width, asideWidth} = composed;
	const {color, pen} = model.terminal;
	const {pan} = spotShown(model.state);
	return range(height).map((offset) => {
		const index = top + offset;
		const isCursor = index === cursor && view.rows.count > 0;
		const row: Line =
			index < view.rows.count
				? [pen.words(isCursor ? '> ' : '  '), ...rowLine(view.rows.at(index), width - 2, pan)]
				: [];
		const isMarked = isCursor && color;
		if (asideWidth === 0) {
			return isMarked ? paintSelected(row, width) : paintLine(row, color);
		}
		const beside = [pen.words(' | ', 'quiet'), ...fitLine(view.aside?.[offset] ?? [], asideWidth)];
		return isMarked
			? paintSelected(row, width) + paintLine(beside, color)
			: paintLine([...fillLine(row, width), ...beside], color);
	});
};

/** Where the cursor is among the rows, where they are more than can be seen. */
const positionOf = ({view, height, cursor}: Composed): string =>
	view.rows.count > height ? `${cursor + 1} of ${view.rows.count} ` : '';

/** The screen as lines for the terminal, one fewer than it has rows. A pure function of the model. */
export const frameOf = (model: Model): readonly string[] => {
	const composed = compose(model);
	const {columns, color, pen, rows} = model.terminal;
	const {view, lead, tail, isRoomy} = composed;
	const paint = (line: Line): string => paintLine(fitLine(line, columns), color);
	const [who, count] = headLines(model);
	const divider = isRoomy ? [paint([pen.words('-'.repeat(columns), 'quiet')])] : [];
	const {screen} = spotShown(model.state);
	const title = spread([gap(1), ...view.title], [pen.words(positionOf(composed))], columns);
	const frame = [
		paint(who),
		paint(count),
		...divider,
		paint(title),
		...view.lead.slice(0, lead).map((line) => paint([gap(1), ...line])),
		...bodyLines(model, composed),
		...(tail > 0 ? [''] : []),
		...view.tail.slice(0, Math.max(0, tail - 1)).map((line) => paint([gap(1), ...line])),
		...divider,
		paint(statusLine(model)),
		...(isRoomy ? [paint(keyLine(screen, columns, pen))] : []),
	];
	return frame.slice(0, Math.max(1, rows - 1));
};
