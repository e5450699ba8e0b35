import {expect, test} from 'vitest';
import type {Probe} from '../../../source/model/facts/probe.ts';
import {reachabilityMatrix} from '../../../source/rules/nodes/reachability-matrix.ts';
import {judgeNodes, testClusterRule, worker} from '../../support/cluster.ts';
import {listener, place} from '../../support/node-facts.ts';

const probe = (result: Probe['result'], host = '192.168.56.22'): Probe => ({
	purpose: 'kubelet API',
	host,
	port: 10250,
	result,
	at: place(`dial ${host}:10250`),
});
const kubelet = (localAddress = '0.0.0.0') =>
	listener({localAddress, localPort: 10250, program: 'kubelet', at: place('netstat -npl', 9)});
const node = (n: number, results: readonly Probe[], listeners = [kubelet()], asked = true) =>
	worker(n, {probes: {asked, results}, listeners});

testClusterRule(
	reachabilityMatrix,
	[
		['it answers', [node(1, [probe('open')]), node(2, [])]],
		['nobody listens there: the service is at fault', [node(1, [probe('refused')]), node(2, [], [])]],
		['it listens on loopback alone', [node(1, [probe('refused')]), node(2, [], [kubelet('127.0.0.1')])]],
		['who was dialled is not among the nodes', [node(1, [probe('timed out', '192.168.56.99')]), node(2, [])]],
	],
	[
		[
			'two nodes do not get through to a third',
			[node(1, [probe('timed out')]), node(2, []), node(3, [probe('timed out')])],
			{
				nodes: ['n0', 'n2', 'n1'],
				actual: 'kubelet listens on n1 port 10250 and does not answer n0, n2: timed out',
				evidence: [{node: 'n0', source: 'dial 192.168.56.22:10250'}, {node: 'n2'}, {node: 'n1', line: 9}],
				fix: {commands: ['nc -zv 192.168.56.22 10250', 'ip route get 192.168.56.22']},
			},
		],
	],
);

test('nothing was dialled', () => {
	expect(judgeNodes(reachabilityMatrix, [node(1, [], [], false), node(2, [], [], false)])).toMatchObject([
		{status: 'skip', actual: 'no node was recorded with --probe'},
	]);
});
