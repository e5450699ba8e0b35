import {tooFewPeers} from '../../../source/rules/etcd/too-few-peers.ts';
import {census, sign} from '../../support/census.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {connection} from '../../support/node-facts.ts';

const node = {role: roleOf('control-plane'), connections: [connection({})]};
const tries = (...addresses: readonly string[]) => [sign('attempts to connect to the peer port', ...addresses)];

testRule(
	tooFewPeers,
	[
		['a single member', {...node, etcd: census({})}],
		['all are connected', {...node, etcd: census({peers: ['10.0.0.2', '10.0.0.3']})}],
		[
			'flags alone say nothing',
			{
				...node,
				etcd: census({
					peers: ['10.0.0.2'],
					expected: [sign('etcd --initial-cluster', '10.0.0.1', '10.0.0.2', '10.0.0.3')],
				}),
			},
		],
	],
	[
		[
			'one of two does not answer',
			{...node, etcd: census({peers: ['10.0.0.2'], expected: tries('10.0.0.3')})},
			{
				severity: 'warning',
				actual: 'etcd reaches 1 of 2 other members; 10.0.0.3 does not answer on the peer port',
				fix: {commands: ['nc -zv 10.0.0.3 2380']},
			},
		],
		['below quorum', {...node, etcd: census({expected: tries('10.0.0.2', '10.0.0.3')})}, {severity: 'error'}],
	],
);
