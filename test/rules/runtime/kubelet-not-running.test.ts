import type {Component} from '../../../source/model/conclusions.ts';
import {kubeletNotRunning} from '../../../source/rules/runtime/kubelet-not-running.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {place, process} from '../../support/node-facts.ts';

const running = (name: string): Record<string, Component> => ({
	[name]: {
		name,
		processes: [process({argv: [`/usr/bin/${name}`]})],
		manifest: null,
		flags: [],
		flagsFrom: 'process',
		version: null,
	},
});
const files = (...paths: readonly string[]) =>
	paths.map((path, index) => ({path, at: place('ls -la /etc/kubernetes', index + 2)}));
const joined = {
	role: roleOf('worker'),
	processes: [],
	kubernetesFiles: files('/etc/kubernetes/kubelet.conf', '/var/lib/kubelet/config.yaml'),
};
const line = 'E1121 04:35:12.000001 1 run.go:72] "command failed" err="failed to load kubelet config file"';

testRule(
	kubeletNotRunning,
	[
		['kubelet', {...joined, components: running('kubelet')}],
		['k3s', {...joined, components: running('k3s')}],
		['MicroK8s', {...joined, components: running('kubelite')}],
		[
			'an external etcd without kubelet',
			{...joined, role: roleOf('etcd'), components: running('etcd'), kubernetesFiles: []},
			{status: 'skip'},
		],
		['a load balancer', {...joined, role: roleOf('load-balancer'), components: {}}, {status: 'skip'}],
		[
			'installed and waiting for join',
			{...joined, components: {}, kubernetesFiles: files('/var/lib/kubelet/kubeadm-flags.env')},
			{status: 'skip'},
		],
	],
	[
		[
			'stopped',
			{...joined, components: {}},
			{
				actual: 'kubelet is not running',
				evidence: [{source: 'ls -la /etc/kubernetes', line: 2}, {line: 3}],
				fix: {commands: ['journalctl -u kubelet -n 50 --no-pager', 'systemctl start kubelet']},
			},
		],
		[
			'its log says why',
			{
				...joined,
				components: {},
				logs: [
					{
						component: 'kubelet',
						source: '/var/log/kubelet.log',
						namespace: null,
						pod: null,
						podUid: null,
						container: null,
						restart: null,
						lines: [{text: line, time: null, at: place('/var/log/kubelet.log', 400)}],
					},
				],
			},
			{evidence: [{source: '/var/log/kubelet.log', line: 400}, {line: 2}, {line: 3}]},
		],
	],
);
