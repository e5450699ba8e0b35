import type {Finding} from '../../model/finding.ts';
import type {NodeConclusions, Report, ReportNode} from '../../model/report.ts';
import type {Tone} from '../../report/style.ts';
import {column, gap, labelled, rightColumn, wrapSpan} from '../fit-line.ts';
import {cursorRow} from '../rows.ts';
import {severityMark} from '../severity-mark.ts';
import {showDuration} from '../show-time.ts';
import type {Line} from '../span.ts';
import {listRows, type Row, type View, type ViewContext} from '../view.ts';
import {steadyLines} from './steady-lines.ts';

/** Lines below the list: always as many, so that the list stays as high as it is. */
const tailHeight = 3;

/** A node with what is said of it. */
type Listed = {
	readonly node: ReportNode;
	readonly known: NodeConclusions | undefined;
	readonly failures: readonly Finding[];
	readonly errors: number;
	readonly warnings: number;
	readonly unknown: number;
};

const isOpen = ({status, waiver}: Finding): boolean => status === 'fail' && waiver?.expired !== false;

/** The nodes, the worst first. */
const listedNodes = ({nodes, conclusions, findings}: Report): readonly Listed[] => {
	const byNode = new Map<string, Finding[]>(nodes.map(({id}) => [id, []]));
	for (const finding of findings) {
		for (const node of finding.nodes) {
			byNode.get(node)?.push(finding);
		}
	}
	const known = new Map(conclusions.map((each) => [each.node, each]));
	return nodes
		.map((node): Listed => {
			const own = byNode.get(node.id) ?? [];
			const failures = own.filter(isOpen);
			const count = (severity: Finding['severity']): number =>
				failures.filter((each) => each.severity === severity).length;
			return {
				node,
				known: known.get(node.id),
				failures,
				errors: count('error'),
				warnings: count('warning'),
				unknown: own.filter(({status}) => status === 'unknown').length,
			};
		})
		.toSorted((one, other) => other.errors - one.errors || other.warnings - one.warnings);
};

/** A column of the table: its name, how wide it is, and what it holds. */
type Column = {
	readonly name: string;
	readonly width: number;
	readonly text: (listed: Listed, context: ViewContext) => string;
};

const readAt = ({node}: Listed, {now}: ViewContext): string => {
	const at = Date.parse(node.takenAt);
	if (Number.isNaN(at)) {
		return node.takenAt;
	}
	return node.origin === 'live' ? `${showDuration(now - at)} ago` : node.takenAt.replace('T', ' ').slice(0, 16);
};

const kindOf = ({node}: Listed): string => (node.role === 'none' ? 'no Kubernetes' : node.role);

/** In the order in which they are shown; `rank` is that in which they find room. */
const columns: readonly (Column & {readonly rank: number})[] = [
	{name: 'address', width: 17, rank: 2, text: ({known}) => known?.nodeAddress?.addresses[0]?.address ?? '?'},
	{name: 'role', width: 15, rank: 1, text: kindOf},
	{
		name: 'distribution',
		width: 14,
		rank: 5,
		text: ({node}) => (node.distribution === 'unknown' ? '?' : node.distribution),
	},
	{name: 'version', width: 10, rank: 3, text: ({known}) => known?.role?.version?.value ?? '?'},
	{name: 'read', width: 17, rank: 4, text: readAt},
];

const countWidth = 4;
const counted: readonly {readonly mark: string; readonly of: (listed: Listed) => number; readonly tone: Tone}[] = [
	{mark: 'x', of: ({errors}) => errors, tone: 'error'},
	{mark: '!', of: ({warnings}) => warnings, tone: 'warning'},
	{mark: '?', of: ({unknown}) => unknown, tone: 'unknown'},
];

/** The name gets at least so many columns, and no more than so many. */
const [leastName, mostName] = [12, 32];

/** The columns that find room beside the counts and the name, and what is left for the name. */
const layout = ({width}: ViewContext): {readonly shown: readonly Column[]; readonly name: number} => {
	let room = width - counted.length * (countWidth + 2) - leastName;
	const fitting = columns
		.toSorted((one, other) => one.rank - other.rank)
		.filter((each) => {
			const fits = each.width <= room;
			// Of what does not fit nothing less important is shown either.
			room = fits ? room - each.width : 0;
			return fits;
		});
	return {shown: columns.filter((each) => fitting.includes(each)), name: Math.min(mostName, leastName + room)};
};

const headLine = (context: ViewContext): Line => {
	const {pen} = context;
	const {shown, name} = layout(context);
	return [
		gap(1),
		column(pen.words('node', 'quiet'), name),
		...counted.map(({mark}) => rightColumn(pen.words(mark, 'quiet'), countWidth + 1)),
		gap(3),
		...shown.map((each) => column(pen.words(each.name, 'quiet'), each.width)),
	];
};

const rowOf = (listed: Listed, context: ViewContext): Row => {
	const {pen} = context;
	const {shown, name} = layout(context);
	const {id} = listed.node;
	return {
		key: id,
		line: [
			column(pen.quote(id, 'heading'), name - 1),
			gap(1),
			...counted.map(({of, tone}) => {
				const count = of(listed);
				return rightColumn(pen.words(String(count), count > 0 ? tone : 'quiet'), countWidth + 1);
			}),
			gap(3),
			...shown.map((each) => column(pen.quote(`${each.text(listed, context)} `), each.width)),
		],
		opens: {screen: 'overview', node: id},
		copies: id,
	};
};

/** A source that could not be read: no row of a node stands for it. */
const failureRow = (detail: string, {pen}: ViewContext): Row => ({
	key: `failure ${detail}`,
	line: [pen.words('? not read  ', 'unknown'), pen.quote(detail)],
	copies: detail,
});

/** What is wrong with a node, the worst first, and what could not be read of it. */
const aboutNode = ({node, failures}: Listed, {pen, width}: ViewContext): readonly Line[] => {
	const missing = node.readings.filter(({status}) => status === 'unavailable').map(({fact}) => fact);
	const worst = failures.filter(({severity}) => severity !== 'info');
	return [
		...worst.map((finding): Line => [severityMark(finding, pen), pen.words(finding.actual)]),
		...(worst.length === 0 ? [[pen.words('Nothing wrong was found on it.')]] : []),
		...(missing.length === 0
			? []
			: labelled(pen.words('? not known', 'unknown'), 13, pen.quote(missing.join(', ')), width)),
	];
};

/** All nodes of the report, the worst first, and the sources of which nothing could be made. */
export const nodesView = (context: ViewContext): View => {
	const {pen, scene, spot, once, width} = context;
	const {report, failures} = scene;
	const nodes = once(report, 'listed nodes', () => listedNodes(report));
	const rows = listRows([
		...failures.map((detail) => failureRow(detail, context)),
		...nodes.map((listed) => rowOf(listed, context)),
	]);
	const cursor = cursorRow(spot, rows);
	const under = nodes[cursor - failures.length];
	const about = under === undefined ? wrapSpan(pen.quote(failures[cursor] ?? ''), width) : aboutNode(under, context);
	const bad = nodes.filter(({errors}) => errors > 0).length;
	const words = [
		`${nodes.length} ${nodes.length === 1 ? 'node' : 'nodes'}`,
		...(bad > 0 ? [`${bad} with errors`] : []),
		...(failures.length > 0 ? [`${failures.length} not read`] : []),
	];
	return {
		title: [pen.words('Nodes', 'heading'), gap(2), pen.words(words.join(', '))],
		lead: [headLine(context)],
		rows,
		tail: steadyLines(about, tailHeight),
		start: failures.length,
	};
};
