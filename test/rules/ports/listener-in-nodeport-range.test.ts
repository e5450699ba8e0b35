import {listenerInNodeportRange} from '../../../source/rules/ports/listener-in-nodeport-range.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {listener} from '../../support/node-facts.ts';
import {component, componentsOf} from '../../support/port-rows.ts';

const role = roleOf('worker');

testRule(
	listenerInNodeportRange,
	[
		[
			'outside the range',
			{
				role,
				components: {},
				listeners: [listener({localPort: 29999, program: 'python3'}), listener({localPort: 32768, program: 'python3'})],
			},
		],
		[
			'a health check of kube-proxy',
			{role, components: {}, listeners: [listener({localPort: 32100, program: 'kube-proxy', localAddress: '::'})]},
		],
		[
			'the UDP socket of a client',
			{
				role,
				components: {},
				listeners: [listener({localPort: 31000, protocol: 'udp', localAddress: '10.0.0.1', program: 'dhclient'})],
			},
		],
		['an unknown owner', {role, components: {}, listeners: [listener({localPort: 31000})]}],
		[
			'the range was moved',
			{
				role: roleOf('control-plane'),
				components: componentsOf(component('kube-apiserver', {argv: ['--service-node-port-range=40000-41000']})),
				listeners: [listener({localPort: 31000, program: 'python3'})],
			},
		],
	],
	[
		[
			'a program',
			{role, components: {}, listeners: [listener({localPort: 30080, program: 'python3', pid: 5})]},
			{
				severity: 'warning',
				actual: 'python3 listens on 30080, inside the NodePort range',
				fix: {text: 'Move python3 (PID 5) to a port outside 30000-32767.'},
			},
		],
		[
			'a service has the port already',
			{
				role,
				components: {},
				listeners: [listener({localPort: 30080, program: 'python3'})],
				services: [
					{
						name: 'default/web:http',
						protocol: 'tcp',
						clusterIp: '10.96.1.1',
						port: 80,
						nodePort: 30080,
						mode: 'iptables',
						endpoints: [],
						refused: [],
						steps: [],
					},
				],
			},
			{actual: 'python3 listens on 30080, whose traffic goes to the service default/web:http'},
		],
		[
			'on loopback it is a note',
			{role, components: {}, listeners: [listener({localPort: 30080, program: 'python3', localAddress: '127.0.0.1'})]},
			{severity: 'info'},
		],
	],
);
