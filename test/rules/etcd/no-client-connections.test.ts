import {noClientConnections} from '../../../source/rules/etcd/no-client-connections.ts';
import {census, sign} from '../../support/census.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {connection, listener, place} from '../../support/node-facts.ts';
import {component, componentsOf} from '../../support/port-rows.ts';

const node = {
	role: roleOf('control-plane'),
	connections: [connection({})],
	listeners: [listener({localPort: 2379, program: 'etcd'})],
	components: componentsOf(component('etcd'), component('kube-apiserver')),
	uptime: {value: 1000, at: place('/proc/uptime')},
};
const signs = [sign('etcd --initial-cluster', '10.0.0.1')];

testRule(
	noClientConnections,
	[
		['clients', {...node, etcd: census({clients: ['127.0.0.1'], expected: signs})}],
		['it does not listen: another rule says so', {...node, listeners: [], etcd: census({})}],
		['no etcd', {...node, components: {}, etcd: census({here: false})}, {status: 'skip'}],
	],
	[
		[
			'nobody is connected',
			{...node, etcd: census({})},
			{severity: 'error', actual: 'etcd listens and nobody is connected'},
		],
		[
			'it has only just started',
			{
				...node,
				components: componentsOf(component('etcd', {startSeconds: 950}), component('kube-apiserver')),
				etcd: census({}),
			},
			{severity: 'info'},
		],
		[
			'a member of a cluster of its own',
			{...node, components: componentsOf(component('etcd')), etcd: census({})},
			{severity: 'warning'},
		],
	],
);
