import type {Evidence} from '../../model/finding.ts';
import {findingKey} from '../../model/scene.ts';
import {gap, rightColumn, wrapSpan} from '../fit-line.ts';
import {listRows, type Row, type View, type ViewContext} from '../view.ts';
import {failuresAt} from './failures-at.ts';
import {notInReport} from './not-in-report.ts';

/** The lines of an output that findings and answers of the report cite, each once, in their order. */
const citedLines = (name: string, {scene: {report}, node}: ViewContext): readonly Evidence[] => {
	const all = [...report.findings, ...report.answers].flatMap(({evidence}) => evidence);
	const lines = new Map<string, Evidence>();
	for (const each of all) {
		if (each.node === node && each.source === name) {
			lines.set(`${each.line} ${each.path ?? ''}`, each);
		}
	}
	return [...lines.values()].sort((one, other) => one.line - other.line);
};

/** What a report without its snapshot shows of an output: the lines that it cites. */
export const citedView = (name: string, context: ViewContext): View => {
	const {pen, spot, width, once, scene} = context;
	const lines = once(scene.report, `cited ${context.node} ${name}`, () => citedLines(name, context));
	const digits = String(lines.at(-1)?.line ?? 0).length;
	return {
		title: [pen.words('Raw', 'heading'), gap(2), pen.quote(name, 'heading')],
		lead: [
			...notInReport('The whole output', context),
			...wrapSpan(
				pen.words(lines.length === 0 ? 'No line of it is cited.' : 'The lines that the report cites:'),
				width,
			),
		],
		rows: listRows(
			lines.map(({line, text, source}): Row => {
				const [finding] = failuresAt([{source, line}], context);
				return {
					before: [rightColumn(pen.words(String(line), 'quiet'), digits), gap(1)],
					line: [pen.quote(text)],
					copies: text,
					opens: finding && {screen: 'finding', subject: findingKey(finding)},
				};
			}),
		),
		tail: [],
		start: Math.max(
			0,
			lines.findIndex(({line}) => line === spot.line),
		),
	};
};
