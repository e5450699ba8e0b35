import {schedulerOrKcmNotListening} from '../../../source/rules/ports/scheduler-or-kcm-not-listening.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {listener, place} from '../../support/node-facts.ts';
import {component, componentsOf, portRow} from '../../support/port-rows.ts';

const role = roleOf('control-plane');
const listeners = [listener({localPort: 22, program: 'sshd'})];
const uptime = {value: 1000, at: place('/proc/uptime')};
const row = portRow('kube-scheduler', 10259, 'scheduler');
const log = '/var/log/pods/x/kube-scheduler/3.log';
const tail = {
	component: 'kube-scheduler',
	source: log,
	namespace: 'kube-system',
	pod: 'x',
	podUid: '1',
	container: 'kube-scheduler',
	restart: 3,
	lines: [{text: '{"level":"fatal","msg":"no"}', time: null, at: place(log, 7)}],
};

testRule(
	schedulerOrKcmNotListening,
	[
		[
			'it listens',
			{role, listeners, components: componentsOf(component('kube-scheduler')), portTable: [{...row, status: 'ok'}]},
		],
		[
			'only part of the sockets is known',
			{
				role,
				listeners,
				components: componentsOf(component('kube-scheduler')),
				portTable: [{...row, status: 'unknown'}],
			},
		],
		['its manifest is gone: that is another rule', {role, listeners, components: {}, portTable: [row]}],
	],
	[
		[
			'it runs and does not listen',
			{role, listeners, uptime, components: componentsOf(component('kube-scheduler')), portTable: [row]},
			{
				severity: 'error',
				actual: 'kube-scheduler runs but does not listen on 10259',
				evidence: [{source: '/etc/kubernetes/manifests/kube-scheduler.yaml'}, {source: '/proc/100/cmdline'}],
			},
		],
		[
			'it started a minute ago',
			{
				role,
				listeners,
				uptime,
				components: componentsOf(component('kube-scheduler', {startSeconds: 940})),
				portTable: [row],
			},
			{severity: 'info'},
		],
		[
			'its log says why',
			{role, listeners, logs: [tail], components: componentsOf(component('kube-scheduler')), portTable: [row]},
			{evidence: [{source: log, line: 7}, {}, {}]},
		],
		[
			'a flag moved the port',
			{
				role,
				listeners,
				components: componentsOf(component('kube-scheduler')),
				portTable: [{...row, port: 9999, expectedAt: place('flag', 3)}],
			},
			{actual: 'kube-scheduler runs but does not listen on 9999', evidence: [{source: 'flag', line: 3}, {}, {}]},
		],
		[
			'declared and not running',
			{role, listeners, components: componentsOf(component('kube-scheduler', {runs: false})), portTable: [row]},
			{actual: 'kube-scheduler is declared but does not run: nothing listens on 10259'},
		],
	],
);
