import {kubeProxyHealthMissing} from '../../../source/rules/ports/kube-proxy-health-missing.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {listener, place} from '../../support/node-facts.ts';
import {component, componentsOf, portRow} from '../../support/port-rows.ts';

const role = roleOf('worker');
const listeners = [listener({localPort: 22, program: 'sshd'})];
const uptime = {value: 1000, at: place('/proc/uptime')};
const row = portRow('kube-proxy', 10256, 'service proxy health');
const log = '/var/log/pods/x/kube-proxy/3.log';
const tail = {
	component: 'kube-proxy',
	source: log,
	namespace: 'kube-system',
	pod: 'x',
	podUid: '1',
	container: 'kube-proxy',
	restart: 3,
	lines: [{text: '{"level":"fatal","msg":"no"}', time: null, at: place(log, 7)}],
};

testRule(
	kubeProxyHealthMissing,
	[
		[
			'it listens',
			{role, listeners, components: componentsOf(component('kube-proxy')), portTable: [{...row, status: 'ok'}]},
		],
		[
			'only part of the sockets is known',
			{role, listeners, components: componentsOf(component('kube-proxy')), portTable: [{...row, status: 'unknown'}]},
		],
		[
			'replaced by another program',
			{
				role,
				listeners,
				components: {},
				portTable: [row],
				proxy: {
					mode: 'replaced',
					confidence: 'high',
					declared: null,
					proxy: null,
					replacement: 'Cilium',
					dataPlanes: [],
					evidence: [],
				},
			},
			{status: 'skip'},
		],
		['no kube-proxy: another rule says so', {role, listeners, components: {}, portTable: [row]}, {status: 'skip'}],
	],
	[
		[
			'it runs and does not listen',
			{role, listeners, uptime, components: componentsOf(component('kube-proxy')), portTable: [row]},
			{
				severity: 'warning',
				actual: 'kube-proxy runs but does not listen on 10256',
				evidence: [{source: '/etc/kubernetes/manifests/kube-proxy.yaml'}, {source: '/proc/100/cmdline'}],
			},
		],
		[
			'it started a minute ago',
			{
				role,
				listeners,
				uptime,
				components: componentsOf(component('kube-proxy', {startSeconds: 940})),
				portTable: [row],
			},
			{severity: 'info'},
		],
		[
			'its log says why',
			{role, listeners, logs: [tail], components: componentsOf(component('kube-proxy')), portTable: [row]},
			{evidence: [{source: log, line: 7}, {}, {}]},
		],
		[
			'a flag moved the port',
			{
				role,
				listeners,
				components: componentsOf(component('kube-proxy')),
				portTable: [{...row, port: 9999, expectedAt: place('flag', 3)}],
			},
			{actual: 'kube-proxy runs but does not listen on 9999', evidence: [{source: 'flag', line: 3}, {}, {}]},
		],
	],
);
