import type {EtcdCensus} from '../model/conclusions.ts';

/** Members that the sockets of this node show, itself included, and how many of the others it is connected to. */
export type SeenMembers = {readonly members: number; readonly connected: number; readonly missing: readonly string[]};

const isFlag = (sign: string): boolean => sign.startsWith('etcd --') || sign.startsWith('kube-apiserver --');

/**
 * Members by what the sockets say: connected peers, and those that this node tries to reach. What etcd was started with is
 * stale after joins and removals and does not count here.
 */
export const seenMembers = (census: EtcdCensus): SeenMembers => {
	const connected = new Set(census.peers.byAddress.map((peer) => peer.address));
	const tried = new Set(census.expected.filter((sign) => !isFlag(sign.sign)).flatMap((sign) => sign.addresses));
	const missing = [...tried].filter((address) => !connected.has(address));
	return {members: connected.size + missing.length + 1, connected: connected.size, missing};
};
