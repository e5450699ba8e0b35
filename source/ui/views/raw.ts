import {type Capture, lineNumber, type Part} from '../../model/capture.ts';
import type {Finding} from '../../model/finding.ts';
import {findingKey, type Inspection, isInspectable} from '../../model/scene.ts';
import {showCount, showSize} from '../../report/show-size.ts';
import {fitLine, gap, rightColumn, wrapSpan} from '../fit-line.ts';
import {timeOfDay} from '../show-time.ts';
import type {Line} from '../span.ts';
import {listRows, type Row, textRows, type View, type ViewContext} from '../view.ts';
import {type Block, joinBlocks, rowOfLine, rowsBlock} from './blocks.ts';
import {captureState, showTook, sizeOf} from './capture-state.ts';
import {citedView} from './cited.ts';
import {failuresAt} from './failures-at.ts';
import {findLine, lineAt, type TextLines, textLines} from './text-lines.ts';
import {readingView} from './unknown-lines.ts';

/** A text that is shown, and what it is of. */
type Piece = {readonly capture: Capture; readonly part: Part; readonly lines: TextLines};

/** A column holds at most a wide letter and two marks on it, each of two code units. */
const unitsPerColumn = 6;

/** What evidence calls by that name: an output, or those with a part of that name. */
const capturesOf = (name: string, {captures}: Inspection): readonly Capture[] => {
	const outputs = captures.filter(({id}) => id === name);
	return outputs.length > 0 ? outputs : captures.filter(({parts}) => parts.some((part) => part.name === name));
};

/** The texts that are shown: of an output all, else those of that name. */
const piecesOf = (name: string, captures: readonly Capture[], {once}: ViewContext): readonly Piece[] =>
	captures.flatMap((capture) =>
		capture.parts
			.filter((part) => capture.id === name || part.name === name)
			.map((part) => ({capture, part, lines: once(part, 'lines', () => textLines(part.text))})),
	);

/** Which failures rest on a line; it takes no more than a third of the screen. */
const pointerOf = (findings: readonly Finding[], {pen, width}: ViewContext): Line => {
	const [first] = findings;
	const names = [...new Set(findings.map(({rule}) => rule))].join(', ');
	return first === undefined
		? []
		: [gap(1), ...fitLine([pen.words(`<- ${names}`, first.severity)], Math.max(3, Math.floor(width / 3)))];
};

/** The lines of a text, with their numbers in the file that they were cut from. */
const linesBlock = ({part, lines}: Piece, digits: number, context: ViewContext): Block => {
	const {pen, spot, width} = context;
	const most = unitsPerColumn * (spot.pan + width) + unitsPerColumn;
	return {
		count: lines.starts.length,
		at: (index): Row => {
			const number = lineNumber(part, index);
			const findings = failuresAt([{source: part.name, line: number}], context);
			const [finding] = findings;
			return {
				before: [rightColumn(pen.words(String(number), 'quiet'), digits), gap(1)],
				line: [pen.quote(lineAt(lines, index, most))],
				after: pointerOf(findings, context),
				copies: lineAt(lines, index),
				opens: finding && {screen: 'finding', subject: findingKey(finding)},
			};
		},
		find: (pattern, from, to, step) => findLine(lines, pattern, from, to, step),
		ofLine: (line) => {
			const index = part.lineNumbers === undefined ? line - 1 : part.lineNumbers.indexOf(line);
			return index < lines.starts.length ? index : -1;
		},
	};
};

const headRow = (words: string, {pen}: ViewContext): Row => ({
	line: [pen.quote(`--- ${words}`, 'heading')],
	copies: words,
});

/** Why there is nothing, or not all. */
const failureRows = ({failure, partial}: Capture, {pen, width}: ViewContext): readonly Row[] => {
	const said = [
		...(failure === null
			? []
			: [failure.detail, ...(failure.remedy === null ? [] : [`to have it: ${failure.remedy}`])]),
		...(partial === null ? [] : [`not the whole: ${partial}`]),
	];
	const tone = failure === null ? 'warning' : 'unknown';
	return said.flatMap((text) => wrapSpan(pen.quote(text, tone), width).map((line): Row => ({line, copies: text})));
};

const stderrRows = (capture: Capture, context: ViewContext): readonly Row[] => {
	const lines = textLines(capture.stderr);
	return lines.starts.length === 0
		? []
		: [
				headRow(`stderr of ${capture.id}`, context),
				...lines.starts.map((_, index): Row => {
					const text = lineAt(lines, index);
					return {line: [context.pen.quote(text)], copies: text};
				}),
			];
};

/** Each output with what failed of it, its texts, and what it said on stderr. */
const blocksOf = (captures: readonly Capture[], pieces: readonly Piece[], context: ViewContext): readonly Block[] => {
	const last = pieces.map(({part, lines}) => lineNumber(part, Math.max(0, lines.starts.length - 1)));
	const digits = Math.max(1, ...last.map((number) => String(number).length));
	const several = pieces.length > 1 || captures.length > 1;
	return captures
		.flatMap((capture) => [
			rowsBlock(failureRows(capture, context)),
			...pieces
				.filter((piece) => piece.capture === capture)
				.flatMap((piece) => {
					const count = piece.lines.starts.length;
					const isEmpty = count === 0 ? ' (it is empty)' : '';
					return [
						rowsBlock(several || count === 0 ? [headRow(`${piece.part.name}${isEmpty}`, context)] : []),
						linesBlock(piece, digits, context),
					];
				}),
			rowsBlock(stderrRows(capture, context)),
		])
		.filter(({count}) => count > 0);
};

const factsOf = (capture: Capture, pieces: readonly Piece[], {pen, once}: ViewContext): Line => {
	const {word, tone} = captureState(capture);
	const lines = pieces.reduce((sum, piece) => sum + piece.lines.starts.length, 0);
	const facts = [
		...(capture.exit === null ? [] : [`exit ${capture.exit}`]),
		...(capture.ms > 0 ? [`took ${showTook(capture.ms)}`] : []),
		`${showCount(lines)} ${lines === 1 ? 'line' : 'lines'}`,
		showSize(once(capture, 'size', () => sizeOf(capture))),
		`read ${Number.isNaN(Date.parse(capture.at)) ? capture.at : timeOfDay(Date.parse(capture.at))}`,
	];
	return [pen.words(word, tone), gap(2), pen.quote(facts.join('   '), 'quiet')];
};

/** What was read, verbatim, with line numbers; the lines on which failures rest are marked. */
export const rawView = (context: ViewContext): View => {
	const {pen, spot, scene, node, once} = context;
	const name = spot.subject ?? '';
	const title: Line = [pen.words('Raw', 'heading'), gap(2), pen.quote(name, 'heading')];
	const inspection = scene.inspections.get(node);
	if (inspection === undefined) {
		return isInspectable(scene, node) ? readingView(`Raw  ${name}`, context) : citedView(name, context);
	}
	const captures = once(inspection, `named ${name}`, () => capturesOf(name, inspection));
	const pieces = piecesOf(name, captures, context);
	if (captures.length === 0) {
		const none = wrapSpan(pen.quote(`Nothing that is called ${name} was read on ${node}.`, 'unknown'), context.width);
		return {title, lead: [], rows: listRows(textRows(none)), tail: []};
	}
	const blocks = blocksOf(captures, pieces, context);
	const [first] = captures;
	return {
		title,
		lead: first === undefined || captures.length > 1 ? [] : [factsOf(first, pieces, context)],
		rows: joinBlocks(blocks),
		tail: [],
		start: spot.line === undefined ? undefined : rowOfLine(blocks, spot.line),
	};
};
