import type {Evidence} from '../../model/finding.ts';
import {gap, wrapSpan} from '../fit-line.ts';
import type {Pen} from '../span.ts';
import {rawAt} from '../target.ts';
import type {Row} from '../view.ts';

/** The proof: each source once, its lines beneath it, verbatim; each opens the line in its output. Of several nodes it says which. */
export const evidenceRows = (
	evidence: readonly Evidence[],
	ofSeveralNodes: boolean,
	pen: Pen,
	width: number,
): readonly Row[] => {
	const rows: Row[] = [];
	let last = '';
	for (const item of evidence) {
		const place = `${item.source}:${item.line}${item.path === undefined ? '' : ` ${item.path}`}`;
		const where = ofSeveralNodes ? `${item.node}  ${place}` : place;
		const opens = rawAt(item, item.node);
		if (where !== last) {
			rows.push({line: [gap(2), pen.quote(where, 'quiet')], opens, raw: opens, copies: place});
			last = where;
		}
		for (const line of wrapSpan(pen.quote(item.text), width - 4)) {
			rows.push({line: [gap(4), ...line], opens, raw: opens, copies: item.text});
		}
	}
	return rows.length === 0
		? []
		: [{line: [pen.words('evidence', 'quiet'), pen.words('   enter shows the line in its output', 'quiet')]}, ...rows];
};

/** Commands under their heading; each row copies its command. */
export const commandRows = (name: string, commands: readonly string[], pen: Pen, width: number): readonly Row[] =>
	commands.length === 0
		? []
		: [
				{line: [pen.words(name, 'quiet')]},
				...commands.flatMap((command) =>
					wrapSpan(pen.words(command), width - 4).map((line): Row => ({line: [gap(4), ...line], copies: command})),
				),
			];
