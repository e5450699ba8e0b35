import {etcdWildcardBind} from '../../../source/rules/exposure/etcd-wildcard-bind.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {listener, place} from '../../support/node-facts.ts';

const path = '/etc/kubernetes/manifests/etcd.yaml';
const role = roleOf('control-plane');
const components = {
	etcd: {
		name: 'etcd',
		processes: [],
		manifest: {path, image: null, at: place(path)},
		flagsFrom: 'manifest' as const,
		version: null,
		flags: [{name: 'listen-client-urls', value: 'https://0.0.0.0:2379', at: place(path, 23)}],
	},
};
const nodeAddress = {
	addresses: [{family: 4 as const, address: '192.168.56.13', prefix: 24, interface: 'eth0', at: place()}],
	uplink: 'eth0',
	because: 'default-route' as const,
	physical: ['eth0'],
};

testRule(
	etcdWildcardBind,
	[
		[
			"kubeadm's addresses",
			{
				role,
				components: {},
				listeners: [
					listener({localPort: 2379, program: 'etcd', localAddress: '127.0.0.1'}),
					listener({localPort: 2379, program: 'etcd', localAddress: '192.168.56.13'}),
				],
			},
		],
		['a proxy in front of it', {role, components: {}, listeners: [listener({localPort: 2379, program: 'haproxy'})]}],
	],
	[
		[
			'clients',
			{role, components, nodeAddress, listeners: [listener({localPort: 2379, program: 'etcd', localAddress: '::'})]},
			{
				severity: 'warning',
				actual: 'etcd listens on every address (:::2379)',
				evidence: [{source: 'netstat -npa'}, {source: path, line: 23}],
				fix: {
					commands: [
						`sed -i 's#--listen-client-urls=.*#--listen-client-urls=https://127.0.0.1:2379,https://192.168.56.13:2379#' ${path}`,
					],
				},
			},
		],
		[
			'peers',
			{role, components: {}, listeners: [listener({localPort: 2380, program: 'etcd', localAddress: '0.0.0.0'})]},
			{expected: 'the address of the node'},
		],
		[
			'MicroK8s does so on purpose',
			{
				role: roleOf('etcd', {distribution: 'microk8s'}),
				components: {},
				listeners: [listener({localPort: 2379, program: 'etcd'})],
			},
			{severity: 'info'},
		],
	],
);
