import {type Inspection, isInspectable, type PacketVerdict} from '../../model/scene.ts';
import {packetVerdicts} from '../../report/packet-verdicts.ts';
import type {Tone} from '../../report/style.ts';
import {column, fillLine, gap, labelled, rightColumn, wrapSpan} from '../fit-line.ts';
import {joinRows} from '../join-rows.ts';
import {cursorRow} from '../rows.ts';
import {marked} from '../severity-mark.ts';
import type {Line, Span} from '../span.ts';
import {rawAt} from '../target.ts';
import {listRows, type Row, type Rows, type View, type ViewContext} from '../view.ts';
import {countText} from './count-text.ts';
import {failingRows} from './failing-rows.ts';
import {chainSubject, type FilterChain, type FilterTable, filterTables, referencesIn} from './filter-tables.ts';
import {notInReport} from './not-in-report.ts';
import {isRead, readingView, unknownLines} from './unknown-lines.ts';

/** What a row is of; the row itself is made when it is shown. */
type Entry =
	| {readonly kind: 'packet'; readonly packet: PacketVerdict}
	| {readonly kind: 'table'; readonly table: FilterTable}
	| {readonly kind: 'chain'; readonly table: FilterTable; readonly chain: FilterChain}
	| {readonly kind: 'blank'};

const marks: Readonly<Record<PacketVerdict['verdict'], readonly [mark: string, tone: Tone | undefined]>> = {
	dropped: ['x dropped', 'error'],
	unknown: ['? unknown', 'unknown'],
	accepted: ['+ accepted', undefined],
};

/** Columns of a verdict. */
const markWidth = 11;

const worst: readonly PacketVerdict['verdict'][] = ['dropped', 'unknown', 'accepted'];

const worstFirst = (packets: readonly PacketVerdict[]): readonly PacketVerdict[] =>
	packets.toSorted((one, other) => worst.indexOf(one.verdict) - worst.indexOf(other.verdict));

const packetsOf = (inspection: Inspection, {once}: ViewContext): readonly PacketVerdict[] =>
	once(inspection, 'packets', () => worstFirst(inspection.packets()));

const packetRow = ({packet, verdict, source, line, because}: PacketVerdict, {pen, node}: ViewContext): Row => {
	const [mark, tone] = marks[verdict];
	const raw = source === null || line === null ? undefined : rawAt({source, line}, node);
	return {
		key: `packet ${packet}`,
		line: [
			column(pen.words(marked(mark, pen), tone), markWidth),
			pen.words(packet),
			pen.words(`: ${because}`, 'quiet'),
		],
		opens: raw,
		raw,
	};
};

/** Columns right of a chain's name. On a narrow screen only the rules are counted. */
type Columns = {readonly name: number; readonly nature: number; readonly owner: number; readonly packets: number};

const rulesWidth = 7;

const columnsOf = (width: number): Columns => {
	if (width < 58) {
		return {name: width - rulesWidth - 15, nature: 13, owner: 0, packets: 0};
	}
	const nature = width < 110 ? 18 : 56;
	return {name: width - nature - rulesWidth - 13 - 9 - 4, nature, owner: 13, packets: 9};
};

/** What stands in the columns of numbers and keepers, at the end of a row. */
const lastCells = (rules: Span, packets: Span, owner: Span, columns: Columns): Line => [
	rightColumn(rules, rulesWidth),
	...(columns.packets === 0
		? []
		: [gap(1), rightColumn(packets, columns.packets), gap(2), column(owner, columns.owner)]),
];

const tableRow = (table: FilterTable, {pen, node, width}: ViewContext): Row => {
	const columns = columnsOf(width);
	const {chains, title, isWhole, at} = table;
	const name: Line = [
		pen.quote(isWhole ? title : `${title} (not whole)`, 'heading'),
		...(columns.packets === 0 ? [] : [pen.words(`  ${chains.length} chain${chains.length === 1 ? '' : 's'}`, 'quiet')]),
	];
	const heading = (text: string): Span => pen.words(text, 'quiet');
	return {
		key: `table ${table.id}`,
		line: [
			...fillLine(name, columns.name + 1 + columns.nature),
			...lastCells(heading('rules'), heading('packets'), heading('kept by'), columns),
		],
		raw: rawAt(at, node),
		copies: title,
	};
};

/** How packets come to a chain, in as few words as there is room for. */
const natureOf = (
	chain: FilterChain,
	references: number,
	isWide: boolean,
): readonly [text: string, tone: Tone | undefined] => {
	const {kind, policy, where} = chain;
	if (kind !== 'chain') {
		return [`${kind}${isWide ? ` of ${where}` : ''}`, 'quiet'];
	}
	if (policy === null) {
		return [references === 0 ? 'unreferenced' : `${references} reference${references === 1 ? '' : 's'}`, 'quiet'];
	}
	const isShut = policy.toLowerCase() === 'drop';
	const place = where === null ? '' : isWide ? `${where}, ` : `${/ hook (\S+)/.exec(where)?.[1]} `;
	return [`${place}${isWide || where === null ? 'policy ' : ''}${policy}`, isShut ? 'warning' : undefined];
};

/** Who keeps a chain; the chains that iptables always has are everybody's. */
const ownerOf = ({name, policy, kind}: FilterChain, table: FilterTable, inspection: Inspection): string => {
	const byTable = table.isNft ? inspection.chainOwner(table.name) : null;
	const byChain = kind === 'chain' ? inspection.chainOwner(name) : null;
	return byTable ?? byChain ?? (policy === null || table.isNft ? 'other' : '-');
};

const chainRow = (table: FilterTable, chain: FilterChain, inspection: Inspection, context: ViewContext): Row => {
	const {pen, node, width} = context;
	const columns = columnsOf(width);
	const {name, at, count, policy} = chain;
	const references = referencesIn(table, context).get(name);
	const [nature, tone] = natureOf(chain, references?.rules ?? 0, columns.nature > 20);
	const packets = policy === null ? references?.packets : chain.packets;
	return {
		key: chainSubject(table, name),
		line: [
			column(pen.quote(`  ${name}`), columns.name),
			gap(1),
			column(pen.quote(nature, tone), columns.nature),
			...lastCells(
				pen.words(String(count)),
				pen.words(countText(packets ?? null) || '-', packets ? undefined : 'quiet'),
				pen.words(ownerOf(chain, table, inspection), 'quiet'),
				columns,
			),
		],
		opens: {screen: 'chain', node, subject: chainSubject(table, name)},
		raw: rawAt(at, node),
		copies: name,
	};
};

const entriesOf = (inspection: Inspection, context: ViewContext): readonly Entry[] =>
	context.once(inspection, 'firewall entries', () => [
		...packetsOf(inspection, context).map((packet) => ({kind: 'packet', packet}) as const),
		...filterTables(inspection, context).flatMap((table, index): readonly Entry[] => [
			...(index > 0 || packetsOf(inspection, context).length > 0 ? [{kind: 'blank'} as const] : []),
			{kind: 'table', table},
			...table.chains.map((chain) => ({kind: 'chain', table, chain}) as const),
		]),
	]);

const keyOf = (entry: Entry): string => {
	switch (entry.kind) {
		case 'packet':
			return `packet ${entry.packet.packet}`;
		case 'table':
			return `table ${entry.table.id}`;
		case 'chain':
			return chainSubject(entry.table, entry.chain.name);
		case 'blank':
			return '';
	}
};

const rowOf = (entry: Entry | undefined, inspection: Inspection, context: ViewContext): Row => {
	switch (entry?.kind) {
		case 'packet':
			return packetRow(entry.packet, context);
		case 'table':
			return tableRow(entry.table, context);
		case 'chain':
			return chainRow(entry.table, entry.chain, inspection, context);
		default:
			return {line: []};
	}
};

const textOf = (entry: Entry | undefined): string => {
	switch (entry?.kind) {
		case 'packet':
			return `${marks[entry.packet.verdict][0]} ${entry.packet.packet}: ${entry.packet.because}`;
		case 'table':
			return entry.table.title;
		case 'chain':
			return entry.chain.name;
		default:
			return '';
	}
};

/** Packets, then tables with their chains. */
const entryRows = (inspection: Inspection, context: ViewContext): Rows => {
	const entries = entriesOf(inspection, context);
	const indexes = context.once(
		entries,
		'indexes',
		() => new Map(entries.map((entry, index) => [keyOf(entry), index] as const)),
	);
	return {
		count: entries.length,
		at: (index) => rowOf(entries[index], inspection, context),
		indexOf: (key) => indexes.get(key) ?? -1,
		textAt: (index) => textOf(entries[index]),
	};
};

const count = (packets: readonly PacketVerdict[], verdict: PacketVerdict['verdict']): number =>
	packets.filter((packet) => packet.verdict === verdict).length;

/** The verdict on all packets in a sentence. */
const verdictLine = (isKnown: boolean, packets: readonly PacketVerdict[], {pen, scene}: ViewContext): Span => {
	if (!isKnown) {
		return isRead(scene)
			? pen.words('What becomes of packets cannot be told.', 'unknown')
			: pen.words('The packet filters are being read.');
	}
	const [dropped, unknown] = [count(packets, 'dropped'), count(packets, 'unknown')];
	if (packets.length === 0) {
		return pen.words('No packet of other nodes is known that this machine has to accept.');
	}
	if (dropped > 0) {
		return pen.words(
			`${dropped} of the ${packets.length} packets that this node has to accept ${dropped === 1 ? 'is' : 'are'} dropped.`,
			'error',
		);
	}
	return unknown > 0
		? pen.words(
				`Of ${unknown} of the ${packets.length} packets that this node has to accept it cannot be told.`,
				'unknown',
			)
		: pen.words(`All ${packets.length} packets that this node has to accept are accepted.`, 'heading');
};

/** The packet under the cursor: why, and the line that decides. */
const tailOf = (entry: Entry | undefined, inspection: Inspection, {pen, width}: ViewContext): readonly Line[] => {
	if (entry?.kind !== 'packet') {
		return [];
	}
	const {source, line, because} = entry.packet;
	const quoted = source === null || line === null ? '' : inspection.quote({source, line}).trim();
	return [
		...labelled(pen.words('why', 'quiet'), 6, pen.words(because), width).slice(0, 2),
		...(quoted === ''
			? []
			: labelled(pen.words('line', 'quiet'), 6, pen.quote(`${source}:${line}  ${quoted}`), width).slice(0, 3)),
	];
};

/** What a report without its snapshot says: what is wrong, and what becomes of packets. */
const reportView = (context: ViewContext): View => {
	const {pen, scene, node, width} = context;
	const ways = scene.report.conclusions.find((each) => each.node === node)?.packets ?? null;
	const packets = worstFirst(packetVerdicts(ways));
	return {
		title: [pen.words('Firewall', 'heading')],
		lead: [
			...wrapSpan(verdictLine(ways !== null, packets, context), width),
			...notInReport('Tables, chains and rules', context),
			[],
		],
		rows: listRows([...failingRows('firewall', context), ...packets.map((packet) => packetRow(packet, context))]),
		tail: [],
	};
};

/** Where a packet is dropped: the packets that the node has to accept, then every table and chain of iptables and nft. Enter opens a chain. */
export const firewallView = (context: ViewContext): View => {
	const {pen, scene, node, spot, width} = context;
	const inspection = scene.inspections.get(node);
	if (inspection === undefined) {
		return isInspectable(scene, node) ? readingView('Firewall', context) : reportView(context);
	}
	const failing = failingRows('firewall', context);
	const rows = joinRows([listRows(failing), entryRows(inspection, context)]);
	const entries = entriesOf(inspection, context);
	const isKnown = inspection.iptables !== null || inspection.nftables !== null;
	return {
		title: [pen.words('Firewall', 'heading')],
		lead: [
			...wrapSpan(verdictLine(isKnown, packetsOf(inspection, context), context), width),
			...unknownLines('iptables', 'iptables', context),
			...unknownLines('nftables', 'nft', context),
			[],
		],
		rows,
		tail: tailOf(entries[cursorRow(spot, rows) - failing.length], inspection, context),
	};
};
