import {connectionSummary} from '../../../source/rules/etcd/connection-summary.ts';
import {census, sign} from '../../support/census.ts';
import {roleOf, testRule} from '../../support/judge.ts';

const role = roleOf('control-plane');
const cluster = sign('etcd --initial-cluster', '10.0.0.1');

testRule(
	connectionSummary,
	[['no etcd here', {role, etcd: census({here: false, expected: [cluster]})}, {status: 'skip'}]],
	[
		[
			'clients and peers',
			{role, etcd: census({clients: ['127.0.0.1'], peers: ['10.0.0.2', '10.0.0.3']})},
			{
				severity: 'info',
				actual: 'etcd has 50 client connections on 2379 and 8 peer connections on 2380 with 2 other members',
			},
		],
		[
			'only listeners were given',
			{role, etcd: census({known: false})},
			{actual: 'etcd serves clients on 2379 and peers on 2380; its connections were not given'},
		],
	],
);
