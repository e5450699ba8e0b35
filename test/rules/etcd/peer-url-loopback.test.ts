import {peerUrlLoopback} from '../../../source/rules/etcd/peer-url-loopback.ts';
import {census, sign} from '../../support/census.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {component, componentsOf} from '../../support/port-rows.ts';

const role = roleOf('control-plane');
const etcd = (...argv: readonly string[]) => componentsOf(component('etcd', {argv}));
const attempts = [sign('attempts to connect to the peer port', '10.0.0.2')];

testRule(
	peerUrlLoopback,
	[
		[
			'the address of the node',
			{role, components: etcd('--listen-peer-urls=https://10.0.0.1:2380'), etcd: census({expected: attempts})},
		],
		['a single node may', {role, components: etcd('--listen-peer-urls=http://localhost:2380'), etcd: census({})}],
		['no etcd', {role, components: {}, etcd: census({here: false})}, {status: 'skip'}],
	],
	[
		[
			'localhost',
			{
				role,
				components: etcd('--initial-advertise-peer-urls=http://localhost:2380'),
				etcd: census({expected: attempts}),
			},
			{evidence: [{source: '/etc/kubernetes/manifests/etcd.yaml', line: 20}]},
		],
		[
			'IPv6 loopback',
			{role, components: etcd('--listen-peer-urls=https://[::1]:2380'), etcd: census({peers: ['10.0.0.2']})},
			{actual: 'etcd is one of several and --listen-peer-urls is https://[::1]:2380'},
		],
	],
);
