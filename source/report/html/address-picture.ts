import type {AddressPlan, PlannedRange} from '../../model/conclusions.ts';
import type {Finding, Severity} from '../../model/finding.ts';
import type {Columns} from '../address-axis.ts';
import {clipText} from '../clip-text.ts';
import {placeName} from '../finding-lines.ts';
import {type DrawnRange, drawPlan, extentOf, keyOf} from '../planned-drawing.ts';
import {badgeOf} from '../style.ts';
import {element, type Html, joined} from './element.ts';
import {folded, leftOut, longest, mark} from './parts.ts';
import {within} from './within.ts';

type Overlap = AddressPlan['overlaps'][number];

/** An overlap, and how bad it is: as bad as the failure about it; one that no rule holds against the node is only worth knowing. */
type Clash = Overlap & {readonly severity: Severity; readonly rule: string};

/** The names of ranges; a report that is opened again may hold others. */
const names: ReadonlyMap<string, string> = new Map([
	['node', 'node network'],
	['services', 'services'],
	['cluster-pods', 'pods of the cluster'],
	['node-pods', 'pods of this node'],
	['bridge', 'bridge'],
	['route', 'route'],
]);

const nameOf = ({kind, cidr}: PlannedRange): string => `${names.get(kind) ?? 'range'} ${cidr}`;

/** The picture is as wide as the page, so that its letters have one size everywhere: across it is measured in thousandths, down in pixels. */
const across = 1000;
const grain = {least: 30, between: 24};
const rowHeight = 36;
const footHeight = 8;
/** Ranges that are drawn at most. Those that overlap others come first. */
const most = 40;

const share = (columns: number): string => `${columns / 10}%`;

const bar = ({from, to}: Columns, y: number, height: number, kind: string): Html =>
	element('rect', {class: kind, x: share(from), y, width: share(Math.max(4, to - from + 1)), height, rx: 2});

/** Where a label stands so that it is near its bar and does not leave the picture: at the start, in the middle or at the end. */
const labelAt = ({from, to}: Columns): {readonly x: string; readonly side: string} => {
	const middle = (from + to) / 2;
	if (middle < across * 0.4) {
		return {x: share(Math.min(from, across * 0.3)), side: 'start'};
	}
	return middle > across * 0.6 ? {x: '100%', side: 'end'} : {x: '50%', side: 'middle'};
};

const rangeRow = (
	{range, columns, shared, isDeclared}: DrawnRange,
	index: number,
	severity: Severity | undefined,
): Html => {
	const y = index * rowHeight;
	const {x, side} = labelAt(columns ?? {from: 0, to: 0});
	const note = columns === null ? ' (too far off to be drawn)' : '';
	return element(
		'g',
		{},
		element(
			'text',
			{class: `${side} ${severity ?? ''}`.trim(), x, y: y + 15},
			`${severity === undefined ? '' : `${markOf(severity)} `}${nameOf(range)}${note}`,
		),
		columns === null ? '' : bar(columns, y + 21, 8, isDeclared ? 'declared' : 'inferred'),
		shared.map((part) => bar(part, y + 19, 12, `shared ${severity ?? ''}`)),
	);
};

/** The failure that is about two ranges: it rests on both; else one about addresses that rests on one of them. */
const failureOf = ({first, second}: Overlap, failures: readonly Finding[]): Finding | undefined => {
	const restsOn = ({evidence}: Finding, {at}: PlannedRange): boolean =>
		evidence.some(({source, line}) => source === at.source && line === at.line);
	return (
		failures.find((failure) => restsOn(failure, first) && restsOn(failure, second)) ??
		failures.find((failure) => failure.group === 'addresses' && (restsOn(failure, first) || restsOn(failure, second)))
	);
};

const sayOverlap = ({first, second}: Overlap): string => `${nameOf(first)} shares addresses with ${nameOf(second)}`;

const markOf = (severity: Severity): string => badgeOf({status: 'fail', severity}, false).text.charAt(0);

const clashOf = (overlap: Overlap, failures: readonly Finding[]): Clash => {
	const failure = failureOf(overlap, failures);
	return {...overlap, severity: failure?.severity ?? 'info', rule: failure?.rule ?? ''};
};

const severities: readonly Severity[] = ['error', 'warning', 'info'];

/** How bad the worst overlap of each range is, by its key. */
const worstOf = (clashes: readonly Clash[]): ReadonlyMap<string, Severity> =>
	new Map(
		severities
			.toReversed()
			.flatMap((severity) => clashes.filter((clash) => clash.severity === severity))
			.flatMap(({first, second, severity}) => [[keyOf(first), severity] as const, [keyOf(second), severity] as const]),
	);

const clashItem = (clash: Clash): Html =>
	element(
		'li',
		{},
		mark({status: 'fail', severity: clash.severity}),
		` ${sayOverlap(clash)}`,
		clash.rule === '' ? '' : element('span', {class: 'beside'}, ` (${clash.rule})`),
	);

/** The ranges of one family over one axis. */
const picture = (family: 4 | 6, plan: AddressPlan, failures: readonly Finding[]): Html => {
	const extents = plan.ranges.filter((range) => range.family === family).flatMap(extentOf);
	if (extents.length === 0) {
		return joined('');
	}
	const clashes = plan.overlaps.filter(({first}) => first.family === family).map((each) => clashOf(each, failures));
	const worst = worstOf(clashes);
	const {axis, ranges} = drawPlan(extents, clashes, across, grain);
	const severityOf = ({range}: DrawnRange): Severity | undefined => worst.get(keyOf(range));
	const first = [...ranges.filter(severityOf), ...ranges.filter((range) => severityOf(range) === undefined)];
	const kept = new Set(first.slice(0, most));
	const drawn = ranges.filter((range) => kept.has(range));
	const height = drawn.length * rowHeight + footHeight;
	const said = [...drawn.slice(0, 12).map(({range}) => nameOf(range)), ...clashes.slice(0, 6).map(sayOverlap)];
	return joined(
		element('h3', {}, `IPv${family}`),
		element(
			'svg',
			{role: 'img', 'aria-label': `IPv${family} address plan: ${said.join('; ')}`, height},
			axis.parts.map(({from, to}) => bar({from, to}, 0, height, 'part')),
			drawn.map((range, index) => rangeRow(range, index, severityOf(range))),
		),
		leftOut(ranges.length - drawn.length, 'more range'),
		clashes.length === 0 ? '' : element('ul', {class: 'plain'}, within(clashes, 20_000, clashItem).html),
	);
};

const saidRow = (range: PlannedRange): Html =>
	element(
		'tr',
		{},
		element('th', {scope: 'row'}, names.get(range.kind) ?? 'range'),
		element('td', {}, element('code', {}, clipText(range.cidr, longest.line))),
		element('td', {}, `${range.provenance} by `, clipText(range.owner, longest.line)),
		element('td', {class: 'beside long'}, clipText(placeName(range.at), longest.line)),
	);

/** The address plan of a node: every range over one axis for each family, what overlaps, and who says so. `failures` are those of the node. */
export const addressPicture = (plan: AddressPlan, failures: readonly Finding[]): Html =>
	joined(
		picture(4, plan, failures),
		picture(6, plan, failures),
		element(
			'p',
			{class: 'beside'},
			'Filled: declared; outlined: inferred; thick: shared with another range. Each shaded part has its own scale; what lies between is left out.',
		),
		folded(
			'who says so',
			element(
				'div',
				{class: 'scroll'},
				element('table', {class: 'folding'}, element('tbody', {}, within(plan.ranges, 40_000, saidRow).html)),
			),
		),
	);
