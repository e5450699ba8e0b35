import type {Capture, Part} from '../model/capture.ts';
import {type Collected, defineCollector, type InputSlot} from '../model/collector.ts';
import type {Socket, SocketCoverage, SocketTable, UnixSocket} from '../model/facts/socket.ts';
import type {Unparsed} from '../model/place.ts';
import {failedReading} from './failed-reading.ts';
import {mergeSockets, settleDualStack} from './merge-sockets.ts';
import {netstatFormat, readNetstat, type SocketListing} from './netstat.ts';
import {parseProcNetSocket} from './proc-net-socket.ts';
import {parseProcNetUnix} from './proc-net-unix.ts';
import {distinctParts} from './read-parts.ts';
import {ownersOf} from './socket-owners.ts';
import {readSs, ssFormat} from './ss.ts';

const tables = ['tcp', 'tcp6', 'udp', 'udp6', 'raw', 'raw6', 'udplite', 'udplite6'] as const;

/** What all facts about sockets are read from: what a person would type, the kernel's tables beside it, and the owners. */
export const socketInputs: readonly InputSlot[] = [
	[
		{run: ['netstat', '-npa'], format: 'netstat'},
		// Pasted output of ss answers this one; on a live node it is another netstat, for ss loads kernel modules.
		{run: ['netstat', '-W', '-npa'], format: 'ss'},
		{run: ['netstat', '-tulnp'], format: 'netstat'},
		{run: ['netstat', '-npl'], format: 'netstat'},
	],
	...tables.map((name) => ({file: `/proc/net/${name}`, format: 'proc-net-socket'})),
	{file: '/proc/net/unix', format: 'proc-net-unix'},
	{links: '/proc/[0-9]*/fd'},
];

/** Each part once: pasted pieces of a format answer every input that has it. */
const partsOf = (captures: readonly (Capture | undefined)[]): readonly Part[] =>
	distinctParts(captures.filter((capture) => capture !== undefined));

const readListing = (part: Part): SocketListing =>
	netstatFormat.recognise(part.text) >= ssFormat.recognise(part.text) ? readNetstat(part) : readSs(part);

const identityOf = (socket: Socket): string =>
	`${socket.protocol}${socket.family} ${socket.localAddress} ${socket.localPort ?? ''} ${socket.remoteAddress} ${socket.remotePort ?? ''}`;

/** Rows of several pasted outputs, each socket once: what an earlier one has is not taken from a later one. */
const joinListings = (listings: readonly SocketListing[]): readonly Socket[] => {
	const [only] = listings;
	if (listings.length <= 1) {
		return only?.inet ?? [];
	}
	const seen = new Set<string>();
	const joined: Socket[] = [];
	for (const {inet} of listings) {
		const fresh = inet.filter((socket) => !seen.has(identityOf(socket)));
		joined.push(...fresh);
		for (const socket of fresh) {
			seen.add(identityOf(socket));
		}
	}
	return joined;
};

/** UDP that is bound and has no peer listens; so does TCP in LISTEN (also SCTP and MPTCP). Raw sockets never do. */
const isListener = (socket: Socket): boolean =>
	socket.state === 'LISTEN' ||
	(socket.protocol.startsWith('udp') && socket.remotePort === null && socket.state === null);

const kernelPartial = 'the tables of /proc/net were not read whole';

/** Whether both TCP and UDP were read from the kernel; IPv6 may be switched off, then its tables do not exist. */
const kernelWhole = (captures: readonly Capture[]): boolean =>
	tables.slice(0, 4).every((name, index) => {
		const capture = captures[index + 1];
		const read = capture !== undefined && capture.failure === null && capture.partial === null;
		return read || (name.endsWith('6') && capture?.failure?.kind === 'missing');
	});

const toolPartial = (capture: Capture | undefined, listings: readonly SocketListing[]): string | null => {
	if (capture?.failure === null && capture.partial !== null) {
		return capture.partial;
	}
	if (!listings.some((listing) => listing.titled)) {
		return 'rows without their header: the output may have been filtered';
	}
	const protocols = new Set(listings.flatMap(({inet}) => inet.map((socket) => socket.protocol)));
	const all = protocols.has('udp') || listings.some((listing) => listing.unixRead);
	return all ? null : 'no UDP sockets in what was read: the tool may have been told to leave them out (-t)';
};

/** The kernel's own list counts where it was read; else what was printed does. */
const unixPartial = (tool: Capture | undefined, kernel: Capture | undefined): string | null => {
	const used = kernel?.failure === null ? kernel : tool;
	return used?.failure === null ? used.partial : null;
};

type Coverages = Pick<SocketTable, 'listenerCoverage' | 'connectionCoverage'>;

const coverages = (captures: readonly Capture[], listings: readonly SocketListing[], hasKernel: boolean): Coverages => {
	if (kernelWhole(captures)) {
		const whole = {covered: true, partial: null};
		return {listenerCoverage: whole, connectionCoverage: whole};
	}
	const partial = listings.length === 0 ? kernelPartial : toolPartial(captures[0], listings);
	const cover = (covered: boolean): SocketCoverage => ({
		covered: covered || hasKernel,
		partial: covered ? partial : kernelPartial,
	});
	return {
		listenerCoverage: cover(listings.some(({listeners}) => listeners)),
		connectionCoverage: cover(listings.some(({connections}) => connections)),
	};
};

/** Unix sockets as printed, with owners by inode and paths from the kernel: netstat cuts a path at its first blank. */
const mergeUnix = (
	printed: readonly UnixSocket[],
	kernel: readonly UnixSocket[],
	owners: ReadonlyMap<number, number>,
): readonly UnixSocket[] => {
	const paths = new Map(kernel.map((socket) => [socket.inode, socket.path]));
	const inodes = new Set(printed.map((socket) => socket.inode));
	const all = [...printed, ...kernel.filter((socket) => !inodes.has(socket.inode))];
	return all.map((socket) => {
		const pid = socket.pid ?? (socket.inode === null ? null : (owners.get(socket.inode) ?? null));
		const whole = paths.get(socket.inode) ?? null;
		const path = socket.path !== null && whole?.startsWith(socket.path) === true ? whole : socket.path;
		return pid === socket.pid && path === socket.path ? socket : {...socket, pid, path};
	});
};

const collect = (captures: readonly Capture[]): Collected<SocketTable> => {
	// A netstat that knows no such switch prints how to use it; the kernel's tables then stand alone.
	const listings = partsOf(captures.slice(0, 1))
		.map(readListing)
		.filter((listing) => listing.titled || listing.inet.length > 0 || listing.unix.length > 0);
	const kernel = partsOf(captures.slice(1, 1 + tables.length)).map(parseProcNetSocket);
	const unixCapture = captures[1 + tables.length];
	const unix = partsOf([unixCapture]).map(parseProcNetUnix);
	const unixRead = unix.length > 0 || listings.some((listing) => listing.unixRead);
	if (listings.length === 0 && kernel.length === 0 && !unixRead) {
		return failedReading(captures[0]);
	}
	const owners = ownersOf(partsOf(captures.slice(2 + tables.length)));
	const kernelSockets = kernel.flatMap(({value}) => value);
	const read = new Set(kernelSockets.map((socket) => `${socket.protocol}${socket.family}`));
	for (const [index, name] of tables.entries()) {
		if (captures[index + 1]?.failure === null) {
			read.add(name.endsWith('6') ? name : `${name}4`);
		}
	}
	const sockets = settleDualStack(mergeSockets(joinListings(listings), kernelSockets, read, owners));
	const unparsed: readonly Unparsed[] = [...listings, ...kernel, ...unix].flatMap((parsed) => parsed.unparsed);
	const covered = coverages(captures, listings, kernel.length > 0);
	const unixCoverage = {covered: unixRead, partial: unixPartial(captures[0], unixCapture)};
	return {
		value: {
			listeners: sockets.filter(isListener),
			connections: sockets.filter((socket) => !isListener(socket)),
			unixSockets: mergeUnix(
				listings.flatMap((listing) => listing.unix),
				unix.flatMap(({value}) => value),
				owners,
			),
			...covered,
			unixCoverage,
		},
		unparsed,
		partial:
			[covered.listenerCoverage, covered.connectionCoverage, unixCoverage].find(({partial}) => partial)?.partial ??
			null,
	};
};

/** The sockets of the node's network namespace: netstat(8) where it exists, /proc/net and /proc/PID/fd beside it. */
export const sockets = defineCollector({
	fact: 'sockets',
	title: 'Sockets',
	after: [],
	inputs: () => socketInputs,
	collect,
});
