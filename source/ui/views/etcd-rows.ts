import type {EtcdCensus} from '../../model/conclusions.ts';
import type {Socket} from '../../model/facts/socket.ts';
import type {Place} from '../../model/place.ts';
import type {Tone} from '../../report/style.ts';
import {column, gap, rightColumn} from '../fit-line.ts';
import type {Line} from '../span.ts';
import {rawAt, type Target} from '../target.ts';
import type {Row, ViewContext} from '../view.ts';
import {type ConnectionGroups, etcdKey, programsOf, statesOf} from './connection-groups.ts';

/** An etcd member other than this one, and how many connections there are with it. */
export type Peer = {
	readonly address: string;
	readonly have: number;
	/** Who says that there is such a member: the signs, and where they stand. */
	readonly signs: EtcdCensus['expected'];
};

/** What this node was told when its etcd was started; members join and leave after that. */
const isOfStart = (sign: string): boolean => sign.includes('--');

const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1';

/** The other members of etcd: those with connections, and those that a sign points to. `own` are the node's addresses. */
export const peersOf = ({peers, expected}: EtcdCensus, own: readonly string[]): readonly Peer[] => {
	const addresses = new Set([
		...peers.byAddress.map(({address}) => address),
		...expected.flatMap((sign) => sign.addresses),
	]);
	return [...addresses]
		.filter((address) => !own.includes(address) && !isLoopback(address))
		.map((address) => ({
			address,
			have: peers.byAddress.find((peer) => peer.address === address)?.count ?? 0,
			signs: expected.filter((sign) => sign.addresses.includes(address)),
		}));
};

const stateOf = ({have, signs}: Peer, isKnown: boolean): readonly [string, Tone?] => {
	if (have > 0) {
		return ['+ connected'];
	}
	if (!isKnown) {
		return ['? unknown', 'unknown'];
	}
	// It may have been removed since: only an attempt that comes to nothing says that it is missed.
	return signs.every(({sign}) => isOfStart(sign)) ? ['i not seen', 'info'] : ['x no answer', 'error'];
};

const rawWhere = (at: Place | undefined, node: string): Target | undefined => at && rawAt(at, node);

/** Columns of an address; an IPv6 address takes more where there is room. */
const addressWidth = (width: number): number => (width < 110 ? 16 : 40);

/** The headings of the peers. */
export const peerHead = ({pen, width}: ViewContext): Line => {
	const head = `${'STATE'.padEnd(11)} ${'ADDRESS'.padEnd(addressWidth(width))} HAVE WANT`;
	return [pen.words(width < 60 ? head : `${head}  SAID BY`, 'quiet')];
};

/** A member: whether there are connections with it, how many, and who says that there should be. */
export const peerRow = (peer: Peer, census: EtcdCensus, groups: ConnectionGroups | null, context: ViewContext): Row => {
	const {pen, width, node} = context;
	const key = etcdKey('peer', peer.address);
	const group = groups?.byKey.get(key);
	const [word, tone] = stateOf(peer, census.connectionsKnown);
	const raw = rawWhere(group?.sockets[0]?.at ?? peer.signs[0]?.at, node);
	const states = group === undefined || peer.have > 0 ? '' : statesOf(group.sockets);
	const saidBy = peer.signs.map(({sign}) => sign).join(', ');
	return {
		key,
		line: [
			column(pen.words(word, tone), 11),
			gap(1),
			column(pen.quote(peer.address), addressWidth(width)),
			gap(1),
			rightColumn(pen.words(census.connectionsKnown ? String(peer.have) : '?'), 4),
			gap(1),
			pen.words(' >=1'),
			...(width < 60 ? [] : [gap(2), pen.words(states === '' ? saidBy : `${states}; ${saidBy}`)]),
		],
		opens: group === undefined ? raw : {screen: 'connections', node, subject: key},
		raw,
	};
};

/** What says how many members there are. */
export const signRow = (sign: EtcdCensus['expected'][number], {pen, node}: ViewContext): Row => {
	const raw = rawAt(sign.at, node);
	const isOnlyHere = isOfStart(sign.sign) && sign.members < 2;
	const members = `${sign.members} member${sign.members === 1 ? '' : 's'}`;
	return {
		key: `sign ${sign.sign}`,
		line: [
			column(pen.words(members), 12),
			gap(1),
			pen.quote(sign.sign),
			pen.words(isOnlyHere ? '  (it began alone; others may have joined)' : '', 'quiet'),
			gap(2),
			pen.quote(`${sign.at.source}:${sign.at.line}`, 'quiet'),
		],
		opens: raw,
		raw,
		copies: `${sign.at.source}:${sign.at.line}`,
	};
};

/** Programs at the other ends of etcd's client connections, where those are on this node, by the clients' address. */
export const clientPrograms = (
	connections: readonly Socket[],
	census: EtcdCensus,
	groups: ConnectionGroups,
): ReadonlyMap<string, readonly (readonly [string, number])[]> => {
	const ends = new Map<string, string>();
	for (const {address} of census.clients.byAddress) {
		for (const {remoteAddress, remotePort} of groups.byKey.get(etcdKey('client', address))?.sockets ?? []) {
			ends.set(`${remotePort} ${remoteAddress}`, address);
		}
	}
	const found = new Map<string, (string | null)[]>();
	for (const {localAddress, localPort, remotePort, program, state} of connections) {
		if (remotePort !== null && state === 'ESTABLISHED' && census.clientPorts.includes(remotePort)) {
			const address = ends.get(`${localPort} ${localAddress}`);
			if (address !== undefined) {
				found.set(address, [...(found.get(address) ?? []), program]);
			}
		}
	}
	return new Map([...found].map(([address, programs]) => [address, programsOf(programs)]));
};

/** A part of the whole in marks: at least one. */
export const bar = (count: number, most: number, width: number): string =>
	'#'.repeat(count === 0 ? 0 : Math.max(1, Math.round((count / Math.max(1, most)) * width)));

/** Columns of a bar. */
export const barWidth = (width: number): number => (width < 60 ? 8 : width < 110 ? 20 : 50);

/** The clients at one address: how many connections, and of which programs. */
export const clientRow = (
	{address, count}: EtcdCensus['clients']['byAddress'][number],
	census: EtcdCensus,
	programs: readonly (readonly [string, number])[],
	groups: ConnectionGroups | null,
	{pen, width, node}: ViewContext,
): Row => {
	const key = etcdKey('client', address);
	const group = groups?.byKey.get(key);
	const raw = rawWhere(group?.sockets[0]?.at, node);
	const most = census.clients.byAddress[0]?.count ?? count;
	return {
		key,
		line: [
			column(pen.quote(address), addressWidth(width)),
			gap(1),
			rightColumn(pen.words(String(count)), 6),
			gap(1),
			column(pen.words(bar(count, most, barWidth(width))), barWidth(width)),
			gap(1),
			pen.quote(programs.map(([program, each]) => `${program} ${each}`).join(', ')),
		],
		opens: group === undefined ? raw : {screen: 'connections', node, subject: key},
		raw,
	};
};
