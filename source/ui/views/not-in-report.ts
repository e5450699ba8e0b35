import {wrapSpan} from '../fit-line.ts';
import type {Line} from '../span.ts';
import type {ViewContext} from '../view.ts';

/** What is said where a screen needs more of a node than a report holds: what is missing, and what would help. */
export const notInReport = (what: string, {pen, width}: Pick<ViewContext, 'pen' | 'width'>): readonly Line[] => [
	...wrapSpan(pen.words(`? ${what}: not in this report.`, 'unknown'), width),
	...wrapSpan(
		pen.words('Ask for a report made with --with-snapshot, or for a snapshot (kdiag snapshot -o n1.kdiag.json.gz).'),
		width,
	),
];
