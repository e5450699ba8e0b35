import type {Finding} from '../model/finding.ts';
import {badgeOf, type Tone} from '../report/style.ts';
import {column} from './fit-line.ts';
import type {Pen, Span} from './span.ts';

/** Columns of the mark and word of a finding. */
export const severityWidth = 10;

/** Mark, word and colour of a finding: never one of them alone. */
export const severityMark = (finding: Pick<Finding, 'status' | 'severity'>, pen: Pen): Span => {
	const {text, tone} = badgeOf(finding, pen.ascii);
	return column(pen.words(text, tone), severityWidth);
};

/** Mark and word of what failed and does no more. */
export const goneMark = (pen: Pen): Span => column(pen.words('- gone', 'pass' satisfies Tone), severityWidth);

/** Words that begin with the mark of an error, which has a letter of its own where the terminal knows more than ASCII. */
export const marked = (text: string, {ascii}: Pen): string => (ascii ? text : text.replace(/^x /, '✗ '));
