import type {Component} from '../../../source/model/conclusions.ts';
import {controlPlaneCrashloop} from '../../../source/rules/runtime/control-plane-crashloop.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {place, process} from '../../support/node-facts.ts';

const path = '/etc/kubernetes/manifests/etcd.yaml';
const etcd = (runs: boolean): Component => ({
	name: 'etcd',
	processes: runs ? [process({argv: ['etcd']})] : [],
	manifest: {path, image: null, at: place(path)},
	flags: [],
	flagsFrom: 'manifest',
	version: null,
});
const kubelet = (startSeconds: number): Component => ({
	name: 'kubelet',
	processes: [process({argv: ['kubelet'], startSeconds})],
	manifest: null,
	flags: [],
	flagsFrom: 'process',
	version: null,
});
const node = (components: Record<string, Component>) => ({
	role: roleOf('control-plane'),
	processes: [],
	components,
	uptime: {value: 1000, at: place('/proc/uptime')},
});
const log = '/var/log/pods/kube-system_etcd-cp3_1/etcd/4.log';

testRule(
	controlPlaneCrashloop,
	[
		['it runs', node({etcd: etcd(true), kubelet: kubelet(10)})],
		['no manifest', node({kubelet: kubelet(10)})],
		['kubelet is down: that is another rule', node({etcd: etcd(false)}), {status: 'skip'}],
	],
	[
		[
			'manifest without process',
			node({etcd: etcd(false), kubelet: kubelet(10)}),
			{
				severity: 'error',
				actual: 'etcd does not stay up: its manifest is there, its process is not',
				evidence: [{source: path}],
			},
		],
		['kubelet has only just started', node({etcd: etcd(false), kubelet: kubelet(950)}), {severity: 'info'}],
		[
			'its log says why',
			{
				...node({etcd: etcd(false), kubelet: kubelet(10)}),
				logs: [
					{
						component: 'etcd',
						source: log,
						namespace: 'kube-system',
						pod: 'etcd-cp3',
						podUid: '1',
						container: 'etcd',
						restart: 4,
						lines: [{text: '{"level":"fatal","msg":"discovery failed"}', time: null, at: place(log, 20)}],
					},
				],
			},
			{
				evidence: [{source: log, line: 20}, {source: path}],
				fix: {commands: ['crictl ps -a --name etcd', `tail -n 30 ${log}`]},
			},
		],
	],
);
