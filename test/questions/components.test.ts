import {readFlags} from '../../source/model/read-flags.ts';
import type {Known} from '../../source/model/rule.ts';
import {apiLoadBalancer} from '../../source/questions/api-load-balancer.ts';
import {apiserverEtcd} from '../../source/questions/apiserver-etcd.ts';
import {clusterDns} from '../../source/questions/cluster-dns.ts';
import {componentPorts} from '../../source/questions/component-ports.ts';
import {dnsServers} from '../../source/questions/dns-servers.ts';
import {etcdBusierPort} from '../../source/questions/etcd-busier-port.ts';
import {etcdMembers} from '../../source/questions/etcd-members.ts';
import {kubeletConfig as configPath} from '../../source/questions/kubelet-config.ts';
import {kubernetesVersion} from '../../source/questions/kubernetes-version.ts';
import {nodeIdentity} from '../../source/questions/node-identity.ts';
import {nodeMaskSize} from '../../source/questions/node-mask-size.ts';
import {nodePorts} from '../../source/questions/node-ports.ts';
import {proxyMode} from '../../source/questions/proxy-mode.ts';
import {runtimeEndpoint} from '../../source/questions/runtime-endpoint.ts';
import {schedulerPort} from '../../source/questions/scheduler-port.ts';
import {serviceRules} from '../../source/questions/service-rules.ts';
import {staticPodPath} from '../../source/questions/static-pod-path.ts';
import {staticPods as whichPods} from '../../source/questions/static-pods.ts';
import {swap} from '../../source/questions/swap.ts';
import {testAnswers} from '../support/ask.ts';
import {census, sign} from '../support/census.ts';
import {roleOf} from '../support/judge.ts';
import {
	address,
	iface,
	kubeletConfig,
	listener,
	place,
	process,
	setting,
	standard,
	staticPod,
	staticPods,
} from '../support/node-facts.ts';
import {nodeAt} from '../support/plan.ts';
import {heldRow} from '../support/port-rows.ts';

const component = (name: string, argv: readonly string[], given: object = {}): Known['components'] => ({
	[name]: {
		name,
		processes: [process({argv: [name, ...argv]})],
		manifest: null,
		flags: readFlags(argv, place(`/proc/100/cmdline`)),
		flagsFrom: 'process',
		version: null,
		...given,
	},
});

testAnswers(schedulerPort, [
	[
		'a name that netstat cut',
		{listeners: [listener({localPort: 10259, program: 'kube-schedule'})]},
		['10259'],
		/^kube-scheduler listens/,
	],
	[
		'an old one has a second port without encryption',
		{
			listeners: [
				listener({localPort: 10251, program: 'kube-scheduler'}),
				listener({localPort: 10259, program: 'kube-scheduler'}),
			],
		},
		['10259', '10251'],
		/10259 and 10251/,
	],
	[
		'everything in one program',
		{portTable: [heldRow('kube-scheduler', 10259, 'kube-scheduler', 'k3s', {status: 'ok'})]},
		['10259'],
		/10259/,
	],
	[
		'set and not listening',
		{components: component('kube-scheduler', ['--secure-port=10359']), listeners: []},
		['10359'],
		/it is set to port 10359\.$/,
	],
	[
		'neither listener nor manifest',
		{role: roleOf('control-plane'), listeners: [], components: {}, staticPods: staticPods()},
		[],
		/^kube-scheduler is not on this control-plane node/,
	],
	[
		'the provider runs the control plane',
		{role: {...roleOf('worker'), managed: true}, listeners: []},
		[],
		/^The provider runs the control plane/,
	],
	[
		'a machine without Kubernetes',
		{role: roleOf('none'), listeners: []},
		[],
		/^This machine runs no part of Kubernetes/,
	],
]);

testAnswers(componentPorts, [
	[
		'what does not listen is named',
		{listeners: [listener({localPort: 10256, program: 'kube-proxy'})], components: component('kubelet', [])},
		['10256'],
		/kubelet does not listen\.$/,
	],
	[
		'of a part of the sockets nothing is missed',
		{listeners: [listener({localPort: 10256, program: 'kube-proxy'})], components: component('kubelet', [])},
		['10256'],
		/^kube-proxy listens on 10256\.$/,
		{listeners: 'cut'},
	],
]);

testAnswers(etcdBusierPort, [
	[
		'no clients at all',
		{etcd: census({clients: [], peers: ['192.168.56.12']})},
		[],
		/^Neither: no client is connected to 2379\.$/,
	],
	[
		'of a part only the least is known',
		{etcd: census({clients: ['127.0.0.1'], peers: ['192.168.56.12']}), connections: []},
		['2379', '50', '4'],
		/at least 50/,
		{connections: 'cut'},
	],
]);

testAnswers(etcdMembers, [
	[
		'one member',
		{etcd: census({clients: ['127.0.0.1'], peers: [], expected: [sign('etcd --initial-cluster', '192.168.56.11')]})},
		['192.168.56.11'],
		/^etcd is connected to no peer/,
	],
]);

testAnswers(apiserverEtcd, [
	[
		'an etcd elsewhere',
		{
			components: component('kube-apiserver', ['--etcd-servers=https://10.0.0.1:2379,https://10.0.0.2:2379']),
			nodeAddress: nodeAt('192.168.56.11/24'),
		},
		['https://10.0.0.1:2379', 'https://10.0.0.2:2379'],
		/: an external etcd\.$/,
	],
	[
		'the one on this node by its address',
		{
			components: component('kube-apiserver', ['--etcd-servers=https://192.168.56.11:2379']),
			nodeAddress: nodeAt('192.168.56.11/24'),
		},
		['https://192.168.56.11:2379'],
		/stacked/,
	],
]);

testAnswers(nodeMaskSize, [
	[
		'one flag for both',
		{components: component('kube-controller-manager', ['--cluster-cidr=10.0.0.0/8', '--node-cidr-mask-size=25'])},
		['25'],
		/\/25 \(--node-cidr-mask-size\)/,
	],
	[
		'a flag for each family, else its default',
		{
			components: component('kube-controller-manager', [
				'--cluster-cidr=10.0.0.0/8,fd00::/48',
				'--node-cidr-mask-size-ipv4=26',
			]),
		},
		['26', '64'],
		/\/26 \(--node-cidr-mask-size-ipv4\) and \/64 \(the default\)/,
	],
]);

testAnswers(runtimeEndpoint, [
	[
		'the flag',
		{kubeletConfig: kubeletConfig({runtimeEndpoint: setting('unix:///run/crio/crio.sock', {from: 'flag'})})},
		['unix:///run/crio/crio.sock'],
		/by --container-runtime-endpoint\.$/,
	],
	[
		'the default',
		{kubeletConfig: kubeletConfig({runtimeEndpoint: standard('unix:///run/containerd/containerd.sock')})},
		['unix:///run/containerd/containerd.sock'],
		/by its default\.$/,
	],
]);

testAnswers(staticPodPath, [
	['none', {kubeletConfig: kubeletConfig({staticPodPath: standard('')})}, [], /^kubelet has no static pod path\.$/],
]);

testAnswers(configPath, [
	[
		'a kubelet without a file',
		{kubeletConfig: kubeletConfig({configPath: standard(''), files: []}), components: component('kubelet', [])},
		[],
		/^kubelet is started without a configuration file\.$/,
	],
	[
		'drop-ins beside it',
		{
			kubeletConfig: kubeletConfig({
				files: ['/var/lib/kubelet/config.yaml', '/etc/kubernetes/kubelet.conf.d/10.conf'].map((path) => ({
					path,
					state: 'read',
					problem: null,
					at: place(path),
				})),
			}),
		},
		['/var/lib/kubelet/config.yaml'],
		/, with 1 more file beside it\.$/,
	],
]);

const scheduler = staticPod(['kube-scheduler']);

testAnswers(whichPods, [
	[
		'a file is not yet a running pod',
		{
			staticPods: staticPods(scheduler),
			components: component('kube-scheduler', [], {
				processes: [],
				manifest: {path: scheduler.path, image: null, at: place()},
			}),
			processes: [],
		},
		['kube-scheduler.yaml'],
		/; nothing runs of kube-scheduler\.yaml\.$/,
	],
	[
		'a folder that is not there',
		{staticPods: {...staticPods(), exists: false}},
		[],
		/^There are no static pods: \/etc\/kubernetes\/manifests does not exist\.$/,
	],
	['some files prove no absence', {staticPods: staticPods()}, [], /is known here/, {staticPods: 'cut'}],
]);

testAnswers(clusterDns, [
	[
		'the whole list',
		{kubeletConfig: kubeletConfig({clusterDns: setting(['169.254.20.10', '10.96.0.10'])})},
		['169.254.20.10', '10.96.0.10'],
		/169\.254\.20\.10 and 10\.96\.0\.10/,
	],
]);

testAnswers(kubernetesVersion, [
	[
		'versions that differ',
		{
			components: {
				...component('kubelet', [], {version: '1.35.1'}),
				...component('kube-apiserver', [], {version: '1.34.4'}),
			},
		},
		['v1.35.1', 'v1.34.4'],
		/which differ\.$/,
	],
]);

const config = (server: string): Known['kubeconfigs'][number] => ({
	...{path: '/etc/kubernetes/kubelet.conf', server, user: null, certificateAuthorityHash: null, problem: null},
	...{clientCertificatePath: null, clientCertificate: null, hasToken: false, hasClientKey: false},
	at: place('/etc/kubernetes/kubelet.conf', 5),
});

const kubernetes = (...addresses: readonly string[]): Known['services'][number] => ({
	...{
		name: 'default/kubernetes:https',
		protocol: 'tcp',
		clusterIp: '10.96.0.1',
		port: 443,
		nodePort: null,
		mode: 'iptables',
	},
	endpoints: addresses.map((one) => ({address: one, port: 6443, chain: null, at: place()})),
	refused: [],
	steps: [{text: 'one', at: place()}],
});

testAnswers(apiLoadBalancer, [
	[
		'a virtual address that this node holds',
		{
			kubeconfigs: [config('https://192.168.56.100:6443')],
			services: [kubernetes('192.168.56.11')],
			interfaces: [iface({name: 'eth0', addresses: [address('192.168.56.100/32')]})],
		},
		['192.168.56.100:6443'],
		/a virtual address that this node holds now/,
	],
	[
		'a load balancer on a worker itself',
		{kubeconfigs: [config('https://127.0.0.1:6443')], components: {}},
		['127.0.0.1:6443'],
		/a load balancer on this node\.$/,
	],
	[
		'an API server that is asked directly',
		{kubeconfigs: [config('https://192.168.56.11:6443')], services: [kubernetes('192.168.56.11')]},
		[],
		/^No: /,
	],
	[
		'an IPv6 address',
		{kubeconfigs: [config('https://[fd00:56::10]:6443')], services: [kubernetes('fd00:56::11')]},
		['fd00:56::10:6443'],
		/^Yes/,
	],
	[
		'a name that nobody knows here',
		{kubeconfigs: [config('https://api.example:6443')], services: [kubernetes('192.168.56.11')]},
		[],
		/leads to api\.example:6443/,
	],
	[
		'API servers that are not known',
		{kubeconfigs: [config('https://192.168.56.10:6443')]},
		[],
		/which addresses API servers have is not known/,
	],
]);

const proxy = (given: Partial<Known['proxy']>): Known['proxy'] => ({
	...{
		mode: 'iptables',
		confidence: 'high',
		declared: null,
		proxy: null,
		replacement: null,
		dataPlanes: [],
		evidence: [],
	},
	...given,
});

testAnswers(proxyMode, [
	[
		'another mode is configured',
		{proxy: proxy({dataPlanes: [{mode: 'iptables', at: place()}], declared: {value: 'ipvs', at: place()}})},
		['iptables'],
		/although ipvs is configured\.$/,
	],
	[
		'only configured',
		{proxy: proxy({mode: 'ipvs', confidence: 'low', declared: {value: 'ipvs', at: place()}})},
		['ipvs'],
		/its rules were not seen\.$/,
	],
	['replaced', {proxy: proxy({mode: 'replaced', replacement: 'cilium'})}, ['cilium'], /^cilium replaces kube-proxy\.$/],
	['unknown', {proxy: proxy({mode: 'unknown'})}, [], /is known here/],
]);

testAnswers(serviceRules, [
	[
		'replaced',
		{proxy: proxy({mode: 'replaced', replacement: 'cilium'})},
		[],
		/^None: cilium proxies services without iptables\.$/,
	],
]);

testAnswers(nodePorts, [
	['kept in eBPF', {proxy: proxy({mode: 'replaced', replacement: 'cilium'})}, [], /^cilium keeps node ports to itself/],
	[
		'a service without endpoints',
		{
			services: [{...kubernetes(), name: 'default/a:http', nodePort: 30080, refused: [place('iptables-save', 3)]}],
			proxy: proxy({}),
		},
		['30080'],
		/30080 \(default\/a:http, refused without endpoints\)/,
	],
]);

const resolv = (path: string, ...servers: readonly string[]): Known['resolvConfs'][number] => ({
	path,
	exists: true,
	nameservers: servers.map((value, index) => ({value, at: place(path, index + 1)})),
	search: [],
	options: [],
});

testAnswers(dnsServers, [
	[
		'systemd-resolved: pods do not use the stub',
		{
			resolvConfs: [resolv('/etc/resolv.conf', '127.0.0.53'), resolv('/run/systemd/resolve/resolv.conf', '10.0.0.2')],
			kubeletConfig: kubeletConfig({resolvConf: setting('/run/systemd/resolve/resolv.conf')}),
		},
		['127.0.0.53', '10.96.0.10', '10.0.0.2'],
		/dnsPolicy Default use 10\.0\.0\.2 of \/run\/systemd\/resolve\/resolv\.conf/,
	],
	[
		'no file',
		{resolvConfs: [{...resolv('/etc/resolv.conf'), exists: false}]},
		[],
		/^The node has no DNS server: \/etc\/resolv\.conf does not exist\.$/,
	],
]);

testAnswers(swap, [
	[
		'zram counts',
		{swaps: [{path: '/dev/zram0', type: 'partition', size: 1024, at: place('/proc/swaps', 2)}]},
		['/dev/zram0'],
		/^Swap is on: \/dev\/zram0 \(1024 KiB\)\.$/,
	],
	['a part proves no absence', {swaps: []}, [], /not known/, {swaps: 'cut'}],
]);

testAnswers(nodeIdentity, [
	[
		'an empty machine ID is none',
		{
			hostname: {value: 'n1', at: place('hostname')},
			machineId: {value: '', at: place('/etc/machine-id')},
			productUuid: {value: 'ab', at: place()},
		},
		['n1', 'ab'],
		/^Hostname n1, product UUID ab and no machine ID\.$/,
	],
]);
