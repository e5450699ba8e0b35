import type {Socket} from '../model/facts/socket.ts';

const keyOf = (socket: Socket): string =>
	`${socket.protocol}${socket.family} ${socket.localAddress} ${socket.localPort ?? socket.ipProtocol ?? '*'} ${socket.remoteAddress} ${socket.remotePort ?? '*'}`;

/** A key without addresses, for rows whose addresses were cut. */
const portsOf = (socket: Socket): string =>
	`${socket.protocol}${socket.family} ${socket.localPort ?? '*'} ${socket.remotePort ?? '*'} ${socket.state ?? ''}`;

const groupBy = (sockets: readonly Socket[], key: (socket: Socket) => string): Map<string, Socket[]> => {
	const groups = new Map<string, Socket[]>();
	for (const socket of sockets) {
		const name = key(socket);
		const group = groups.get(name);
		if (group === undefined) {
			groups.set(name, [socket]);
		} else {
			group.push(socket);
		}
	}
	return groups;
};

const startsWith = (whole: string, cut: string): boolean => whole === cut || whole.startsWith(cut);

/** The kernel's socket that a cut row stands for: the only one with its ports and state whose addresses begin so. */
const findCut = (
	row: Socket,
	byPorts: ReadonlyMap<string, readonly Socket[]>,
	used: ReadonlySet<Socket>,
): Socket | undefined => {
	const group = byPorts.get(portsOf(row)) ?? [];
	// So many with the same ports cannot be told apart by a prefix, and comparing them all is what an attacker would want.
	const candidates = (group.length > 256 ? [] : group).filter(
		(socket) =>
			!used.has(socket) &&
			startsWith(socket.localAddress, row.localAddress) &&
			startsWith(socket.remoteAddress, row.remoteAddress),
	);
	return candidates.length === 1 ? candidates[0] : undefined;
};

/** Takes the sockets with a key one after the other: SO_REUSEPORT lets several listen on one port. */
const takeNext = (
	group: readonly Socket[] | undefined,
	used: Set<Socket>,
	cursor: Map<readonly Socket[], number>,
): Socket | undefined => {
	if (group === undefined) {
		return undefined;
	}
	for (let index = cursor.get(group) ?? 0; index < group.length; index++) {
		const socket = group[index];
		if (socket !== undefined && !used.has(socket)) {
			cursor.set(group, index + 1);
			return socket;
		}
	}
	return undefined;
};

const complete = (row: Socket, kernel: Socket, owners: ReadonlyMap<number, number>): Socket => ({
	...row,
	localAddress: kernel.localAddress,
	remoteAddress: kernel.remoteAddress,
	inode: row.inode ?? kernel.inode,
	pid: row.pid ?? ownerOf(kernel, owners),
	truncated: false,
});

const ownerOf = (socket: Socket, owners: ReadonlyMap<number, number>): number | null =>
	socket.inode === null ? null : (owners.get(socket.inode) ?? null);

/**
 * What a tool printed, checked and completed with what the kernel says: addresses that the tool cut are whole, owners are filled in by inode, rows that the
 * kernel does not know are `unconfirmed` (a process can forge rows by a name with a line feed; or it closed meanwhile), and sockets that only the
 * kernel knows are added. `tables` are the kernel's tables that were read (`tcp4`): rows of others cannot be confirmed or refuted.
 */
export const mergeSockets = (
	printed: readonly Socket[],
	kernel: readonly Socket[],
	tables: ReadonlySet<string>,
	owners: ReadonlyMap<number, number>,
): readonly Socket[] => {
	const byKey = groupBy(kernel, keyOf);
	const byPorts = printed.some((socket) => socket.truncated) ? groupBy(kernel, portsOf) : new Map<string, Socket[]>();
	const used = new Set<Socket>();
	const cursor = new Map<readonly Socket[], number>();
	const merged: Socket[] = [...printed];
	// A whole row takes its own socket first, so that a cut one cannot take it away.
	for (const truncated of [false, true]) {
		for (const [index, row] of printed.entries()) {
			if (row.truncated !== truncated) {
				continue;
			}
			const exact = takeNext(byKey.get(keyOf(row)), used, cursor);
			const match = exact ?? (truncated ? findCut(row, byPorts, used) : undefined);
			if (match !== undefined) {
				used.add(match);
				merged[index] = complete(row, match, owners);
			} else if (tables.has(`${row.protocol}${row.family}`)) {
				merged[index] = {...row, unconfirmed: true};
			}
		}
	}
	for (const socket of kernel) {
		if (!used.has(socket)) {
			const pid = ownerOf(socket, owners);
			merged.push(pid === null ? socket : {...socket, pid});
		}
	}
	return merged;
};

/**
 * Wildcards of IPv6 that do not take IPv4, told apart where the tool does not (ipv6(7), IPV6_V6ONLY): another socket has the IPv4 wildcard of the
 * same port, which the kernel allows only then.
 */
export const settleDualStack = (sockets: readonly Socket[]): readonly Socket[] => {
	const taken = new Set<string>();
	for (const socket of sockets) {
		if (socket.family === 4 && socket.remotePort === null && socket.localAddress === '0.0.0.0') {
			taken.add(`${socket.protocol} ${socket.localPort ?? '*'}`);
		}
	}
	return sockets.map((socket) =>
		socket.dualStack && taken.has(`${socket.protocol} ${socket.localPort ?? '*'}`)
			? {...socket, dualStack: false}
			: socket,
	);
};
