import type {PortRow} from '../../model/conclusions.ts';
import type {Socket} from '../../model/facts/socket.ts';
import type {Finding} from '../../model/finding.ts';
import type {ViewContext} from '../view.ts';
import {failuresAt, failuresOf, placeKey} from './failures-at.ts';

/** A port of the list: a row of the port table, or listeners that the table leaves out because they are not of Kubernetes. */
export type PortItem = {
	readonly port: number;
	readonly protocol: 'tcp' | 'udp';
	readonly listeners: readonly Socket[];
	readonly row: PortRow | null;
	/** The failure that is about the port. */
	readonly finding: Finding | undefined;
};

/** What is listed: first what is expected or a failure is about, problems before the rest; then what no role expects. */
export type PortList = {readonly expected: readonly PortItem[]; readonly others: readonly PortItem[]};

const asExpected: ReadonlySet<PortRow['status']> = new Set(['ok', 'optional']);

/** Groups of rules whose sentences name ports. */
const portGroups: ReadonlySet<string> = new Set(['ports', 'etcd']);

/** Whether a sentence names a port: the number alone, not as part of an address. */
const namesPort = (text: string, port: number): boolean =>
	new RegExp(String.raw`(?<![\d.])${port}(?!\.?\d)`).test(text);

/** Whether the sentences of a failure are about a port. What is only worth knowing names ports that are as they should be, too. */
const isAbout = ({rule, severity, expected, actual}: Finding, port: number, {scene: {groups}}: ViewContext): boolean =>
	severity !== 'info' &&
	portGroups.has(groups.get(rule) ?? '') &&
	(namesPort(actual, port) || namesPort(expected, port));

/** The failure that rests on one of these listeners and is more than worth knowing. */
const failureAt = (listeners: readonly Socket[], context: ViewContext): Finding | undefined =>
	failuresAt(
		listeners.map(({at}) => at),
		context,
	).find(({severity}) => severity !== 'info');

/** The failure that is about a port: it rests on one of its listeners; or, of a port that is not as it should be, its sentence names it. */
const failureOf = ({port, status, listeners}: PortRow, context: ViewContext): Finding | undefined =>
	failureAt(listeners, context) ??
	(asExpected.has(status) ? undefined : failuresOf(context).find((finding) => isAbout(finding, port, context)));

const order: readonly PortRow['status'][] = [
	'missing',
	'foreign',
	'narrow',
	'wide',
	'unexpected',
	'unknown',
	'ok',
	'optional',
];

const rank = ({row, finding}: PortItem): number =>
	(finding === undefined ? order.length : 0) + order.indexOf(row?.status ?? 'optional');

const sorted = (items: readonly PortItem[]): readonly PortItem[] =>
	[...items].sort((one, other) => rank(one) - rank(other) || one.port - other.port);

const protocolOf = ({protocol}: Socket): 'tcp' | 'udp' => (protocol.startsWith('udp') ? 'udp' : 'tcp');

/** Listeners that no row of the table holds, by port. */
const leftOver = (
	listeners: readonly Socket[],
	rows: readonly PortRow[],
	context: ViewContext,
): readonly PortItem[] => {
	const held = new Set(rows.flatMap((row) => row.listeners.map(({at}) => placeKey(at))));
	const left = listeners.filter(
		({localPort, protocol, at}) => localPort !== null && /^(?:tcp|udp)/.test(protocol) && !held.has(placeKey(at)),
	);
	const byPort = Map.groupBy(left, (socket) => `${protocolOf(socket)} ${socket.localPort}`);
	return [...byPort.values()].flatMap((sockets) =>
		sockets.slice(0, 1).map(
			(socket): PortItem => ({
				port: socket.localPort ?? 0,
				protocol: protocolOf(socket),
				listeners: sockets,
				row: null,
				finding: failureAt(sockets, context),
			}),
		),
	);
};

/** The ports of the node that is looked at; null where what is expected of it is not known. */
export const portItems = (context: ViewContext): PortList | null => {
	const {scene, node, once} = context;
	const known = scene.report.conclusions.find((each) => each.node === node);
	if (known === undefined || known.portTable === null) {
		return null;
	}
	const rows = known.portTable;
	const listeners = scene.inspections.get(node)?.listeners ?? null;
	return once(known, `ports ${listeners === null ? 'alone' : 'with listeners'}`, () => {
		const held = rows.map((row): PortItem => {
			const {port, protocol} = row;
			return {port, protocol, listeners: row.listeners, row, finding: failureOf(row, context)};
		});
		const left = leftOver(listeners ?? [], rows, context);
		const isAbove = ({row, finding}: PortItem): boolean => row?.expected != null || finding !== undefined;
		const isBelow = (item: PortItem): boolean => !isAbove(item);
		return {
			expected: sorted([...held, ...left].filter(isAbove)),
			others: [...sorted(held.filter(isBelow)), ...sorted(left.filter(isBelow))],
		};
	});
};
