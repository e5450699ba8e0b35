import {haWithoutPeers} from '../../../source/rules/etcd/ha-without-peers.ts';
import {census, sign} from '../../support/census.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {connection} from '../../support/node-facts.ts';
import {component, componentsOf} from '../../support/port-rows.ts';

const node = {
	role: roleOf('control-plane'),
	connections: [connection({})],
	components: componentsOf(component('etcd')),
};
const three = sign('etcd --initial-cluster', '10.0.0.1', '10.0.0.2', '10.0.0.3');
const existing = {...sign('etcd --initial-cluster-state=existing'), members: 2};

testRule(
	haWithoutPeers,
	[
		['a single member has no peers', {...node, etcd: census({expected: [sign('etcd --initial-cluster', '10.0.0.1')]})}],
		['--initial-cluster alone is stale', {...node, etcd: census({expected: [three]})}],
		['peers are connected', {...node, etcd: census({expected: [three, existing], peers: ['10.0.0.2']})}],
		[
			'etcd does not run: another rule says so',
			{
				...node,
				components: componentsOf(component('etcd', {runs: false})),
				etcd: census({expected: [three, existing]}),
			},
			{status: 'skip'},
		],
	],
	[
		[
			'two signs of others and no connection',
			{...node, etcd: census({expected: [three, existing]})},
			{
				actual: 'this etcd is one of several and has no connection to any other member',
				expected: 'connections to 2 or more other members on 2380',
			},
		],
		[
			'it tries to reach them',
			{...node, etcd: census({expected: [three, sign('attempts to connect to the peer port', '10.0.0.2')]})},
			{evidence: [{line: 22}, {line: 22}, {line: 3}]},
		],
	],
);
