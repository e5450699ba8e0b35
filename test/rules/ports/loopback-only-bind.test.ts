import {loopbackOnlyBind} from '../../../source/rules/ports/loopback-only-bind.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {listener, place} from '../../support/node-facts.ts';
import {heldRow} from '../../support/port-rows.ts';

const role = roleOf('control-plane');
const listeners = [listener({localPort: 22})];
const narrow = (component: string, port: number, purpose: string) =>
	heldRow(component, port, purpose, component, {address: '127.0.0.1', status: 'narrow', scope: 'loopback'});
const members = (count: number) => ({
	clientPorts: [2379],
	peerPorts: [2380],
	clients: {count: 0, byAddress: []},
	peers: {count: 0, byAddress: []},
	connectionsKnown: true,
	evidence: [],
	expected: [{sign: 'initial-cluster', members: count, addresses: [], at: place()}],
});

testRule(
	loopbackOnlyBind,
	[
		['on every address', {role, listeners, portTable: [heldRow('kubelet', 10250, 'kubelet API', 'kubelet')]}],
		[
			'a single etcd needs no peers',
			{role, listeners, etcd: members(1), portTable: [narrow('etcd', 2380, 'etcd peers')]},
		],
		[
			"etcd's clients are on the node",
			{role, listeners, etcd: members(3), portTable: [narrow('etcd', 2379, 'etcd clients')]},
		],
		[
			'the scheduler belongs on loopback',
			{
				role,
				listeners,
				portTable: [heldRow('kube-scheduler', 10259, 'scheduler', 'kube-scheduler', {address: '127.0.0.1'})],
			},
		],
	],
	[
		[
			'kubelet',
			{role, listeners, portTable: [narrow('kubelet', 10250, 'kubelet API')]},
			{actual: 'kubelet listens on loopback only (127.0.0.1:10250)'},
		],
		[
			'the API server',
			{
				role,
				listeners,
				portTable: [{...narrow('kube-apiserver', 6443, 'Kubernetes API'), expectedAt: place('manifest', 14)}],
			},
			{evidence: [{source: 'netstat -npa'}, {source: 'manifest', line: 14}]},
		],
		['peers of an etcd of three', {role, listeners, etcd: members(3), portTable: [narrow('etcd', 2380, 'etcd peers')]}],
	],
);
