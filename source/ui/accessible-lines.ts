import type {Scene, Track} from '../model/scene.ts';
import {contextOf} from './compose.ts';
import {headLines} from './head-lines.ts';
import {mainScreens} from './keys.ts';
import {type Model, spotShown} from './model.ts';
import {cursorRow, findRow} from './rows.ts';
import {severityMark} from './severity-mark.ts';
import type {Line, Pen} from './span.ts';
import {spokenLine} from './spoken-line.ts';
import type {ScreenName, Target} from './target.ts';
import type {Row, View} from './view.ts';
import {views} from './views/index.ts';

/** Columns for a view that is not drawn: nothing is cut, and no sentence is broken. */
export const boundless = 1000;
/** Rows that are said at a time. */
const pageRows = 20;

/** What is said, what can be opened by the numbers that are said, and the row after the last one that was said. */
export type Spoken = {
	readonly lines: readonly string[];
	readonly choices: readonly Target[];
	readonly next: number;
};

const viewOf = (model: Model): View => {
	const context = {...contextOf(model), width: boundless, asideWidth: 0};
	return views[context.spot.screen](context);
};

const saidOf = (lines: readonly Line[]): readonly string[] => lines.map(spokenLine).filter((text) => text !== '');

/** Rows one by one; those that open something have a number, counted on from the choices before. */
const saidRows = (rows: readonly Row[], before: readonly Target[]): Omit<Spoken, 'next'> => {
	const lines: string[] = [];
	const choices = [...before];
	for (const {line, opens} of rows) {
		const text = spokenLine(line);
		if (opens !== undefined) {
			choices.push(opens);
		}
		if (text !== '') {
			lines.push(opens === undefined ? text : `${choices.length}: ${text}`);
		}
	}
	return {lines, choices};
};

const pageFrom = (view: View, from: number, before: readonly Target[]): Spoken => {
	const {count, at} = view.rows;
	const next = Math.min(count, from + pageRows);
	const page = Array.from({length: next - from}, (_, offset) => at(from + offset));
	const {lines, choices} = saidRows(page, before);
	const rest = count - next;
	return {lines: rest > 0 ? [...lines, `${rest} more. Enter says them.`] : lines, choices, next};
};

/** The screen that is shown, from its beginning: whose node it is, what is looked at, and its first rows. */
export const spokenView = (model: Model): Spoken => {
	const view = viewOf(model);
	const {screen} = spotShown(model.state);
	const page = pageFrom(view, cursorRow(spotShown(model.state), view.rows), []);
	const heads = screen === 'overview' ? saidOf(headLines(model)) : [];
	// What stands below the rows is about the one under a cursor, which is not here.
	return {...page, lines: [...heads, ...saidOf([view.title]), ...saidOf(view.lead), ...page.lines]};
};

/** The rows that follow. */
export const spokenMore = (model: Model, {choices, next}: Spoken): Spoken => pageFrom(viewOf(model), next, choices);

/** The rows that hold the words, numbered anew. */
export const spokenMatches = (model: Model, words: string): Spoken => {
	const {rows} = viewOf(model);
	const found: number[] = [];
	for (let last = -1; found.length < pageRows; ) {
		const row = rows.count === 0 ? -1 : findRow(rows, words, last, 1);
		if (row <= last) {
			break;
		}
		found.push(row);
		last = row;
	}
	const {lines, choices} = saidRows(found.map(rows.at), []);
	return {lines: lines.length === 0 ? [`No row holds ${words}.`] : lines, choices, next: rows.count};
};

const changed = (word: string, {finding}: Track, pen: Pen): string =>
	`${word}: ${spokenLine([severityMark(finding, pen), pen.words(`${finding.rule}. ${finding.actual}`)])}`;

/** What began or ended since a scene that was said: `before` is when its last pass ended, in ms since 1970. */
export const spokenChanges = ({tracks}: Scene, before: number, pen: Pen): readonly string[] => {
	const all = [...tracks.values()];
	return [
		...all
			.filter(({since, isOld, clearedAt}) => !isOld && clearedAt === null && since > before)
			.map((each) => changed('New', each, pen)),
		...all.filter(({clearedAt}) => clearedAt !== null && clearedAt > before).map((each) => changed('Gone', each, pen)),
	];
};

/** The screen of that name; undefined where there is none. */
export const screenNamed = (name: string): ScreenName | undefined =>
	name === 'findings' ? 'overview' : mainScreens.find((screen) => screen === name);
