import {evenMemberCount} from '../../../source/rules/etcd/even-member-count.ts';
import {census, sign} from '../../support/census.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {connection} from '../../support/node-facts.ts';

const node = {role: roleOf('control-plane'), connections: [connection({})]};
const peers = (count: number) => Array.from({length: count}, (_, index) => `10.0.0.${index + 2}`);

testRule(
	evenMemberCount,
	[
		['one', {...node, etcd: census({})}],
		['three', {...node, etcd: census({peers: peers(2)})}],
		[
			'one of three is unreachable',
			{...node, etcd: census({peers: peers(1), expected: [sign('attempts to connect to the peer port', '10.0.0.9')]})},
		],
	],
	[
		[
			'two',
			{...node, etcd: census({peers: peers(1)})},
			{actual: 'etcd has two members: losing either stops the cluster', severity: 'warning'},
		],
		['four', {...node, etcd: census({peers: peers(3)})}, {actual: 'etcd has 4 members'}],
		['nine is a note', {...node, etcd: census({peers: peers(8)})}, {severity: 'info'}],
	],
);
