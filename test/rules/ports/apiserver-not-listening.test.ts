import {apiserverNotListening} from '../../../source/rules/ports/apiserver-not-listening.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {listener, place} from '../../support/node-facts.ts';
import {component, componentsOf, portRow} from '../../support/port-rows.ts';

const role = roleOf('control-plane');
const listeners = [listener({localPort: 22, program: 'sshd'})];
const uptime = {value: 1000, at: place('/proc/uptime')};
const row = portRow('kube-apiserver', 6443, 'Kubernetes API');
const log = '/var/log/pods/x/kube-apiserver/3.log';
const tail = {
	component: 'kube-apiserver',
	source: log,
	namespace: 'kube-system',
	pod: 'x',
	podUid: '1',
	container: 'kube-apiserver',
	restart: 3,
	lines: [{text: '{"level":"fatal","msg":"no"}', time: null, at: place(log, 7)}],
};

testRule(
	apiserverNotListening,
	[
		[
			'it listens',
			{role, listeners, components: componentsOf(component('kube-apiserver')), portTable: [{...row, status: 'ok'}]},
		],
		[
			'only part of the sockets is known',
			{
				role,
				listeners,
				components: componentsOf(component('kube-apiserver')),
				portTable: [{...row, status: 'unknown'}],
			},
		],
		['no socket at all was seen', {role, listeners: [], components: {}, portTable: [row]}, {status: 'unknown'}],
		['a worker has none', {role: roleOf('worker'), listeners, components: {}, portTable: []}, {status: 'skip'}],
		['there is no sign of it on this node', {role, listeners, components: {}, portTable: [row]}],
	],
	[
		[
			'it runs and does not listen',
			{role, listeners, uptime, components: componentsOf(component('kube-apiserver')), portTable: [row]},
			{
				severity: 'error',
				actual: 'kube-apiserver runs but does not listen on 6443',
				evidence: [{source: '/etc/kubernetes/manifests/kube-apiserver.yaml'}, {source: '/proc/100/cmdline'}],
			},
		],
		[
			'it started a minute ago',
			{
				role,
				listeners,
				uptime,
				components: componentsOf(component('kube-apiserver', {startSeconds: 940})),
				portTable: [row],
			},
			{severity: 'info'},
		],
		[
			'its log says why',
			{role, listeners, logs: [tail], components: componentsOf(component('kube-apiserver')), portTable: [row]},
			{evidence: [{source: log, line: 7}, {}, {}]},
		],
		[
			'a flag moved the port',
			{
				role,
				listeners,
				components: componentsOf(component('kube-apiserver')),
				portTable: [{...row, port: 9999, expectedAt: place('flag', 3)}],
			},
			{actual: 'kube-apiserver runs but does not listen on 9999', evidence: [{source: 'flag', line: 3}, {}, {}]},
		],
		[
			'declared and not running',
			{role, listeners, components: componentsOf(component('kube-apiserver', {runs: false})), portTable: [row]},
			{actual: 'kube-apiserver is declared but does not run: nothing listens on 6443'},
		],
	],
);
