import {clockSkew} from '../../../source/rules/etcd/clock-skew.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {place} from '../../support/node-facts.ts';
import {component, componentsOf} from '../../support/port-rows.ts';
import {tail} from '../../support/runtime.ts';

const line = (drift: string, rtt = '502.906µs', peer = 'd66e878e1cd03cfc') =>
	`{"level":"warn","ts":"2026-11-21T08:00:00.512Z","caller":"rafthttp/probing_status.go:86","msg":"prober found high clock drift","round-tripper-name":"ROUND_TRIPPER_SNAPSHOT","remote-peer-id":"${peer}","clock-drift":"${drift}","rtt":"${rtt}"}`;
const other = '{"level":"info","msg":"finished scheduled compaction"}';
const log = (time: string | null, ...texts: readonly string[]) => {
	const found = tail('etcd', ...texts);
	return [{...found, lines: found.lines.map((each) => ({...each, time}))}];
};
const node = (logs: ReturnType<typeof log>) => ({
	role: roleOf('control-plane'),
	components: componentsOf(component('etcd')),
	logs,
	clock: {value: '2026-11-21T08:01:00Z', at: place('date')},
});
const at = '2026-11-21T08:00:00.512Z';

testRule(
	clockSkew,
	[
		['etcd says nothing of clocks', node(log(at, other))],
		['it was so, and has not been for a while', node(log('2026-11-21T07:40:00Z', line('8m0.640985013s')))],
		['no etcd here', {...node(log(at, other)), components: {}}, {status: 'skip'}],
		["etcd's log is not there", node([]), {status: 'unknown'}],
	],
	[
		[
			'minutes apart, said for each round tripper',
			node(log(at, other, line('8m0.640985013s'), line('8m0.641s'))),
			{
				severity: 'warning',
				actual: 'the clocks of this node and of etcd member d66e878e1cd03cfc are 8m0.641s apart',
				evidence: [{source: '/var/log/etcd.log', line: 3}],
			},
		],
		[
			'an etcd that mixes up the two durations',
			node(log(at, line('15.900899ms', '1.123978766s'))),
			{actual: 'the clocks of this node and of etcd member d66e878e1cd03cfc are 1.123978766s apart'},
		],
		['a log without times', node(log(null, line('2h3m1s'))), {}],
	],
);
