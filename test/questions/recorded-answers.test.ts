import {beforeAll, describe, expect, test} from 'vitest';
import {assembleReport} from '../../source/analyzer/analyze.ts';
import {wholeCatalogue} from '../../source/commands/catalogue.ts';
import type {NodeAnswer} from '../../source/model/report.ts';
import {questions} from '../../source/questions/index.ts';
import {recordedSnapshot} from '../support/recorded-snapshot.ts';

/** An answer: its bare values in their order, and what its sentence has to say. */
type Expected = readonly [values: readonly string[], says: RegExp];
type Sheet = {readonly [number: number]: Expected};

/** Every answer here was looked up by hand in the recorded files of the node. */
const services = [
	'default/kubernetes:https',
	'default/lb:http',
	'default/nothing:http',
	'default/web-local:http',
	'default/web-nodeport:http',
	'default/web:http',
	'kube-system/kube-dns:dns',
	'kube-system/kube-dns:dns-tcp',
	'kube-system/kube-dns:metrics',
];

const base = ['bandwidth', 'bridge', 'dhcp', 'firewall', 'host-device', 'host-local', 'ipvlan', 'loopback'].concat([
	...['macvlan', 'portmap', 'ptp', 'sbr', 'static', 'tuning', 'vlan', 'vrf'],
]);

const withFlannel = [...base.slice(0, 4), 'flannel', ...base.slice(4)];

const anyNode: Sheet = {
	5: [['192.168.56.1', 'eth0'], /^8\.8\.8\.8 is reached through eth0 by the gateway 192\.168\.56\.1/],
	18: [['iptables'], /^kube-proxy runs in iptables mode/],
	20: [['10.96.0.10'], /cluster DNS 10\.96\.0\.10\.$/],
	21: [['/var/lib/kubelet/config.yaml'], /^kubelet is configured by/],
	22: [['/etc/kubernetes/manifests'], /static pods in/],
	32: [['1'], /^IP forwarding is on \(net\.ipv4\.ip_forward = 1\), for IPv6 on/],
	35: [[], /^No swap is on\.$/],
	37: [['192.168.56.1', '10.96.0.10'], /^The node uses 192\.168\.56\.1; pods use the cluster DNS 10\.96\.0\.10/],
	38: [['30080', '31080', '32080'], /30080 \(default\/web-nodeport:http, 3 endpoints\).*every address of this node\.$/],
	40: [[], /^Nothing enforces NetworkPolicy here: flannel has none/],
};

const flannel: Sheet = {
	10: [['flannel', '10-flannel.conflist', 'cbr0', 'portmap', 'flanneld'], /^flannel is in use: .* flanneld runs\.$/],
	11: [withFlannel, /^\/opt\/cni\/bin holds bandwidth/],
	12: [['flannel'], /^flannel \(\/opt\/cni\/bin\/flannel\) is called first, which calls bridge and host-local\.$/],
	15: [['10.244.0.0/16'], /^Pods of the cluster/],
	24: [[], /^Weave is not in use: the pod network is flannel\.$/],
};

const etcdFiles = ['server.crt', 'server.key', 'ca.crt', 'peer.crt', 'peer.key'].map(
	(file) => `/etc/kubernetes/pki/etcd/${file}`,
);

const controlPlaneOwners = [
	...['2379/tcp etcd', '2380/tcp etcd', '2381/tcp etcd', '6443/tcp kube-apiserver', '8472/udp', '10248/tcp kubelet'],
	...['10249/tcp kube-proxy', '10250/tcp kubelet', '10256/tcp kube-proxy', '10257/tcp kube-controller-manager'],
	...['10259/tcp kube-scheduler', '42681/tcp containerd'],
];

const controlPlane: Sheet = {
	...anyNode,
	...flannel,
	1: [['eth0', '192.168.56.11', 'UP'], /kubelet's --node-ip/],
	2: [['52:54:00:38:00:0b'], /^eth0 has/],
	3: [[], /^There is no bridge: flannel makes its own with the first pod\.$/],
	4: [['192.168.56.1', 'eth0'], /^The default gateway is 192\.168\.56\.1 through eth0\.$/],
	5: [['192.168.56.1', 'eth0', '192.168.56.11'], /source address 192\.168\.56\.11\.$/],
	6: [['10259'], /^kube-scheduler listens on port 10259 of 127\.0\.0\.1\.$/],
	7: [['10257', '6443', '10250', '10248', '10256', '10249'], /kube-apiserver listens on 6443/],
	8: [
		['2379', '2380', '2381'],
		/2379 \(clients, on 127\.0\.0\.1 and 192\.168\.56\.11\), 2380 \(peers, on 192\.168\.56\.11\)/,
	],
	9: [['2379', '62', '13'], /^2379 has more client connections: 62 are established/],
	13: [['unix:///run/containerd/containerd.sock'], /by \/var\/lib\/kubelet\/config\.yaml\.$/],
	14: [['10.244.0.0/24'], /FLANNEL_SUBNET/],
	16: [['24'], /^Each node gets a pod CIDR of \/24 \(the default\)\.$/],
	17: [['10.96.0.0/12'], /\(kube-apiserver --service-cluster-ip-range\)/],
	19: [services, /KUBE-SERVICES -> KUBE-SVC-\w+ -> KUBE-SEP-\w+ -> 10\.244\.4\.10:8080/],
	23: [
		['etcd.yaml', 'kube-apiserver.yaml', 'kube-controller-manager.yaml', 'kube-scheduler.yaml'],
		/^\/etc\/kubernetes\/manifests holds .* and kube-scheduler\.yaml\.$/,
	],
	25: [['10.244.0.1'], /by FLANNEL_SUBNET/],
	26: [['v1.34.4'], /^kube-apiserver is v1\.34\.4\.$/],
	27: [['/etc/kubernetes/kubelet.conf', 'https://192.168.56.11:6443'], /^kubelet uses/],
	28: [
		['192.168.56.10:6443'],
		/^Yes: .*which is no API server; those are 192\.168\.56\.11, 192\.168\.56\.12 and 192\.168\.56\.13\.$/,
	],
	29: [['https://127.0.0.1:2379'], /stacked/],
	30: [['192.168.56.11', '192.168.56.12', '192.168.56.13'], /connected to 2 peers/],
	31: [['/var/lib/etcd', ...etcdFiles], /--data-dir \/var\/lib\/etcd/],
	33: [['552', '262144'], /^552 of 262144 connections are tracked \(0\.2 %\)\.$/],
	34: [controlPlaneOwners, /8472\/udp of the kernel \(VXLAN of flannel\.1\)/],
	36: [['cp1', '02bceef3c1dcfcebcfa281610b1d26c5'], /product UUID not known/],
	39: [[], /^No pod address is local.*10\.244\.5\.0\/24 \(flannel\.1\)\.$/],
};

const onlyControlPlane: Expected = [[], /^This worker shows no .*: ask on a control-plane node\.$/];

const worker: Sheet = {
	...anyNode,
	...flannel,
	1: [['eth0', '192.168.56.21', 'UP'], /default route/],
	2: [['52:54:00:38:00:15'], /^eth0 has/],
	3: [['cni0', 'UP', '10.244.4.1/24', '1450', '3'], /^cni0 is a bridge of the pod network/],
	4: [['192.168.56.1', 'eth0'], /192\.168\.56\.1/],
	5: [['192.168.56.1', 'eth0', '192.168.56.21'], /source address 192\.168\.56\.21/],
	6: onlyControlPlane,
	7: [
		['10250', '10248', '10256', '10249'],
		/^kubelet listens on 10250 and 10248; kube-proxy listens on 10256 and 10249\.$/,
	],
	8: onlyControlPlane,
	9: onlyControlPlane,
	13: [['unix:///var/run/containerd/containerd.sock'], /config\.yaml/],
	14: [['10.244.4.0/24'], /FLANNEL_SUBNET/],
	16: [['24'], /^Inferred from this node's own 10\.244\.4\.0\/24: \/24/],
	17: [['10.96.0.0/12'], /inferred from iptables KUBE-SERVICES/],
	19: [services, /KUBE-SVC-/],
	23: [[], /^There are no static pods: \/etc\/kubernetes\/manifests is empty\.$/],
	25: [['10.244.4.1'], /the address of cni0/],
	26: [['v1.34.4'], /^kubelet is v1\.34\.4\.$/],
	27: [['/etc/kubernetes/kubelet.conf', 'https://192.168.56.10:6443'], /^kubelet uses/],
	28: [['192.168.56.10:6443'], /^Yes: /],
	29: onlyControlPlane,
	30: onlyControlPlane,
	31: onlyControlPlane,
	33: [['91', '262144'], /under 0\.1 %/],
	34: [
		[
			'8472/udp',
			'10248/tcp kubelet',
			'10249/tcp kube-proxy',
			'10250/tcp kubelet',
			'10256/tcp kube-proxy',
			'34925/tcp containerd',
		],
		/34925\/tcp containerd/,
	],
	36: [['w1', '2d8cad21662bf5c19aed646d2741e5a2'], /^Hostname w1/],
	39: [['10.244.4.0/24'], /^Local are 10\.244\.4\.0\/24 \(cni0\); on other nodes are 10\.244\.0\.0\/24 \(flannel\.1\)/],
};

const noNode: Expected = [[], /^This load balancer shows no /];

const loadBalancer: Sheet = {
	...Object.fromEntries(Array.from({length: 40}, (_, index) => [index + 1, noNode])),
	1: [['eth0', '192.168.56.10', 'UP'], /^eth0 carries/],
	2: [['52:54:00:38:00:0a'], /^eth0 has/],
	3: [[], /^There is no bridge\.$/],
	4: [['192.168.56.1', 'eth0'], /^The default gateway is 192\.168\.56\.1 through eth0\.$/],
	5: [['192.168.56.1', 'eth0', '192.168.56.10'], /^8\.8\.8\.8 is reached/],
	10: [[], /^No CNI plugin is in use: \/etc\/cni\/net\.d does not exist\.$/],
	11: [[], /^No CNI binaries are installed: \/opt\/cni\/bin does not exist\.$/],
	18: [[], /^No kube-proxy runs here/],
	19: [[], /^No service has iptables rules\.$/],
	23: [[], /^There are no static pods/],
	24: [[], /^Weave is not in use: no weaver runs\.$/],
	28: [
		['192.168.56.10:6443'],
		/^Yes: this machine is its load balancer; haproxy listens on 192\.168\.56\.10:6443, and is connected to 192\.168\.56\.11 and 192\.168\.56\.13\.$/,
	],
	32: [['1'], /on/],
	33: [['0', '262144'], /\(0 %\)/],
	34: [['6443/tcp haproxy'], /6443\/tcp haproxy/],
	35: [[], /^No swap is on\.$/],
	36: [['lb1', 'a0dd93c856d9d0fc5c9808f6b8dd07e1'], /^Hostname lb1/],
	37: [['192.168.56.1'], /^The node uses 192\.168\.56\.1\.$/],
	38: [[], /^No service has a node port/],
};

const nodes: readonly (readonly [name: string, sheet: Sheet])[] = [
	['healthy-cp1', controlPlane],
	['healthy-w1', worker],
	['healthy-lb1', loadBalancer],
	[
		'healthy-nftables-cp1',
		{
			...controlPlane,
			18: [['nftables'], /^kube-proxy runs in nftables mode/],
			19: [[], /^No service has iptables rules: they are in the nft tables `kube-proxy`/],
			33: [['445', '262144'], /^445 of 262144/],
			38: [['30080', '31080', '32080'], /node ports answer on 192\.168\.56\.11 only\.$/],
		},
	],
	[
		'healthy-dual-w1',
		{
			...worker,
			1: [['eth0', '192.168.56.21', 'fd00:56::21', 'UP'], /--node-ip/],
			3: [['cni0', 'UP', '10.244.1.1/24', 'fd00:244:0:1::1/64', '1450', '5'], /5 ports/],
			4: [['192.168.56.1', 'eth0', 'fd00:56::1'], /eth0; for IPv6 fd00:56::1 through eth0 \(metric 1024\)\.$/],
			14: [['10.244.1.0/24', 'fd00:244:0:1::/64'], /FLANNEL_SUBNET/],
			15: [['10.244.0.0/16', 'fd00:244::/56'], /clusterCIDR/],
			16: [['24', '64'], /: \/24 and \/64;/],
			25: [['10.244.1.1', 'fd00:244:0:1::1'], /the address of cni0/],
			27: [['/etc/kubernetes/kubelet.conf', 'https://192.168.56.11:6443'], /^kubelet uses/],
			28: [[], /^No: \/etc\/kubernetes\/kubelet\.conf leads to 192\.168\.56\.11:6443, an API server itself\.$/],
			33: [['13', '262144'], /^13 of/],
			34: [
				[
					'8472/udp',
					'10248/tcp kubelet',
					'10249/tcp kube-proxy',
					'10250/tcp kubelet',
					'10256/tcp kube-proxy',
					'40269/tcp containerd',
				],
				/kubelet/,
			],
			36: [['w1', '9235e9f6f4e8cec035dc922dae79555e'], /w1/],
			39: [
				['10.244.1.0/24', 'fd00:244:0:1::/64'],
				/on other nodes are 10\.244\.0\.0\/24 \(flannel\.1\) and fd00:244::\/64 \(flannel-v6\.1\)\.$/,
			],
		},
	],
	[
		'healthy-bridge-w1',
		{
			...worker,
			3: [['cnio0', 'UP', '10.244.1.1/24', '1500', '5'], /^cnio0 is a bridge of the pod network/],
			10: [
				['bridge', '10-bridge.conflist', 'portmap'],
				/^bridge is in use: 10-bridge\.conflist comes first, network bridge/,
			],
			11: [base, /bandwidth/],
			12: [['bridge', 'host-local'], /which calls host-local\.$/],
			14: [['10.244.1.0/24'], /10-bridge\.conflist/],
			16: [['24'], /^Inferred/],
			24: [[], /^Weave is not in use: the pod network is bridge\.$/],
			25: [['10.244.1.1'], /the address of cnio0/],
			27: [['/etc/kubernetes/kubelet.conf', 'https://192.168.56.11:6443'], /^kubelet uses/],
			28: [[], /^No: /],
			33: [['12', '262144'], /^12 of/],
			34: [
				[
					'10248/tcp kubelet',
					'10249/tcp kube-proxy',
					'10250/tcp kubelet',
					'10256/tcp kube-proxy',
					'39461/tcp containerd',
				],
				/kubelet/,
			],
			36: [['w1', '6e890d8793f3c71252bd9294bccde46a'], /w1/],
			39: [
				['10.244.1.0/24'],
				/^Local are 10\.244\.1\.0\/24 \(cnio0\); on other nodes are 10\.244\.0\.0\/24 \(eth0\)\.$/,
			],
			40: [[], /^Nothing enforces NetworkPolicy here: bridge has none/],
		},
	],
];

describe.each(nodes)('%s', (name, sheet) => {
	let answers: readonly NodeAnswer[] = [];

	beforeAll(async () => {
		const node = await recordedSnapshot(`nodes/${name}.kdiag.json.gz`);
		answers = assembleReport([node], {...wholeCatalogue, rules: []}, 'test').answers;
	});

	test.each(questions.map(({number, id}) => [number, id] as const))('answers %i %s', (number) => {
		const [values, says] = sheet[number] ?? [[], /^$/];
		const answer = answers.find((one) => one.number === number);
		expect(answer?.values).toEqual(values);
		expect(answer?.answer).toMatch(says);
	});

	test('proves each value with a line of the node', () => {
		for (const {number, values, evidence} of answers) {
			expect(evidence.length, `question ${number}`).toBeGreaterThanOrEqual(values.length > 0 ? 1 : 0);
			expect(
				evidence.every(({text}) => text !== ''),
				`question ${number}`,
			).toBe(true);
		}
	});
});
