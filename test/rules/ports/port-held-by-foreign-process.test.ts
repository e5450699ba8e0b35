import {portHeldByForeignProcess} from '../../../source/rules/ports/port-held-by-foreign-process.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {place, process} from '../../support/node-facts.ts';
import {heldRow} from '../../support/port-rows.ts';

const role = roleOf('worker');
const foreign = heldRow('kubelet', 10250, 'kubelet API', 'python3', {status: 'foreign'});

const complaint = [
	{
		component: 'kubelet',
		source: 'kubelet.log',
		namespace: null,
		pod: null,
		podUid: null,
		container: null,
		restart: null,
		lines: [
			{
				text: 'E1121 04:35:12.0 1 s.go:1] "Failed to listen" err="listen tcp 0.0.0.0:10250: bind: address already in use"',
				time: null,
				at: place('kubelet.log', 9),
			},
		],
	},
];
const optional = {
	...foreign,
	expected: foreign.expected === null ? null : {...foreign.expected, requirement: 'optional' as const},
};

testRule(
	portHeldByForeignProcess,
	[
		['its own program', {role, portTable: [heldRow('kubelet', 10250, 'kubelet API', 'kubelet')]}],
		['an owner that is not known proves nothing', {role, portTable: [{...foreign, owner: null}]}],
		['an optional port of which nobody complains', {role, portTable: [optional]}],
	],
	[
		[
			'another program',
			{role, portTable: [foreign], processes: [process({pid: 77, argv: ['python3', '-m', 'http.server', '10250']})]},
			{
				actual: 'python3 holds port 10250, which kubelet needs',
				evidence: [{source: 'netstat -npa'}, {source: '/proc/77/cmdline'}],
				fix: {commands: ['ps -o pid,ppid,user,args -p 77', 'kill 77']},
			},
		],
		[
			"kubelet's log agrees",
			{
				role,
				portTable: [foreign],
				logs: complaint,
			},
			{evidence: [{source: 'netstat -npa'}, {source: 'kubelet.log', line: 9}]},
		],
		[
			'an optional port of which the log complains',
			{role, portTable: [optional], logs: complaint},
			{severity: 'warning', evidence: [{source: 'netstat -npa'}, {source: 'kubelet.log', line: 9}]},
		],
	],
);
