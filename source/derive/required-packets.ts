import type {EtcdCensus, NodeAddress, PortRow} from '../model/conclusions.ts';
import type {Socket} from '../model/facts/socket.ts';
import {isLoopback, parseAddress} from '../net/address.ts';
import {addressAt, containsAddress, parseCidr} from '../net/cidr.ts';

/** A port that other machines need on this node. */
export type RequiredPort = {readonly row: PortRow; readonly protocol: 'tcp' | 'udp'; readonly port: number};

/** What other machines cannot do without: a load balancer that asks for the health of a node is not one of them. */
const isNeeded = ({expected, status}: PortRow): boolean =>
	expected?.clients.some((client) => client !== 'load-balancers') === true &&
	(expected.requirement === 'required' ||
		(expected.requirement === 'optional' && expected.clients.includes('nodes') && status === 'ok'));

/** Listeners that others connect to: required ones, and those of the pod network that are there; etcd's only where it has other members. */
export const requiredPorts = (rows: readonly PortRow[], etcd: EtcdCensus | undefined): readonly RequiredPort[] => {
	const isAlone = !(etcd?.expected.some((sign) => sign.members > 1) ?? false);
	return rows
		.filter(isNeeded)
		.filter((row) => row.component !== 'etcd' || !isAlone)
		.filter((row) => row.listeners.length > 0 && row.scope !== 'loopback')
		.map((row) => ({row, protocol: row.protocol, port: row.port}));
};

const isOfNodes = (node: NodeAddress, address: string): boolean =>
	node.addresses.some(({address: own, prefix}) => {
		const subnet = parseCidr(`${own}/${prefix}`);
		return subnet !== null && containsAddress(subnet, address);
	});

/** Other nodes, as far as the sockets show them, of which a test holds. */
const nodesOf = (
	connections: readonly Socket[] | undefined,
	node: NodeAddress,
	isWanted: (socket: Socket) => boolean,
): readonly string[] => {
	const own = new Set(node.addresses.map(({address}) => address));
	const found = (connections ?? [])
		.filter((socket) => !socket.truncated && isWanted(socket))
		.map(({remoteAddress}) => remoteAddress)
		.filter((address) => !own.has(address) && !isLoopback(address) && isOfNodes(node, address));
	return [...new Set(found)].slice(0, 8);
};

/** Ports that say that a connection belongs to the cluster. */
const clusterPorts = new Set([2379, 2380, 6443, 10250]);

/** Other machines of the cluster that this node has connections with. */
export const peerAddresses = (connections: readonly Socket[] | undefined, node: NodeAddress): readonly string[] =>
	nodesOf(
		connections,
		node,
		({localPort, remotePort}) => clusterPorts.has(remotePort ?? 0) || clusterPorts.has(localPort ?? 0),
	);

/** Ports on which each side may open the connection. */
const mutual = new Set([179, 2380, 4240, 6783]);

/** Other machines that use a port of this node now. */
export const usersOfPort = (
	connections: readonly Socket[] | undefined,
	node: NodeAddress,
	port: number,
): readonly string[] =>
	nodesOf(
		connections,
		node,
		({localPort, remotePort, state}) =>
			state === 'ESTABLISHED' && (localPort === port || (mutual.has(port) && remotePort === port)),
	);

/** An address in the node's own subnet that stands for its neighbours where none is known. */
export const neighbourAddress = (address: string, prefix: number): string | null => {
	const subnet = parseCidr(`${address}/${prefix}`);
	const own = parseAddress(address);
	if (subnet === null || own === null || subnet.prefix >= (subnet.family === 4 ? 31 : 127)) {
		return null;
	}
	const last = subnet.last - subnet.first - 3n;
	const candidates = [last > 2n ? last : 1n, 1n, 2n].map((n) => addressAt(subnet, n));
	return candidates.find((candidate) => candidate !== own.text) ?? null;
};
