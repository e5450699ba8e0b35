import type {NodeAnswer} from '../../model/report.ts';
import {column, gap, labelled, rightColumn, wrapSpan} from '../fit-line.ts';
import {cursorRow} from '../rows.ts';
import type {Line, Span} from '../span.ts';
import {rawOfProof} from '../target.ts';
import {listRows, type Row, textRows, type View, type ViewContext} from '../view.ts';
import {commandRows, evidenceRows} from './evidence-rows.ts';
import {steadyLines} from './steady-lines.ts';

/** Below this many columns a question is shown by its name. */
const narrow = 60;
/** Lines below the list: always as many, so that the list stays as high as it is. */
const tailHeight = 5;

/** What could be answered rests on something, or names values; else the answer says what is missing. */
const isAnswered = ({values, evidence}: NodeAnswer): boolean => values.length > 0 || evidence.length > 0;

const answersOf = ({scene: {report}, node, once}: ViewContext): readonly NodeAnswer[] =>
	once(report.answers, `of ${node}`, () => report.answers.filter((answer) => answer.node === node));

const shortAnswer = (answer: NodeAnswer, {pen}: ViewContext): Span => {
	if (!isAnswered(answer)) {
		return pen.words(`? ${answer.answer}`, 'unknown');
	}
	return answer.values.length === 0 ? pen.words(answer.answer) : pen.quote(answer.values.join(', '));
};

const rowOf = (answer: NodeAnswer, context: ViewContext): Row => {
	const {pen, width, node} = context;
	const {number, id, question, commands, evidence} = answer;
	const isNarrow = width < narrow;
	const asked = Math.min(isNarrow ? 18 : 60, Math.floor(width * 0.56));
	return {
		key: id,
		line: [
			rightColumn(pen.words(String(number), 'quiet'), 2),
			gap(1),
			column(pen.words(isNarrow ? id : question), asked),
			gap(1),
			shortAnswer(answer, context),
		],
		opens: {screen: 'facts', node, subject: id},
		raw: rawOfProof(evidence),
		copies: commands[0] ?? answer.answer,
	};
};

/** All about a question in `width` columns: its answer, the lines that it rests on, what a person would type. */
const detailRows = (answer: NodeAnswer, {pen}: ViewContext, width: number): readonly Row[] => {
	const known = isAnswered(answer);
	const {commands, values, evidence} = answer;
	return [
		...wrapSpan(pen.words(answer.answer, known ? undefined : 'unknown'), width).map(
			(line): Row => ({line, copies: values.length > 0 ? values.join('\n') : answer.answer}),
		),
		...textRows([[]]),
		...commandRows('a person would type (kdiag runs none of it; y copies)', commands, pen, width),
		...textRows([[]]),
		...evidenceRows(evidence, false, pen, width),
	];
};

const detailView = (answer: NodeAnswer, context: ViewContext): View => ({
	title: [context.pen.words(`${answer.number}  ${answer.question}`, 'heading')],
	lead: [[]],
	rows: listRows(detailRows(answer, context, context.width)),
	tail: [],
});

/** The answer under the cursor and how a person would find it. */
const tailOf = (answer: NodeAnswer, {pen, width}: ViewContext): readonly Line[] => {
	const tone = isAnswered(answer) ? undefined : 'unknown';
	const said = labelled(pen.words('answer', 'quiet'), 8, pen.words(answer.answer, tone), width);
	const most = tailHeight - 1;
	const cut =
		said.length > most ? [...said.slice(0, most - 1), [gap(8), pen.words('... enter shows all', 'quiet')]] : said;
	const typed: Line = [column(pen.words('type', 'quiet'), 8), pen.words(answer.commands.join('   or   '))];
	return steadyLines([...cut, typed], tailHeight);
};

/** What people ask on a node, a row for each question; of the one that is opened all that is known. */
export const factsView = (context: ViewContext): View => {
	const {pen, spot, node, asideWidth} = context;
	const answers = answersOf(context);
	const opened = answers.find(({id}) => id === spot.subject);
	if (opened !== undefined) {
		return detailView(opened, context);
	}
	const rows = listRows(answers.map((answer) => rowOf(answer, context)));
	const under = answers[cursorRow(spot, rows)];
	const missing = answers.filter((answer) => !isAnswered(answer)).length;
	const counted = `${answers.length} questions people ask on a node${missing === 0 ? '' : `, ${missing} without an answer from ${node}`}`;
	const none: Line = [pen.words(node === '' ? 'No node is read yet.' : 'Nothing is answered yet.')];
	return {
		title: [pen.words('Facts', 'heading'), gap(2), pen.quote(counted)],
		lead: answers.length === 0 ? [none] : [],
		rows,
		tail: under === undefined || asideWidth > 0 ? [] : tailOf(under, context),
		aside:
			under === undefined || asideWidth === 0
				? undefined
				: [
						...wrapSpan(pen.words(`${under.number}  ${under.question}`, 'heading'), asideWidth),
						...detailRows(under, context, asideWidth).map(({line}) => line),
					],
	};
};
