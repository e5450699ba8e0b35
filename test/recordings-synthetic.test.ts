import {readdirSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {fixtures} from './support/part.ts';
import {type Changes, judgeSyntheticNode} from './support/synthetic-node.ts';

/** What kdiag must see on each made-up node. */
const nodes: Readonly<Record<string, object>> = {
	'ipvs-worker': {
		role: {name: 'worker', distribution: 'kubeadm'},
		proxy: {mode: 'ipvs', confidence: 'high', proxy: {name: 'kube-proxy'}},
		cni: {product: 'flannel', daemon: {running: true}},
		services: [
			{clusterIp: '10.96.0.1', port: 443, mode: 'ipvs', endpoints: [{address: '192.168.60.10', port: 6443}]},
			{clusterIp: '10.96.0.10', port: 53, mode: 'ipvs', endpoints: [{address: '10.244.1.5'}, {address: '10.244.1.6'}]},
		],
	},
	'calico-worker': {
		role: {name: 'worker', distribution: 'kubeadm'},
		proxy: {mode: 'iptables', confidence: 'high'},
		cni: {product: 'calico', overlay: {name: 'tunl0', kind: 'ipip'}, daemon: {running: true}, leftovers: []},
		services: [{name: 'default/kubernetes:https'}, {name: 'kube-system/kube-dns:dns', endpoints: [{}, {}]}],
	},
	'cilium-worker': {
		role: {name: 'worker', distribution: 'kubeadm'},
		proxy: {mode: 'replaced', confidence: 'high', replacement: 'cilium', dataPlanes: []},
		cni: {product: 'cilium', daemon: {running: true}, leftovers: []},
	},
	'k3s-server': {
		role: {name: 'control-plane', distribution: 'k3s', version: {value: '1.32.4+k3s1'}},
		proxy: {mode: 'iptables', proxy: {name: 'k3s'}},
		cni: {product: 'flannel', combination: expect.stringContaining('K3s'), leftovers: []},
		services: [{clusterIp: '10.43.0.1'}, {clusterIp: '10.43.0.10'}],
	},
	'rke2-server': {
		role: {name: 'control-plane', distribution: 'rke2', roles: ['control-plane', 'etcd']},
		proxy: {mode: 'iptables', proxy: {name: 'kube-proxy'}},
		cni: {product: 'canal', leftovers: []},
		services: [{clusterIp: '10.43.0.1'}, {clusterIp: '10.43.0.10'}],
	},
	microk8s: {
		role: {name: 'control-plane', distribution: 'microk8s'},
		proxy: {mode: 'iptables', proxy: {name: 'kubelite'}},
		cni: {product: 'calico', directory: '/var/snap/microk8s/current/args/cni-network', leftovers: []},
		services: [{clusterIp: '10.152.183.1'}, {clusterIp: '10.152.183.10'}],
	},
	'eks-worker': {
		role: {name: 'worker', distribution: 'eks', managed: true},
		proxy: {mode: 'iptables', proxy: {name: 'kube-proxy'}},
		kubeProxyConfig: {mode: {value: 'iptables', from: 'file'}, metricsBindAddress: {value: '127.0.0.1:10249'}},
		cni: {product: 'aws', daemon: {running: true}},
		services: [{clusterIp: '10.100.0.1'}, {clusterIp: '10.100.0.10'}],
	},
	'systemd-dmi': {
		role: {name: 'worker', distribution: 'kubeadm'},
		supervisor: {kind: 'systemd'},
		productUuid: {value: '4c4c4544-0042-3510-8052-b4c04f4d3432'},
		machine: {vendor: 'Dell Inc.', product: 'PowerEdge R650'},
		units: expect.arrayContaining([expect.objectContaining({name: 'kubelet.service', activeState: 'active'})]),
		logs: expect.arrayContaining([
			expect.objectContaining({component: 'kubelet', source: expect.stringContaining('journalctl')}),
		]),
		proxy: {mode: 'iptables'},
		cni: {product: 'flannel'},
	},
	'weave-worker': {
		role: {name: 'worker', distribution: 'kubeadm'},
		proxy: {mode: 'iptables'},
		cni: {product: 'weave', bridge: {name: 'weave'}, daemon: {running: true}, leftovers: []},
		services: [{clusterIp: '10.96.0.1'}, {clusterIp: '10.96.0.10'}],
	},
};

test('every made-up node is tested', () => {
	const folders = readdirSync(path.join(fixtures, 'nodes')).filter((name) => name.startsWith('synthetic--'));
	expect(folders.map((name) => name.slice('synthetic--'.length)).sort()).toEqual(Object.keys(nodes).sort());
});

test.each(Object.entries(nodes))('%s is understood and healthy', async (name, expected) => {
	const {known, findings} = await judgeSyntheticNode(name);
	expect(known).toMatchObject(expected);
	const loud = findings.filter((finding) => finding.status === 'fail' && finding.severity !== 'info');
	expect(loud.map((finding) => `${finding.rule}: ${finding.actual}`)).toEqual([]);
	// Silence counts only where something was judged.
	expect(findings.filter((finding) => finding.status === 'pass').length).toBeGreaterThan(50);
});

const links = 'commands/ip_-d_addr';
const routes = 'commands/ip_route_show_table_all';

/** A link as `ip -d addr` shows it. */
const link = (name: string, kind: string, address: string): string =>
	`90: ${name}: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default\n` +
	`    link/ether 52:54:00:bb:00:01 brd ff:ff:ff:ff:ff:ff promiscuity 0\n    ${kind} numtxqueues 1\n` +
	`    inet ${address} scope global ${name}\n       valid_lft forever preferred_lft forever\n`;

/** A process that the node has besides. */
const runs = (pid: number, ...argv: readonly string[]): Changes => ({
	[`files/proc/${pid}/cmdline`]: () => argv.map((word) => `${word}\0`).join(''),
	[`files/proc/${pid}/comm`]: () => `${argv[0]?.split('/').at(-1)}\n`,
	[`files/proc/${pid}/ns/net.link`]: () => 'net:[4026531840]\n',
});

/** What is wrong, on which node, by which changes, and the rule that must say so. */
const faults: readonly (readonly [what: string, node: string, rule: string, changes: Changes])[] = [
	[
		'kube-ipvs0 took the address of the API server',
		'ipvs-worker',
		'ipvs0-claims-host-address',
		{
			[links]: (text) =>
				text.replace(/ {4}inet 10\.96\.0\.10\/32.*\n.*\n/, (own) => own + own.replace('10.96.0.10', '192.168.60.10')),
		},
	],
	[
		'the kernel has no IPVS',
		'ipvs-worker',
		'ipvs-modules-missing',
		{
			[links]: (text) => text.slice(0, text.indexOf('7: kube-ipvs0')),
			'files/proc/modules': (text) => text.replace(/^ip_vs.*\n/gm, ''),
			'files/proc/net/ip_vs': (text) => text.split('\n').slice(0, 3).join('\n'),
		},
	],
	[
		'interfaces and rules of IPVS mode stayed after the change to iptables',
		'systemd-dmi',
		'stale-proxy-rules',
		{[links]: (text) => text + link('kube-ipvs0', 'dummy', '10.96.0.10/32')},
	],
	[
		'Weave stayed after the change to Cilium',
		'cilium-worker',
		'leftover-cni',
		{
			[links]: (text) => text + link('weave', 'bridge', '10.32.0.1/12'),
			'commands/iptables-save': (text) =>
				text
					.replace('*filter\n', '*filter\n:WEAVE-NPC - [0:0]\n')
					.replace(/COMMIT\n/, '-A FORWARD -o weave -j WEAVE-NPC\n-A FORWARD -o weave -j DROP\nCOMMIT\n'),
		},
	],
	[
		'kube-proxy runs beside Cilium',
		'cilium-worker',
		'two-service-proxies',
		runs(1500, '/usr/local/bin/kube-proxy', '--config=/var/lib/kube-proxy/config.conf'),
	],
	[
		'the office has addresses of Weave',
		'weave-worker',
		'weave-range-overlap',
		{[routes]: (text) => `10.44.0.0/16 dev ens3 proto static scope link\n${text}`},
	],
	[
		'MicroK8s was installed on a node of kubeadm',
		'systemd-dmi',
		'distribution-mismatch',
		runs(3000, '/snap/microk8s/8100/kubelite', '--start-control-plane=true'),
	],
	[
		'the agent of Calico is gone',
		'calico-worker',
		'cni-daemon-not-running',
		{
			'files/proc/1610/cmdline': () => 'sleep\0infinity\0',
			'files/proc/1610/comm': () => 'sleep\n',
			'files/proc/1611/cmdline': () => 'sleep\0infinity\0',
			'files/proc/1611/comm': () => 'sleep\n',
		},
	],
	[
		'a node of Calico does not forward',
		'calico-worker',
		'ip-forward-off',
		{'files/proc/sys/net/ipv4/ip_forward': () => '0\n'},
	],
	[
		'kubelet of an EKS node asks another DNS',
		'eks-worker',
		'cluster-dns-outside-service-cidr',
		{'files/etc/kubernetes/kubelet/config.json': (text) => text.replace('10.100.0.10', '172.20.0.10')},
	],
];

test.each(faults)('%s', async (_, node, rule, changes) => {
	const {findings} = await judgeSyntheticNode(node, changes);
	expect(
		findings
			.filter((finding) => finding.status === 'fail' && finding.severity !== 'info')
			.map((finding) => finding.rule),
	).toContain(rule);
});
