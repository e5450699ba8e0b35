import type {Inspection} from '../../model/scene.ts';
import {column, gap, labelled, rightColumn, wrapSpan} from '../fit-line.ts';
import {cursorRow} from '../rows.ts';
import type {Line} from '../span.ts';
import {rawAt, type Target} from '../target.ts';
import {listRows, type Row, type Rows, type View, type ViewContext} from '../view.ts';
import {countText} from './count-text.ts';
import {
	chainOfSubject,
	chainSubject,
	type FilterChain,
	type FilterRule,
	type FilterTable,
	filterTables,
	namedChains,
	referencesIn,
} from './filter-tables.ts';
import {steadyLines} from './steady-lines.ts';
import {readingView} from './unknown-lines.ts';

type Shown = {readonly table: FilterTable; readonly chain: FilterChain; readonly inspection: Inspection};

/** Columns of a counter, where there is room for them. */
const counterWidth = 9;
/** Columns of a target of iptables, which else stands at the end of a long rule. */
const targetWidths = {narrow: 20, wide: 26};
const narrow = 58;
const wide = 100;

const isCounted = ({packets, bytes}: FilterRule): boolean => packets !== null || bytes !== null;

/** The first chain of the same table that a rule leads to. */
const leadsTo = ({targets}: FilterRule, {byName}: FilterTable): string | undefined =>
	targets.find((target) => byName.has(target));

const stops = new Set(['drop', 'reject']);

const rowOf = (index: number, {table, chain, inspection}: Shown, {pen, node, width}: ViewContext): Row => {
	const rule = chain.rule(index, inspection.quote);
	const raw: Target = rawAt(rule.at, node);
	const next = leadsTo(rule, table);
	const isStop = rule.targets.some((target) => stops.has(target.toLowerCase()));
	const tone = isStop ? 'warning' : next === undefined ? undefined : 'info';
	return {
		line: [
			rightColumn(pen.words(String(index + 1), 'quiet'), Math.max(2, String(chain.count).length)),
			...(width >= narrow && isCounted(rule)
				? [
						rightColumn(pen.words(countText(rule.packets)), counterWidth),
						...(width >= wide ? [rightColumn(pen.words(countText(rule.bytes)), counterWidth)] : []),
					]
				: []),
			pen.words(next === undefined ? '   ' : ' > '),
			...(table.isNft
				? []
				: [column(pen.quote(rule.targets[0] ?? '-', tone), targetWidths[width < narrow ? 'narrow' : 'wide']), gap(1)]),
			pen.quote(rule.text, tone),
		],
		opens: next === undefined ? raw : {screen: 'chain', node, subject: chainSubject(table, next)},
		raw,
		copies: rule.whole,
	};
};

const rowsOf = (shown: Shown, context: ViewContext): Rows => ({
	count: shown.chain.count,
	at: (index) => rowOf(index, shown, context),
	// A rule has no name: the cursor keeps its number.
	indexOf: () => -1,
	textAt: (index) => shown.chain.text(index, shown.inspection.quote),
});

const counted = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;

/** How packets come to the chain, and what becomes of those that no rule decides. */
const waysTo = ({table, chain}: Shown, context: ViewContext): string => {
	const {policy, packets, where, kind, name, count} = chain;
	const references = referencesIn(table, context).get(name);
	const from = references?.from.slice(0, namedChains).join(', ');
	const more = (references?.from.length ?? 0) > namedChains ? ' and others' : '';
	const reached =
		references === undefined
			? null
			: `${counted(references.rules, 'rule')} of ${from}${more} ${references.rules === 1 ? 'leads' : 'lead'} here`;
	if (kind !== 'chain') {
		return [`${kind} of ${where}`, reached ?? 'no rule uses it'].join('; ');
	}
	if (policy === null) {
		const empty = count === 0 ? '; it has no rules, so packets go back' : '';
		return `${reached ?? 'nothing leads here, so no packet comes to it'}${empty}`;
	}
	const met = packets === null ? '' : ` (${counted(packets, 'packet')})`;
	return [where, `policy ${policy}${met}`, reached].filter((part) => part !== null).join('; ');
};

/** Lines for the rule under the cursor and what it leads to. */
const tailHeight = 4;

/** The whole rule under the cursor, which may be longer than the screen is wide. */
const tailOf = (shown: Shown, index: number, {pen, width}: ViewContext): readonly Line[] => {
	const {table, chain, inspection} = shown;
	if (index >= chain.count) {
		return [];
	}
	const rule = chain.rule(index, inspection.quote);
	const next = leadsTo(rule, table);
	const to = next === undefined ? undefined : table.byName.get(next);
	return [
		...labelled(
			pen.words(`${index + 1}`, 'quiet'),
			Math.max(6, String(chain.count).length + 1),
			pen.quote(rule.whole),
			width,
		).slice(0, tailHeight - (to === undefined ? 0 : 1)),
		...(to === undefined
			? []
			: labelled(
					pen.words('enter', 'quiet'),
					6,
					pen.quote(`${to.name}: ${counted(to.count, to.kind === 'chain' ? 'rule' : 'element')}`),
					width,
				).slice(0, 1)),
	];
};

/** The rules of one chain, or the elements of a set of nft, in their order; Enter follows a jump. */
export const chainView = (context: ViewContext): View => {
	const {pen, scene, node, spot, width} = context;
	const inspection = scene.inspections.get(node);
	if (inspection === undefined) {
		return readingView('Chain', context);
	}
	const found = chainOfSubject(spot.subject ?? '["",""]', filterTables(inspection, context));
	if (found === undefined) {
		return {
			title: [pen.words('Chain', 'heading')],
			lead: wrapSpan(pen.words('This chain is there no more.'), width),
			rows: listRows([]),
			tail: [],
		};
	}
	const shown: Shown = {...found, inspection};
	const rows = rowsOf(shown, context);
	const {table, chain} = found;
	return {
		title: [
			pen.quote(chain.name, 'heading'),
			gap(2),
			pen.quote(`${table.title}, ${counted(chain.count, chain.kind === 'chain' ? 'rule' : 'element')}`),
		],
		lead: [...wrapSpan(pen.quote(waysTo(shown, context), 'quiet'), width).slice(0, 3), []],
		rows,
		tail: steadyLines(tailOf(shown, cursorRow(spot, rows), context), tailHeight),
	};
};
