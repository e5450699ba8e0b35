import {column, gap, rightColumn} from './fit-line.ts';
import type {Line, Pen, Span} from './span.ts';

/** A column of a table: its heading, its columns on the screen, and what stands in it. */
export type TableColumn<T> = {
	readonly title: string;
	readonly width: number;
	/** Set to the right. */
	readonly isNumber?: boolean;
	readonly cell: (item: T) => Span;
};

const lineOf = <T>(columns: readonly TableColumn<T>[], spanOf: (column: TableColumn<T>) => Span): Line =>
	columns.flatMap((each, index) => [
		...(index === 0 ? [] : [gap(1)]),
		(each.isNumber === true ? rightColumn : column)(spanOf(each), each.width),
	]);

/** The headings of a table. */
export const tableHead = <T>(columns: readonly TableColumn<T>[], pen: Pen): Line =>
	lineOf(columns, ({title}) => pen.words(title, 'quiet'));

/** A row of a table. */
export const tableRow = <T>(columns: readonly TableColumn<T>[], item: T): Line =>
	lineOf(columns, ({cell}) => cell(item));

/** The columns that a table of these columns leaves of `width` for `others` more. */
export const restOf = <T>(columns: readonly Pick<TableColumn<T>, 'width'>[], width: number, others: number): number =>
	Math.max(0, width - columns.reduce((sum, each) => sum + each.width + 1, 0) - (others - 1));
