import type {PortRow} from '../../model/conclusions.ts';
import type {Socket} from '../../model/facts/socket.ts';
import type {Scope} from '../../model/layout.ts';
import {findingKey} from '../../model/scene.ts';
import type {Tone} from '../../report/style.ts';
import {column, gap, labelled} from '../fit-line.ts';
import {cursorRow} from '../rows.ts';
import {marked} from '../severity-mark.ts';
import type {Line, Pen, Span} from '../span.ts';
import {restOf, type TableColumn, tableHead, tableRow} from '../table.ts';
import {rawAt, type Target} from '../target.ts';
import {listRows, type Row, type Rows, type View, type ViewContext} from '../view.ts';
import {notKnown} from './not-known.ts';
import {type PortItem, type PortList, portItems} from './port-items.ts';

type State = {readonly mark: string; readonly word: string; readonly tone?: Tone};

const states: Readonly<Record<PortRow['status'], State>> = {
	ok: {mark: '+', word: 'ok'},
	missing: {mark: 'x', word: 'missing', tone: 'error'},
	foreign: {mark: '!', word: 'foreign', tone: 'warning'},
	narrow: {mark: '!', word: 'narrow', tone: 'warning'},
	wide: {mark: '!', word: 'wide', tone: 'warning'},
	unexpected: {mark: '!', word: 'unexpected', tone: 'warning'},
	optional: {mark: '-', word: 'optional'},
	unknown: {mark: '?', word: 'unknown', tone: 'unknown'},
};

const severityMarks = {error: 'x', warning: '!', info: 'i'} as const;

/** Mark and word of a port. Where a failure is about it the mark is the failure's; a port that else is as it should be then says so. */
const stateOf = ({row, finding}: PortItem): State => {
	const state: State = row === null ? {mark: 'i', word: 'other'} : states[row.status];
	if (finding === undefined) {
		return state;
	}
	const isElseRight = row === null || row.status === 'ok' || row.status === 'optional';
	return {
		mark: severityMarks[finding.severity],
		word: isElseRight ? 'finding' : state.word,
		tone: finding.severity,
	};
};

const stateSpan = (item: PortItem, pen: Pen): Span => {
	const {mark, word, tone} = stateOf(item);
	return pen.words(marked(`${mark} ${word}`, pen), tone);
};

const shownAddress = ({localAddress, dualStack}: Socket): string => (dualStack ? '*' : localAddress);

const addressesOf = (listeners: readonly Socket[]): string =>
	listeners.length === 0 ? '-' : [...new Set(listeners.map(shownAddress))].join(', ');

/** Who owns the listeners; a socket that the kernel itself holds has no process. */
const ownerOf = ({listeners, row}: PortItem): string => {
	const owner = row?.owner ?? listeners.find(({program}) => program !== null)?.program ?? null;
	if (owner !== null || listeners.length === 0) {
		return owner ?? '-';
	}
	return row?.component === 'kernel' ? '(kernel)' : '(not visible)';
};

const shortScope = (scope: Scope | undefined): string => (scope === 'loopback' ? 'lo' : (scope ?? '-'));

const pidsOf = (listeners: readonly Socket[]): string => {
	const pids = [...new Set(listeners.flatMap(({pid}) => pid ?? []))];
	return pids.length === 0 ? '-' : pids.join(',');
};

/** How many established connections each local TCP port has; null where connections are not known. */
const establishedByPort = ({scene, node, once}: ViewContext): ReadonlyMap<number, number> | null => {
	const connections = scene.inspections.get(node)?.connections ?? null;
	if (connections === null) {
		return null;
	}
	return once(connections, 'established by port', () => {
		const counts = new Map<number, number>();
		for (const {localPort, state, protocol} of connections) {
			if (state === 'ESTABLISHED' && localPort !== null && protocol.startsWith('tcp')) {
				counts.set(localPort, (counts.get(localPort) ?? 0) + 1);
			}
		}
		return counts;
	});
};

const columnsFor = (context: ViewContext): readonly TableColumn<PortItem>[] => {
	const {pen, width} = context;
	const counts = establishedByPort(context);
	const conns = ({port, protocol}: PortItem): string =>
		protocol === 'udp' ? '-' : counts === null ? '?' : String(counts.get(port) ?? 0);
	const state: TableColumn<PortItem> = {title: 'STATE', width: 12, cell: (item) => stateSpan(item, pen)};
	const port: TableColumn<PortItem> = {
		title: 'PORT',
		width: 9,
		cell: (item) => pen.words(`${item.port}/${item.protocol}`),
	};
	const purpose = {title: 'EXPECTED FOR', cell: ({row}: PortItem) => pen.quote(row?.purpose ?? '-')};
	const want = {title: 'WANT', cell: ({row}: PortItem) => pen.words(row?.expected?.scope ?? '-')};
	const now = {title: 'LISTENS ON', cell: ({listeners}: PortItem) => pen.quote(addressesOf(listeners))};
	const scope = {title: 'SCOPE', cell: ({row}: PortItem) => pen.words(row?.scope ?? '-')};
	const owner = {title: 'PROCESS', cell: (item: PortItem) => pen.quote(ownerOf(item))};
	const pid = {title: 'PID', cell: ({listeners}: PortItem) => pen.words(pidsOf(listeners))};
	const count = {title: 'CONNS', width: 5, isNumber: true, cell: (item: PortItem) => pen.words(conns(item))};
	if (width < 60) {
		return [state, port, {...purpose, width: restOf([state, port], width, 1)}];
	}
	if (width < 110) {
		const short = {...want, width: 4, cell: ({row}: PortItem) => pen.words(shortScope(row?.expected?.scope))};
		const fixed = [state, port, short, count];
		const rest = restOf(fixed, width, 3);
		const [forWidth, nowWidth] = [Math.floor(rest * 0.37), Math.floor(rest * 0.36)];
		return [
			state,
			port,
			{...purpose, width: forWidth},
			short,
			{...now, width: nowWidth},
			{...owner, width: rest - forWidth - nowWidth},
			count,
		];
	}
	const component = {
		title: 'OF',
		width: 23,
		cell: ({row}: PortItem) => pen.quote(row?.expected == null ? '-' : row.component),
	};
	const fixed = [
		state,
		port,
		component,
		{...purpose, width: 23},
		{...want, width: 8},
		{...scope, width: 8},
		{...pid, width: 7},
		count,
	];
	const rest = restOf(fixed, width, 2);
	const nowWidth = Math.floor(rest * 0.55);
	return [
		state,
		port,
		component,
		{...purpose, width: 23},
		{...want, width: 8},
		{...now, width: nowWidth},
		{...scope, width: 8},
		{...owner, width: rest - nowWidth},
		{...pid, width: 7},
		count,
	];
};

const rawOf = ({listeners, row}: PortItem, node: string): Target | undefined => {
	const at = listeners[0]?.at ?? row?.expectedAt;
	return at == null ? undefined : rawAt(at, node);
};

const rowOf = (item: PortItem, columns: readonly TableColumn<PortItem>[], node: string): Row => {
	const raw = rawOf(item, node);
	const {finding, protocol, port} = item;
	return {
		key: `${protocol} ${port} ${item.row?.component ?? ''} ${item.row?.purpose ?? ''}`,
		line: tableRow(columns, item),
		opens: finding === undefined ? raw : {screen: 'finding', subject: findingKey(finding)},
		raw,
	};
};

const divider = 'not expected by any role';

/** What is listed, with null for the line between what is expected and what is not. */
const itemsOf = ({expected, others}: PortList): readonly (PortItem | null)[] =>
	expected.length === 0 || others.length === 0 ? [...expected, ...others] : [...expected, null, ...others];

/** All ports as rows, made when they are shown. */
const rowsOf = (list: PortList, context: ViewContext): Rows => {
	const columns = columnsFor(context);
	const {pen, width, node} = context;
	const line: Row = {
		key: divider,
		line: [pen.words(`--- ${divider} `.padEnd(width, '-'), 'quiet')],
	};
	const items = itemsOf(list);
	const at = (index: number): Row => {
		const item = items[index];
		return item == null ? line : rowOf(item, columns, node);
	};
	return {
		count: items.length,
		at,
		indexOf: (key) => items.findIndex((_, index) => at(index).key === key),
	};
};

const placed = (places: readonly {readonly source: string; readonly line: number}[]): string =>
	[...new Set(places.map(({source, line}) => `${source}:${line}`))].join(', ');

const wish = {required: 'required', optional: 'may be there', unwanted: 'unwanted'} as const;

/** The first two of these lines; that there are more is marked. */
const atMostTwo = (lines: readonly Line[], pen: Pen): readonly Line[] => {
	const [first, second, ...rest] = lines;
	return first === undefined || second === undefined || rest.length === 0
		? lines
		: [first, [...second, pen.words(' ...')]];
};

/** All about the port under the cursor. */
const tailOf = (item: PortItem | undefined, context: ViewContext): readonly Line[] => {
	if (item === undefined) {
		return [];
	}
	const {pen, width, scene, node} = context;
	const {row, listeners, finding} = item;
	const expected = row?.expected ?? null;
	const distribution = scene.report.nodes.find(({id}) => id === node)?.distribution ?? '';
	const because = row?.expectedAt == null ? `layout of ${distribution}` : placed([row.expectedAt]);
	const wanted =
		expected === null
			? 'nothing on this port'
			: `${row?.component} (${row?.purpose}), ${wish[expected.requirement]}, on ${expected.scope}; ${because}`;
	const found =
		listeners.length === 0
			? row?.status === 'unknown'
				? 'not known: not all sockets could be read'
				: 'nothing listens'
			: `${addressesOf(listeners)}, ${ownerOf(item)} pid ${pidsOf(listeners)}; ${placed(listeners.map(({at}) => at))}`;
	return [
		...atMostTwo(labelled(pen.words('expected', 'quiet'), 10, pen.quote(wanted), width), pen),
		...atMostTwo(labelled(pen.words('actual', 'quiet'), 10, pen.quote(found), width), pen),
		...(finding === undefined
			? []
			: [
					[
						column(pen.words('finding', 'quiet'), 10),
						pen.words(`${finding.rule}: ${finding.actual}`, finding.severity),
					],
				]),
	];
};

/** How many ports are in which state, the worst first. */
const titleOf = ({expected, others}: PortList, pen: Pen): Line => {
	const counts = new Map<string, {readonly state: State; readonly count: number}>();
	for (const item of expected) {
		const state = stateOf(item);
		counts.set(state.word, {state, count: (counts.get(state.word)?.count ?? 0) + 1});
	}
	return [
		pen.words('Ports', 'heading'),
		...[...counts.values()].flatMap(({state: {mark, word, tone}, count}) => [
			gap(2),
			pen.words(
				`${mark === 'x' && !pen.ascii ? '✗' : mark} ${count} ${word}${word === 'finding' && count > 1 ? 's' : ''}`,
				tone,
			),
		]),
		...(others.length === 0 ? [] : [gap(2), pen.words(`${others.length} not expected`, 'quiet')]),
	];
};

/** Ports: what the node's role expects against what listens. Problems first; below the line what no role expects. */
export const portsView = (context: ViewContext): View => {
	const {pen, spot} = context;
	const list = portItems(context);
	if (list === null) {
		return {
			title: [pen.words('Ports', 'heading')],
			lead: notKnown('What should listen and what does', ['listeners', 'processes', 'staticPods'], context),
			rows: listRows([]),
			tail: [],
		};
	}
	const rows = rowsOf(list, context);
	const cursor = cursorRow(spot, rows);
	return {
		title: titleOf(list, pen),
		lead: [
			...(list.expected.length === 0 ? [[pen.words('No role of this node expects a port.')]] : []),
			[gap(1), ...tableHead(columnsFor(context), pen)],
		],
		rows,
		tail: tailOf(itemsOf(list)[cursor] ?? undefined, context),
	};
};
