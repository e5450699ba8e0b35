import type {EtcdCensus, PortRow} from '../../model/conclusions.ts';
import type {NodeConclusions} from '../../model/report.ts';
import {findingKey, type Inspection, isInspectable} from '../../model/scene.ts';
import {column, gap, rightColumn} from '../fit-line.ts';
import {joinRows} from '../join-rows.ts';
import {severityMark} from '../severity-mark.ts';
import type {Line} from '../span.ts';
import {rawAt, rawOfProof} from '../target.ts';
import {listRows, type Row, type Rows, type View, type ViewContext} from '../view.ts';
import {
	type ConnectionGroup,
	type ConnectionGroups,
	groupConnections,
	programsOf,
	statesOf,
} from './connection-groups.ts';
import {bar, barWidth, clientPrograms, clientRow, type Peer, peerHead, peerRow, peersOf, signRow} from './etcd-rows.ts';
import {failuresOf} from './failures-at.ts';
import {notInReport} from './not-in-report.ts';
import {notKnown} from './not-known.ts';
import {socketRows} from './socket-rows.ts';

/** The subject under which all connections are listed one by one. */
const everything = 'all';

/** What is known of the node's connections. */
type Known = {
	readonly conclusions: NodeConclusions | undefined;
	/** Null where the node's etcd is not known; without one its ports are empty. */
	readonly etcd: EtcdCensus | null;
	readonly connections: Inspection['connections'];
	/** Null where the connections are not known, and where they are listed one by one. */
	readonly groups: ConnectionGroups | null;
};

const knownOf = ({scene, node, spot, once}: ViewContext): Known => {
	const conclusions = scene.report.conclusions.find((each) => each.node === node);
	const inspection = scene.inspections.get(node);
	const connections = inspection?.connections ?? null;
	const etcd = conclusions?.etcd ?? null;
	const groups =
		inspection === undefined || connections === null || spot.subject === everything
			? null
			: once(inspection, 'connection groups', () => groupConnections(connections, inspection.listeners ?? [], etcd));
	return {conclusions, etcd, connections, groups};
};

const heading = (text: string, {pen}: ViewContext): Row => ({key: text, line: [pen.words(text, 'heading')]});

const blank: Row = {line: []};

/** What is wrong with etcd: each failure opens itself. */
const failureRows = (context: ViewContext): readonly Row[] => {
	const {pen, scene} = context;
	const failures = failuresOf(context).filter(
		({rule, severity}) => scene.groups.get(rule) === 'etcd' && severity !== 'info',
	);
	const rows = failures.map((finding): Row => {
		return {
			key: findingKey(finding),
			line: [severityMark(finding, pen), pen.words(finding.actual)],
			opens: {screen: 'finding', subject: findingKey(finding)},
			raw: rawOfProof(finding.evidence),
		};
	});
	return rows.length === 0 ? [] : [...rows, blank];
};

const otherPeers = ({conclusions, etcd}: Known): readonly Peer[] =>
	etcd === null ? [] : peersOf(etcd, conclusions?.nodeAddress?.addresses.map(({address}) => address) ?? []);

/** Peers, what says how many members there are, and clients. */
const etcdRows = (known: Known, context: ViewContext): readonly Row[] => {
	const {etcd, groups, connections} = known;
	if (etcd === null || etcd.clientPorts.length === 0) {
		return [];
	}
	const peers = otherPeers(known);
	const programs =
		groups === null || connections === null
			? new Map<string, readonly (readonly [string, number])[]>()
			: context.once(groups, 'programs of clients', () => clientPrograms(connections, etcd, groups));
	const {pen} = context;
	const clients = etcd.connectionsKnown ? `${etcd.clients.count} connections` : 'how many is not known';
	return [
		heading(`PEERS   port ${etcd.peerPorts.join(', ')}`, context),
		...(peers.length === 0
			? [{line: [pen.words('no other member is known: this etcd is alone, as far as this node shows')]}]
			: [{line: peerHead(context)}, ...peers.map((peer) => peerRow(peer, etcd, groups, context))]),
		blank,
		heading('MEMBERS, by what says so', context),
		...etcd.expected.map((sign) => signRow(sign, context)),
		...(etcd.expected.length === 0 ? [{line: [pen.words('nothing on this node says how many there are')]}] : []),
		blank,
		heading(`CLIENTS   port ${etcd.clientPorts.join(', ')}   ${clients}`, context),
		...etcd.clients.byAddress.map((client) =>
			clientRow(client, etcd, programs.get(client.address) ?? [], groups, context),
		),
		blank,
	];
};

const farEnd = ({address, port}: ConnectionGroup): string =>
	`${address.includes(':') ? `[${address}]` : address}:${port ?? '*'}`;

/** Groups as rows, made when they are shown: there may be one for each of 50,000 connections. */
const groupRows = (groups: readonly ConnectionGroup[], {conclusions}: Known, context: ViewContext): Rows => {
	const {pen, width, node} = context;
	const most = groups[0]?.sockets.length ?? 0;
	const marks = Math.floor(barWidth(width) / 2);
	const servedBy = (group: ConnectionGroup): PortRow | undefined =>
		group.kind === 'in'
			? conclusions?.portTable?.find(({port, protocol}) => port === group.port && protocol === group.protocol)
			: undefined;
	const whereOf = (group: ConnectionGroup): string =>
		group.kind === 'in' ? `${group.port}/${group.protocol}` : farEnd(group);
	const wordsOf = (group: ConnectionGroup): string => {
		const server = servedBy(group);
		// Sockets in TIME_WAIT have no process: then who listens says whose they were.
		const program = programsOf(group.sockets.map((socket) => socket.program))[0]?.[0] ?? server?.owner ?? '-';
		return server === undefined ? program : `${program}, ${server.purpose}`;
	};
	const lineOf = (group: ConnectionGroup): Line => [
		column(pen.quote(whereOf(group)), width < 110 ? 21 : 45),
		gap(1),
		rightColumn(pen.words(String(group.sockets.length)), 6),
		gap(1),
		column(pen.words(bar(group.sockets.length, most, marks)), marks),
		gap(1),
		pen.quote(wordsOf(group)),
		gap(2),
		pen.quote(statesOf(group.sockets), 'quiet'),
	];
	return {
		count: groups.length,
		at: (index) => {
			const group = groups[index];
			const at = group?.sockets[0]?.at;
			return group === undefined
				? {line: []}
				: {
						key: group.key,
						line: lineOf(group),
						opens: {screen: 'connections', node, subject: group.key},
						raw: at && rawAt(at, node),
					};
		},
		indexOf: (key) => groups.findIndex((group) => group.key === key),
		textAt: (index) => {
			const group = groups[index];
			return group === undefined
				? ''
				: pen.quote(`${whereOf(group)} ${wordsOf(group)} ${statesOf(group.sockets)}`).text;
		},
	};
};

const otherRows = (known: Known, context: ViewContext): readonly Rows[] => {
	const {groups, connections} = known;
	if (groups === null || connections === null) {
		return [];
	}
	const part = (title: string, list: readonly ConnectionGroup[]): readonly Rows[] =>
		list.length === 0 ? [] : [listRows([heading(title, context)]), groupRows(list, known, context), listRows([blank])];
	const {pen, node} = context;
	const each: Row = {
		key: everything,
		line: [pen.words(`all ${connections.length} connections, one by one`)],
		opens: {screen: 'connections', node, subject: everything},
	};
	return [
		...part('INTO THIS NODE, by its port', groups.into),
		...part('OUT OF THIS NODE, by address and port', groups.out),
		listRows([each]),
	];
};

const titleOf = (known: Known, {pen}: ViewContext): Line => {
	const {etcd} = known;
	const peers = otherPeers(known);
	const words =
		etcd === null || etcd.clientPorts.length === 0
			? ''
			: etcd.connectionsKnown
				? `etcd: ${etcd.clients.count} from clients, ${etcd.peers.count} with ${peers.filter(({have}) => have > 0).length} of ${peers.length} peers`
				: 'etcd: its connections were not given';
	return [pen.words('Connections', 'heading'), gap(2), pen.words(words)];
};

const leadOf = ({etcd, groups}: Known, context: ViewContext): readonly Line[] => {
	const {pen, scene, node} = context;
	const hasNoEtcd = etcd !== null && etcd.clientPorts.length === 0;
	const isInspected = scene.inspections.has(node);
	return [
		...(hasNoEtcd ? [[pen.words('No etcd runs on this node; its other connections:')]] : []),
		...(etcd === null ? notKnown('Whether etcd runs here', ['components', 'processes', 'staticPods'], context) : []),
		...(groups === null && isInspected
			? notKnown('What connections there are', ['sockets', 'connections'], context)
			: []),
		...(isInspected || scene.progress.passes === 0
			? []
			: isInspectable(scene, node)
				? [[pen.words('The node is read again to show its connections one by one.')]]
				: notInReport('Connections one by one', context)),
	];
};

const describe = (group: ConnectionGroup): string => {
	switch (group.kind) {
		case 'peer':
			return `with the etcd peer ${group.address}`;
		case 'client':
			return `of etcd's clients at ${group.address}`;
		case 'in':
			return `into port ${group.port}/${group.protocol}`;
		case 'out':
			return `out to ${farEnd(group)} (${group.protocol})`;
	}
};

/** The connections of one group, or all of them, each with its output line. */
const listView = (subject: string, {connections, groups}: Known, context: ViewContext): View => {
	const {pen} = context;
	const group = groups?.byKey.get(subject);
	const sockets = subject === everything ? connections : group?.sockets;
	return {
		title: [
			pen.words('Connections', 'heading'),
			gap(2),
			pen.quote(group === undefined ? subject : describe(group)),
			pen.words(sockets == null ? '' : `: ${sockets.length}`),
		],
		lead: sockets == null ? [[pen.words('There is no such connection now.')]] : [],
		rows: socketRows(sockets ?? [], context),
		tail: [],
	};
};

/** Connections: etcd's peers against its clients, then all others by port and address, each down to its output line. */
export const connectionsView = (context: ViewContext): View => {
	const known = knownOf(context);
	const {subject} = context.spot;
	if (subject !== undefined) {
		return listView(subject, known, context);
	}
	const top = [...failureRows(context), ...etcdRows(known, context)];
	return {
		title: titleOf(known, context),
		lead: leadOf(known, context),
		rows: joinRows([listRows(top), ...otherRows(known, context)]),
		tail: [],
		start: Math.max(
			0,
			top.findIndex(({opens}) => opens !== undefined),
		),
	};
};
