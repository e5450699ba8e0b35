import {etcdMembershipMismatch} from '../../../source/rules/nodes/etcd-membership-mismatch.ts';
import {census} from '../../support/census.ts';
import {testClusterRule, worker} from '../../support/cluster.ts';
import {place} from '../../support/node-facts.ts';
import {component, componentsOf} from '../../support/port-rows.ts';

const member = (
	n: number,
	peers: readonly number[],
	given: {argv?: readonly string[]; known?: boolean; uptime?: number} = {},
) =>
	worker(n, {
		components: componentsOf(component('etcd', {argv: given.argv ?? []})),
		etcd: census({peers: peers.map((peer) => `192.168.56.2${peer}`), known: given.known ?? true}),
		connections: [],
		uptime: {value: given.uptime ?? 5000, at: place('/proc/uptime')},
	});
const without = (n: number) => worker(n, {components: {}, etcd: census({here: false}), connections: []});

testClusterRule(
	etcdMembershipMismatch,
	[
		['all with all', [member(1, [2, 3]), member(2, [1, 3]), member(3, [1, 2])]],
		['a third that was not recorded', [member(1, [2, 3]), member(2, [1, 3])]],
		['in one direction is enough', [member(1, [2]), member(2, [])]],
		['a node without etcd', [member(1, []), without(2)]],
		['connections were not shown', [member(1, [], {known: false}), member(2, [], {known: false})]],
		['one has only just started', [member(1, [3]), member(2, [], {uptime: 60})]],
		['one machine recorded twice', [member(1, []), member(1, [2])]],
		[
			'started one after the other',
			[member(1, [2], {argv: ['--initial-cluster=a=b']}), member(2, [1], {argv: ['--initial-cluster=a=b,c=d']})],
		],
	],
	[
		[
			'two clusters',
			[member(1, []), member(2, [])],
			{
				nodes: ['n0', 'n1'],
				actual: 'etcd on n0 and etcd on n1 have no connection with each other',
				evidence: [{node: 'n0', source: 'netstat -npa', line: 3}, {node: 'n1'}],
			},
		],
		[
			'one does not see the third',
			[member(1, [2, 3]), member(2, [1])],
			{nodes: ['n1', 'n0'], actual: 'etcd on n0 is connected with the member 192.168.56.23, etcd on n1 is not'},
		],
		[
			'different tokens',
			[member(1, [2], {argv: ['--initial-cluster-token=a']}), member(2, [1], {argv: ['--initial-cluster-token=b']})],
			{actual: 'etcd on n0 was started with the token a, etcd on n1 with b'},
		],
	],
);
