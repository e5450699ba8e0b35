import {kubeletNotListening} from '../../../source/rules/ports/kubelet-not-listening.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {listener, place} from '../../support/node-facts.ts';
import {component, componentsOf, portRow} from '../../support/port-rows.ts';

const role = roleOf('worker');
const listeners = [listener({localPort: 22, program: 'sshd'})];
const uptime = {value: 1000, at: place('/proc/uptime')};
const row = portRow('kubelet', 10250, 'kubelet API');
const log = '/var/log/pods/x/kubelet/3.log';
const tail = {
	component: 'kubelet',
	source: log,
	namespace: 'kube-system',
	pod: 'x',
	podUid: '1',
	container: 'kubelet',
	restart: 3,
	lines: [{text: '{"level":"fatal","msg":"no"}', time: null, at: place(log, 7)}],
};

testRule(
	kubeletNotListening,
	[
		[
			'it listens',
			{role, listeners, components: componentsOf(component('kubelet')), portTable: [{...row, status: 'ok'}]},
		],
		[
			'only part of the sockets is known',
			{role, listeners, components: componentsOf(component('kubelet')), portTable: [{...row, status: 'unknown'}]},
		],
		[
			'a load balancer has none',
			{role: roleOf('load-balancer'), listeners, components: {}, portTable: []},
			{status: 'skip'},
		],
		[
			'the health port is another rule',
			{role, listeners, components: {}, portTable: [portRow('kubelet', 10248, 'kubelet health')]},
		],
	],
	[
		[
			'it runs and does not listen',
			{role, listeners, uptime, components: componentsOf(component('kubelet')), portTable: [row]},
			{
				severity: 'error',
				actual: 'kubelet runs but does not listen on 10250',
				evidence: [{source: '/etc/kubernetes/manifests/kubelet.yaml'}, {source: '/proc/100/cmdline'}],
			},
		],
		[
			'it started a minute ago',
			{role, listeners, uptime, components: componentsOf(component('kubelet', {startSeconds: 940})), portTable: [row]},
			{severity: 'info'},
		],
		[
			'its log says why',
			{role, listeners, logs: [tail], components: componentsOf(component('kubelet')), portTable: [row]},
			{evidence: [{source: log, line: 7}, {}, {}]},
		],
		[
			'a flag moved the port',
			{
				role,
				listeners,
				components: componentsOf(component('kubelet')),
				portTable: [{...row, port: 9999, expectedAt: place('flag', 3)}],
			},
			{actual: 'kubelet runs but does not listen on 9999', evidence: [{source: 'flag', line: 3}, {}, {}]},
		],
		[
			'it does not run',
			{role, listeners, components: {}, portTable: [{...row, expectedAt: place('/var/lib/kubelet/config.yaml', 3)}]},
			{actual: 'kubelet does not run: nothing listens on 10250'},
		],
	],
);
