import type {Components, EtcdCensus} from '../model/conclusions.ts';
import type {Socket} from '../model/facts/socket.ts';
import {lastFlag} from '../model/read-flags.ts';
import {isLoopback} from '../net/address.ts';
import {endpointsOf} from './endpoints-of.ts';

type Sign = EtcdCensus['expected'][number];

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

const hostsOf = (list: string): readonly string[] =>
	distinct(endpointsOf(list).map((endpoint) => endpoint.host)).filter((host) => host !== '');

/** Members that etcd was started with; those that joined later are not in the flags of the first. */
const ofInitialCluster = ({etcd}: Components): readonly Sign[] => {
	const cluster = lastFlag(etcd?.flags ?? [], 'initial-cluster');
	const state = lastFlag(etcd?.flags ?? [], 'initial-cluster-state');
	const hosts = cluster === undefined ? [] : hostsOf(cluster.value);
	return [
		...(cluster === undefined
			? []
			: [{sign: 'etcd --initial-cluster', members: hosts.length, addresses: hosts, at: cluster.at}]),
		// A member that joined an existing cluster is not its only one.
		...(state?.value === 'existing'
			? [{sign: 'etcd --initial-cluster-state=existing', members: 2, addresses: [], at: state.at}]
			: []),
	];
};

/** Members that the API server stores in; loopback alone only says that there is one here. */
const ofApiserver = (components: Components): readonly Sign[] => {
	const servers = lastFlag(components['kube-apiserver']?.flags ?? [], 'etcd-servers');
	const hosts = servers === undefined ? [] : hostsOf(servers.value);
	return servers === undefined || hosts.every((host) => isLoopback(host))
		? []
		: [{sign: 'kube-apiserver --etcd-servers', members: hosts.length, addresses: hosts, at: servers.at}];
};

const ofSockets = (sign: string, sockets: readonly Socket[]): readonly Sign[] => {
	const addresses = distinct(sockets.map((socket) => socket.remoteAddress));
	const at = sockets[0]?.at;
	return at === undefined ? [] : [{sign, members: addresses.length + 1, addresses, at}];
};

/** What on the node says how many members its etcd has. `peers` are its peer connections, `attempts` those that do not come about. */
export const expectedMembers = (
	components: Components,
	peers: readonly Socket[],
	attempts: readonly Socket[],
): readonly Sign[] => [
	...ofInitialCluster(components),
	...ofApiserver(components),
	...ofSockets('connections to the peer port', peers),
	...ofSockets('attempts to connect to the peer port', attempts),
];
