import type {EtcdCensus, NodeAddress, PortRow} from '../model/conclusions.ts';
import type {Socket} from '../model/facts/socket.ts';
import {isLoopback, parseAddress} from '../net/address.ts';
import {addressAt, containsAddress, parseCidr} from '../net/cidr.ts';

/** A port that other machines need on this node. */
export type RequiredPort = {readonly row: PortRow; readonly protocol: 'tcp' | 'udp'; readonly port: number};

/** Listeners that others connect to: required ones with clients elsewhere; etcd's only where it has other members. */
export const requiredPorts = (rows: readonly PortRow[], etcd: EtcdCensus | undefined): readonly RequiredPort[] => {
	const isAlone = !(etcd?.expected.some((sign) => sign.members > 1) ?? false);
	return rows
		.filter((row) => row.expected?.requirement === 'required' && row.expected.clients.length > 0)
		.filter((row) => row.component !== 'etcd' || !isAlone)
		.filter((row) => row.listeners.length > 0 && row.scope !== 'loopback')
		.map((row) => ({row, protocol: row.protocol, port: row.port}));
};

/** Other nodes of the cluster that this one has connections with, on ports of Kubernetes and etcd. */
export const peerAddresses = (connections: readonly Socket[] | undefined, node: NodeAddress): readonly string[] => {
	const ports = new Set([2379, 2380, 6443, 10250]);
	const own = new Set(node.addresses.map((each) => each.address));
	const peers = new Set<string>();
	for (const socket of connections ?? []) {
		const isOurs = ports.has(socket.remotePort ?? 0) || ports.has(socket.localPort ?? 0);
		const {remoteAddress} = socket;
		const isPeer = node.addresses.some(({address, prefix}) => {
			const subnet = parseCidr(`${address}/${prefix}`);
			return subnet !== null && containsAddress(subnet, remoteAddress);
		});
		if (isOurs && isPeer && !socket.truncated && !own.has(remoteAddress) && !isLoopback(remoteAddress)) {
			peers.add(remoteAddress);
		}
	}
	return [...peers].slice(0, 8);
};

/** An address in the node's own subnet that stands for its neighbours where none is known. */
export const neighbourAddress = (address: string, prefix: number): string | null => {
	const subnet = parseCidr(`${address}/${prefix}`);
	const own = parseAddress(address);
	if (subnet === null || own === null || subnet.prefix >= (subnet.family === 4 ? 31 : 127)) {
		return null;
	}
	const last = subnet.last - subnet.first - 3n;
	const candidate = addressAt(subnet, last > 2n ? last : 1n);
	return candidate === own.text ? addressAt(subnet, 1n) : candidate;
};
