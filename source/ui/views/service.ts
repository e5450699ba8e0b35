import type {ServiceDocument} from '../../model/documents.ts';
import {horizonOfNode, serviceTone} from '../../report/service-tone.ts';
import {gap, wrapSpan} from '../fit-line.ts';
import {marked} from '../severity-mark.ts';
import type {Span} from '../span.ts';
import {listRows, type Row, textRows, type View, type ViewContext} from '../view.ts';
import {addressAndPort} from './service-of.ts';
import {readingView} from './unknown-lines.ts';

type NodeDocument = ServiceDocument['nodes'][number];
type Path = NodeDocument['services'][number];

const blank: Row = {line: []};

const marks: Readonly<Record<string, string>> = {reachable: '+', refused: 'x', dropped: 'x'};

const verdictSpan = (verdict: string, because: string, {pen}: ViewContext): Span =>
	pen.words(marked(`${marks[verdict] ?? '?'} ${verdict}${because}`, pen), serviceTone(verdict));

/** Columns of the arrow beside a step. */
const arrowWidth = 4;

/** Packets enter at two hooks, those that arrive and those that the node sends; IPVS stands in the way of both. */
const entrancesOf = (mode: string): number => (mode === 'ipvs' ? 1 : 2);

/**
 * What stands beside a step and beneath it: `*` is an entrance, `v` leads on, `|->` leads a share of the connections aside, the last of them
 * ends the way.
 */
const arrowsOf = ({steps, mode}: Path, index: number): readonly [arrow: string, below: string] => {
	const step = steps[index];
	const isLastEndpoint = steps.slice(index).every(({endpoint}) => endpoint !== null && endpoint === step?.endpoint);
	const line = isLastEndpoint || index === steps.length - 1 ? '    ' : '|   ';
	if (step?.endpoint == null) {
		return [index < entrancesOf(mode) ? '*   ' : 'v   ', line];
	}
	const isFirst = steps[index - 1]?.endpoint !== step.endpoint;
	return isFirst ? [isLastEndpoint ? '`-> ' : '|-> ', line] : [line, line];
};

const stepRows = (path: Path, {pen, node, width}: ViewContext): readonly Row[] =>
	path.steps.flatMap(({text, source, line, quote}, index): readonly Row[] => {
		const [arrow, below] = arrowsOf(path, index);
		const raw =
			source === null ? undefined : ({screen: 'raw', node, subject: source, line: line ?? undefined} as const);
		const quoted = quote?.trim() ?? '';
		// A step without a line is something that is not there, or that is only concluded.
		const words = wrapSpan(pen.words(text, source === null ? 'warning' : undefined), width - arrowWidth);
		return [
			...words.map(
				(part, at): Row => ({
					line: [pen.words(at === 0 ? arrow : below), ...part],
					opens: raw,
					raw,
					copies: quoted || text,
				}),
			),
			...(source === null
				? []
				: [
						{
							line: [pen.words(`${below}  `), pen.quote(`${source}:${line}  ${quoted}`, 'quiet')],
							opens: raw,
							raw,
							copies: quoted,
						},
					]),
		];
	});

/** The other ways to the same service, which end differently where only one of them is broken. */
const otherWays = ({way, clusterIp, port, nodePort}: Path, {pen, node}: ViewContext): readonly Row[] => {
	const subject = way === 'cluster' ? nodePort : clusterIp === null ? null : addressAndPort(clusterIp, port);
	const text = way === 'cluster' ? `node port ${nodePort}, from outside` : `cluster address ${subject}`;
	return subject === null
		? []
		: [
				{
					line: [pen.words(' > ', 'info'), pen.quote(`see also ${text}`)],
					opens: {screen: 'service', node, subject: String(subject)},
				},
			];
};

const headingOf = (path: Path): string => {
	const {name, clusterIp, port, protocol, nodePort, mode, way} = path;
	const address = clusterIp === null ? '' : ` ${addressAndPort(clusterIp, port)}`;
	return `${name ?? 'unnamed'}${address} ${protocol}${nodePort === null ? '' : `, node port ${nodePort}`} (${mode}, ${way === 'cluster' ? 'by its cluster address' : 'from outside'})`;
};

const pathRows = (path: Path, context: ViewContext): readonly Row[] => {
	const {pen, width} = context;
	return [
		...textRows(wrapSpan(pen.quote(headingOf(path), 'heading'), width)),
		...stepRows(path, context),
		{line: [pen.words('=   '), verdictSpan(path.verdict, '', context)]},
		...otherWays(path, context),
		blank,
	];
};

/** The way of a connection to a service through this node, step by step, each with the line that says so. The verdict stands above and below. */
export const serviceView = (context: ViewContext): View => {
	const {pen, scene, node, spot, width, once} = context;
	const query = spot.subject ?? '';
	const inspection = scene.inspections.get(node);
	if (inspection === undefined) {
		return readingView('Service', context);
	}
	const {verdict, because, services} = once(inspection, `service ${query}`, () => inspection.service(query));
	const rows = services.flatMap((path) => pathRows(path, context));
	return {
		title: [pen.words('Service', 'heading'), gap(2), pen.quote(query, 'heading')],
		lead: [...wrapSpan(verdictSpan(verdict, `: ${because}`, context), width), []],
		rows: listRows([
			...rows,
			...textRows(wrapSpan(verdictSpan(verdict, `: ${because}`, context), width)),
			...textRows(wrapSpan(pen.words(horizonOfNode, 'quiet'), width)),
		]),
		tail: [],
	};
};
