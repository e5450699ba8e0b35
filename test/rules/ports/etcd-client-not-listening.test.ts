import {etcdClientNotListening} from '../../../source/rules/ports/etcd-client-not-listening.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {listener, place} from '../../support/node-facts.ts';
import {component, componentsOf, portRow} from '../../support/port-rows.ts';

const role = roleOf('control-plane');
const listeners = [listener({localPort: 22, program: 'sshd'})];
const uptime = {value: 1000, at: place('/proc/uptime')};
const row = portRow('etcd', 2379, 'etcd clients');
const log = '/var/log/pods/x/etcd/3.log';
const tail = {
	component: 'etcd',
	source: log,
	namespace: 'kube-system',
	pod: 'x',
	podUid: '1',
	container: 'etcd',
	restart: 3,
	lines: [{text: '{"level":"fatal","msg":"no"}', time: null, at: place(log, 7)}],
};

testRule(
	etcdClientNotListening,
	[
		['it listens', {role, listeners, components: componentsOf(component('etcd')), portTable: [{...row, status: 'ok'}]}],
		[
			'only part of the sockets is known',
			{role, listeners, components: componentsOf(component('etcd')), portTable: [{...row, status: 'unknown'}]},
		],
		['etcd is elsewhere', {role, listeners, components: {}, portTable: []}, {status: 'skip'}],
	],
	[
		[
			'it runs and does not listen',
			{role, listeners, uptime, components: componentsOf(component('etcd')), portTable: [row]},
			{
				severity: 'error',
				actual: 'etcd runs but does not listen on 2379',
				evidence: [{source: '/etc/kubernetes/manifests/etcd.yaml'}, {source: '/proc/100/cmdline'}],
			},
		],
		[
			'it started a minute ago',
			{role, listeners, uptime, components: componentsOf(component('etcd', {startSeconds: 940})), portTable: [row]},
			{severity: 'info'},
		],
		[
			'its log says why',
			{role, listeners, logs: [tail], components: componentsOf(component('etcd')), portTable: [row]},
			{evidence: [{source: log, line: 7}, {}, {}]},
		],
		[
			'a flag moved the port',
			{
				role,
				listeners,
				components: componentsOf(component('etcd')),
				portTable: [{...row, port: 9999, expectedAt: place('flag', 3)}],
			},
			{actual: 'etcd runs but does not listen on 9999', evidence: [{source: 'flag', line: 3}, {}, {}]},
		],
		[
			'declared and not running',
			{role, listeners, components: componentsOf(component('etcd', {runs: false})), portTable: [row]},
			{actual: 'etcd is declared but does not run: nothing listens on 2379'},
		],
	],
);
