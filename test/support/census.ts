import type {EtcdCensus} from '../../source/model/conclusions.ts';
import {place} from './node-facts.ts';

/** A sign of members with their addresses; this node counts besides unless the sign is a flag. */
export const sign = (name: string, ...addresses: readonly string[]): EtcdCensus['expected'][number] => ({
	sign: name,
	members: name.includes('--') ? addresses.length : addresses.length + 1,
	addresses,
	at: place(name.includes('--') ? '/etc/kubernetes/manifests/etcd.yaml' : 'netstat -npa', 22),
});

const tally = (addresses: readonly string[], each: number): EtcdCensus['clients'] => ({
	count: addresses.length * each,
	byAddress: addresses.map((address) => ({address, count: each})),
});

/** How etcd is used on a node with these clients and peers. */
export const census = (given: {
	readonly clients?: readonly string[];
	readonly peers?: readonly string[];
	readonly expected?: EtcdCensus['expected'];
	readonly known?: boolean;
	readonly here?: boolean;
}): EtcdCensus => ({
	clientPorts: given.here === false ? [] : [2379],
	peerPorts: given.here === false ? [] : [2380],
	clients: tally(given.clients ?? [], 50),
	peers: tally(given.peers ?? [], 4),
	expected: given.expected ?? [],
	connectionsKnown: given.known ?? true,
	evidence: given.here === false ? [] : [place('netstat -npa', 3)],
});
