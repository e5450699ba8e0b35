import {vipLeftBehind} from '../../../source/rules/routes/vip-left-behind.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {address, iface, place, process} from '../../support/node-facts.ts';
import {nodeAt} from '../../support/plan.ts';
import {kubeletKubeconfig} from '../../support/routing.ts';

const eth0 = (...more: Parameters<typeof address>[]) =>
	iface({name: 'eth0', addresses: [address('192.168.56.11/24'), ...more.map((each) => address(...each))]});
const node = (server: string, interfaces: ReturnType<typeof iface>[], ...argv: readonly string[]) => ({
	role: roleOf('control-plane'),
	kubeconfigs: [kubeletKubeconfig(server)],
	interfaces,
	processes: argv.map((program) => process({argv: [program]})),
	nodeAddress: nodeAt('192.168.56.11/24'),
});
const vip = 'https://192.168.56.100:6443';

testRule(
	vipLeftBehind,
	[
		['keepalived moves it', node(vip, [eth0(['192.168.56.100/32'])], '/usr/sbin/keepalived')],
		['kube-vip moves it', node(vip, [eth0(['192.168.56.100/32'])], '/kube-vip')],
		['it is on another node', node(vip, [eth0()])],
		['the endpoint is the own address', node('https://192.168.56.11:6443', [eth0()])],
		['a proxy on loopback', node('https://127.0.0.1:8443', [iface({name: 'lo', addresses: [address('127.0.0.1/8')]})])],
		['a second card', node(vip, [eth0(), iface({name: 'eth1', addresses: [address('192.168.56.100/24')]})])],
		[
			'behind a load balancer that hands packets on',
			node(vip, [eth0(), iface({name: 'lo', addresses: [address('192.168.56.100/32')]})]),
		],
	],
	[
		[
			'nothing moves it',
			node(vip, [eth0(['192.168.56.100/32', {at: place('ip -d addr', 12)}])], '/usr/bin/kubelet'),
			{
				severity: 'info',
				actual: 'eth0 has the virtual address 192.168.56.100 of the API server, and no program moves it',
				evidence: [
					{source: 'ip -d addr', line: 12},
					{source: '/etc/kubernetes/kubelet.conf', line: 5},
				],
			},
		],
		[
			'by name',
			{
				...node('https://k8s.lab.example:6443', [eth0(['192.168.56.100/24', {flags: ['secondary']}])]),
				hostsFile: [{address: '192.168.56.100', names: ['k8s.lab.example'], at: place('/etc/hosts', 3)}],
			},
			{evidence: [{}, {source: '/etc/hosts', line: 3}]},
		],
	],
);
