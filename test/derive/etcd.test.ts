import {expect, test} from 'vitest';
import {knownValue} from '../../source/analyzer/draw-conclusions.ts';
import {components} from '../../source/derive/components.ts';
import {etcd} from '../../source/derive/etcd.ts';
import type {EtcdCensus} from '../../source/model/conclusions.ts';
import type {Known} from '../../source/model/rule.ts';
import {address, conclude, connection, iface, listener, process, staticPod, staticPods} from '../support/node-facts.ts';

const census = (known: Partial<Known>): EtcdCensus => {
	const found = knownValue(conclude(known, [components, etcd]), 'etcd');
	expect(found).toBeDefined();
	return found as EtcdCensus;
};

const flags = [
	'--listen-client-urls=https://127.0.0.1:2379,https://192.168.56.11:2379',
	'--listen-peer-urls=https://192.168.56.11:2380',
];
const processes = [process({argv: ['etcd', ...flags]})];
const client = (remotePort: number) =>
	connection({localAddress: '127.0.0.1', localPort: 2379, remoteAddress: '127.0.0.1', remotePort, program: 'etcd'});

const counts = ({clients, peers}: EtcdCensus) => [clients.count, peers.count];

test.each<readonly [string, Parameters<typeof connection>[0], readonly [clients: number, peers: number]]>([
	['a client', {localPort: 2379, remotePort: 50000, program: 'etcd'}, [1, 0]],
	['a client where owners cannot be seen', {localPort: 2379, remotePort: 50000}, [1, 0]],
	[
		'the other end of a client on this node',
		{
			localAddress: '127.0.0.1',
			localPort: 50000,
			remoteAddress: '127.0.0.1',
			remotePort: 2379,
			program: 'kube-apiserver',
		},
		[0, 0],
	],
	[
		"etcd's own client socket",
		{localAddress: '127.0.0.1', localPort: 50000, remoteAddress: '127.0.0.1', remotePort: 2379, program: 'etcd'},
		[0, 0],
	],
	['a peer that came', {localPort: 2380, remotePort: 50000, program: 'etcd'}, [0, 1]],
	['a peer that was called', {localPort: 50000, remotePort: 2380, program: 'etcd'}, [0, 1]],
	['somebody else calls a peer port', {localPort: 50000, remotePort: 2380, program: 'nc'}, [0, 0]],
	[
		'the calling end of a peer on this node',
		{localPort: 50000, remoteAddress: '192.168.56.11', remotePort: 2380, program: 'etcd'},
		[0, 0],
	],
	['a connection that is over', {localPort: 2379, remotePort: 50000, state: 'TIME_WAIT'}, [0, 0]],
	['a connection that is closing', {localPort: 2379, remotePort: 50000, state: 'CLOSE_WAIT', program: 'etcd'}, [0, 0]],
	['a port that only looks like it', {localPort: 52379, remotePort: 12379, program: 'etcd'}, [0, 0]],
	['metrics', {localPort: 2381, remotePort: 50000, program: 'etcd'}, [0, 0]],
	['UDP', {protocol: 'udp', localPort: 2379, remotePort: 50000}, [0, 0]],
])('%s', (_, given, expected) => {
	const interfaces = [iface({name: 'eth0', addresses: [address('192.168.56.11/24')]})];
	expect(counts(census({processes, interfaces, connections: [connection(given)]}))).toEqual(expected);
});

test('connections are counted by address, the busiest first', () => {
	const peer = (remoteAddress: string, localPort: number) =>
		connection({localPort, remoteAddress, remotePort: 2380, program: 'etcd'});
	const connections = [
		client(1),
		client(2),
		peer('192.168.56.12', 1),
		peer('192.168.56.13', 2),
		peer('192.168.56.13', 3),
	];
	expect(census({processes, connections})).toMatchObject({
		clients: {count: 2, byAddress: [{address: '127.0.0.1', count: 2}]},
		peers: {
			count: 3,
			byAddress: [
				{address: '192.168.56.13', count: 2},
				{address: '192.168.56.12', count: 1},
			],
		},
	});
});

test('an address that was cut is counted and not named', () => {
	const cut = connection({localPort: 2379, remoteAddress: 'fd00:0:0:1', truncated: true, program: 'etcd'});
	expect(census({processes, connections: [cut]}).clients).toEqual({count: 1, byAddress: []});
});

test('ports are those that the flags name', () => {
	const moved = [
		process({argv: ['etcd', '--listen-client-urls=http://10.0.0.1:4001', '--listen-peer-urls=http://10.0.0.1:7001']}),
	];
	const connections = [connection({localPort: 4001, remotePort: 50000, program: 'etcd'}), client(1)];
	expect(census({processes: moved, connections})).toMatchObject({
		clientPorts: [4001],
		peerPorts: [7001],
		clients: {count: 1},
	});
});

test('a node without etcd has an empty census', () => {
	const connections = [connection({localPort: 50000, remotePort: 2379, program: 'kube-apiserver'})];
	const api = [process({argv: ['kube-apiserver', '--etcd-servers=https://10.9.9.9:2379']})];
	expect(census({processes: api, connections})).toMatchObject({
		clientPorts: [],
		peerPorts: [],
		clients: {count: 0},
		expected: [],
	});
});

test('with listeners alone, nothing is known of connections', () => {
	const listeners = [listener({localPort: 2379, program: 'etcd'}), listener({localPort: 2380, program: 'etcd'})];
	const found = census({listeners});
	expect(found).toMatchObject({clientPorts: [2379], connectionsKnown: false});
	expect(found.evidence).toHaveLength(2);
	expect(census({listeners, connections: []}).connectionsKnown).toBe(false);
});

test('K3s runs etcd inside itself', () => {
	const listeners = [listener({localPort: 2380, program: 'k3s-server'})];
	expect(counts(census({listeners, connections: [{...client(1), program: 'k3s-server'}]}))).toEqual([1, 0]);
});

test('members are expected by flags, by the API server, by connections and by attempts', () => {
	const cluster = [
		'--initial-cluster=a=https://10.0.0.1:2380,b=https://10.0.0.2:2380',
		'--initial-cluster-state=existing',
	];
	const known = {
		processes: [
			process({argv: ['etcd', ...cluster]}),
			process({
				argv: ['kube-apiserver', '--etcd-servers=https://10.0.0.1:2379,https://10.0.0.2:2379,https://10.0.0.3:2379'],
			}),
		],
		connections: [
			connection({localPort: 1, remoteAddress: '10.0.0.2', remotePort: 2380, program: 'etcd'}),
			connection({localPort: 2, remoteAddress: '10.0.0.3', remotePort: 2380, program: 'etcd', state: 'SYN_SENT'}),
		],
	};
	expect(census(known).expected.map(({sign, members, addresses}) => [sign, members, addresses])).toEqual([
		['etcd --initial-cluster', 2, ['10.0.0.1', '10.0.0.2']],
		['etcd --initial-cluster-state=existing', 2, []],
		['kube-apiserver --etcd-servers', 3, ['10.0.0.1', '10.0.0.2', '10.0.0.3']],
		['connections to the peer port', 2, ['10.0.0.2']],
		['attempts to connect to the peer port', 2, ['10.0.0.3']],
	]);
});

test('an API server that stores on loopback says nothing of other members', () => {
	const pods = staticPods(
		staticPod(['etcd', '--name=a']),
		staticPod(['kube-apiserver', '--etcd-servers=https://127.0.0.1:2379']),
	);
	expect(census({staticPods: pods}).expected).toEqual([]);
});
