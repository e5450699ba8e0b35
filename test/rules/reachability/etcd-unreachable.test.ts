import type {Probe} from '../../../source/model/facts/probe.ts';
import {etcdUnreachable} from '../../../source/rules/reachability/etcd-unreachable.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {place} from '../../support/node-facts.ts';

const role = roleOf('control-plane');
const probe = (result: Probe['result'], purpose = 'etcd clients'): Probe => ({
	purpose,
	host: '10.0.0.2',
	port: 2379,
	result,
	at: place('dial 10.0.0.2:2379'),
});
const asked = (...results: readonly Probe[]) => ({role, probes: {asked: true, results}});

testRule(
	etcdUnreachable,
	[
		['it answers', asked(probe('open'))],
		['nothing was dialled', {role, probes: {asked: false, results: []}}, {status: 'skip'}],
		['nothing of that kind', asked(probe('refused', 'something else')), {status: 'skip'}],
	],
	[
		[
			'refused',
			asked(probe('refused')),
			{
				actual: 'etcd clients on 10.0.0.2 port 2379 refuses: nobody listens there, or a firewall rejects',
				evidence: [{source: 'dial 10.0.0.2:2379', line: 1}],
				fix: {commands: ['nc -zv 10.0.0.2 2379', 'ip route get 10.0.0.2']},
			},
		],
		[
			'timed out',
			asked(probe('open'), probe('timed out')),
			{actual: 'etcd clients on 10.0.0.2 port 2379 does not answer: dropped on the way'},
		],
		['no route', asked(probe('no route'))],
	],
);
