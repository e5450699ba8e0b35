import {etcdServersUnmatched} from '../../../source/rules/etcd/etcd-servers-unmatched.ts';
import {census, sign} from '../../support/census.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {address, iface, listener} from '../../support/node-facts.ts';
import {component, componentsOf} from '../../support/port-rows.ts';

const role = roleOf('control-plane');
const interfaces = [iface({name: 'eth0', addresses: [address('192.168.56.11/24')]})];
const stores = (servers: string) => componentsOf(component('kube-apiserver', {argv: [`--etcd-servers=${servers}`]}));
const heard = [
	listener({localPort: 2379, program: 'etcd', localAddress: '127.0.0.1'}),
	listener({localPort: 2379, program: 'etcd', localAddress: '192.168.56.11'}),
];
const etcd = census({expected: [sign('etcd --initial-cluster', '192.168.56.11')]});

testRule(
	etcdServersUnmatched,
	[
		['loopback', {role, interfaces, listeners: heard, etcd, components: stores('https://127.0.0.1:2379')}],
		[
			'a wildcard matches',
			{
				role,
				interfaces,
				listeners: [listener({localPort: 2379, localAddress: '::'})],
				components: stores('https://192.168.56.11:2379'),
			},
		],
		['localhost', {role, interfaces, listeners: heard, components: stores('https://localhost:2379')}],
		[
			'other machines are not judged',
			{role, interfaces, listeners: [], components: stores('https://192.168.56.12:2379')},
		],
		[
			'a socket of kine is a path',
			{role, interfaces, listeners: [], components: stores('unix:///var/snap/microk8s/kine.sock:12379')},
		],
		['no API server', {role, interfaces, listeners: [], components: {}}, {status: 'skip'}],
	],
	[
		[
			'another port',
			{role, interfaces, listeners: heard, etcd, components: stores('https://127.0.0.1:2378')},
			{
				actual: 'kube-apiserver is told to use etcd at https://127.0.0.1:2378, where nothing listens',
				evidence: [
					{source: '/etc/kubernetes/manifests/kube-apiserver.yaml', line: 20},
					{source: 'netstat -npa', line: 3},
				],
			},
		],
		[
			'IPv6',
			{
				role,
				interfaces: [iface({name: 'eth0', addresses: [address('fd00::1/64')]})],
				listeners: heard,
				components: stores('https://[fd00::1]:2379'),
			},
		],
	],
);
