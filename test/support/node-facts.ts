import {drawConclusions, type Knowledge, knownValue} from '../../source/analyzer/draw-conclusions.ts';
import type {Readings} from '../../source/analyzer/read-facts.ts';
import type {Conclusions} from '../../source/model/conclusions.ts';
import type {AnyDerivation} from '../../source/model/derivation.ts';
import type {CniBinary, CniConfigFile, CniConfigs, CniPlugin} from '../../source/model/facts/cni.ts';
import type {Address, Interface} from '../../source/model/facts/interface.ts';
import type {
	KubeletConfig,
	KubeProxyConfig,
	Setting,
	StaticPod,
	StaticPods,
} from '../../source/model/facts/kubernetes.ts';
import type {Process} from '../../source/model/facts/process.ts';
import type {Route} from '../../source/model/facts/route.ts';
import type {Socket} from '../../source/model/facts/socket.ts';
import type {Facts} from '../../source/model/facts.ts';
import type {Place} from '../../source/model/place.ts';
import {readFlags} from '../../source/model/read-flags.ts';
import type {Known, KnownName} from '../../source/model/rule.ts';

/** A place for records that a test makes up. */
export const place = (source = 'test', line = 1): Place => ({source, line});

const socket: Socket = {
	protocol: 'tcp',
	family: 4,
	localAddress: '0.0.0.0',
	localPort: null,
	remoteAddress: '0.0.0.0',
	remotePort: null,
	state: 'LISTEN',
	dualStack: false,
	pid: null,
	program: null,
	inode: null,
	receiveQueue: 0,
	sendQueue: 0,
	truncated: false,
	unconfirmed: false,
	at: place('netstat -npa'),
};

/** A TCP listener on all IPv4 addresses unless told otherwise; UDP has no state. */
export const listener = (given: Partial<Socket> & {readonly localPort: number}): Socket => ({
	...socket,
	...(given.protocol === 'udp' ? {state: null} : {}),
	...given,
});

/** An established TCP connection of the node 192.168.56.11. */
export const connection = (given: Partial<Socket>): Socket => ({
	...socket,
	localAddress: '192.168.56.11',
	localPort: 40000,
	remoteAddress: '192.168.56.12',
	remotePort: 443,
	state: 'ESTABLISHED',
	...given,
});

/** A process in the node's own network namespace; `name` is taken from `argv`. */
export const process = (given: Partial<Process> & {readonly argv: readonly string[]}): Process => {
	const pid = given.pid ?? 100;
	return {
		pid,
		parent: 1,
		name: (given.argv[0] ?? '').split('/').at(-1)?.slice(0, 15) ?? '',
		executable: null,
		state: 'S',
		user: 'root',
		startSeconds: 10,
		cgroup: null,
		pod: null,
		networkNamespace: 'net:[1]',
		hostNetwork: true,
		pidNamespaces: 1,
		at: place(`/proc/${pid}/cmdline`),
		...given,
	};
};

/** An address from `10.0.0.1/24`. */
export const address = (text: string, given: Partial<Address> = {}): Address => {
	const [bare = '', prefix = '32'] = text.split('/');
	return {
		family: bare.includes(':') ? 6 : 4,
		address: bare,
		prefix: Number(prefix),
		scope: bare.startsWith('fe80:') ? 'link' : 'global',
		peer: null,
		broadcast: null,
		label: null,
		flags: [],
		at: place('ip -d addr'),
		...given,
	};
};

/** An interface that is up, without kind and addresses unless given (`iface({name: 'eth0', addresses: [address('10.0.0.1/24')]})`). */
export const iface = (given: Partial<Interface> & {readonly name: string}): Interface => ({
	index: 2,
	flags: ['BROADCAST', 'MULTICAST', 'UP', 'LOWER_UP'],
	mtu: 1500,
	state: 'UP',
	linkType: 'ether',
	mac: '52:54:00:00:00:01',
	master: null,
	parent: null,
	peerIndex: null,
	networkNamespace: null,
	detailed: true,
	kind: null,
	slaveKind: null,
	vxlan: null,
	alternativeNames: [],
	alias: null,
	addresses: [],
	at: place('ip -d addr'),
	...given,
});

/** A route of the main table to `destination`, by default `default via 192.168.56.1 dev eth0`. */
export const route = (given: Partial<Route> = {}): Route => ({
	family: (given.destination ?? '').includes(':') ? 6 : 4,
	type: 'unicast',
	destination: '0.0.0.0/0',
	via: given.destination === undefined ? '192.168.56.1' : null,
	device: 'eth0',
	source: null,
	protocol: null,
	scope: null,
	metric: null,
	table: 'main',
	mtu: null,
	flags: [],
	nextHops: [],
	at: place('ip route show table all'),
	...given,
});

/** A static pod whose one container runs `command`. */
export const staticPod = (command: readonly string[], given: Partial<StaticPod> & {image?: string} = {}): StaticPod => {
	const {image = null, ...rest} = given;
	const name = command[0] ?? 'pod';
	const path = `/etc/kubernetes/manifests/${name}.yaml`;
	const at = place(path);
	return {
		file: `${name}.yaml`,
		path,
		name,
		namespace: 'kube-system',
		hostNetwork: true,
		containers: [{name, image, command, flags: readFlags(command, at), at}],
		problem: null,
		at,
		...rest,
	};
};

/** kubeadm's folder of static pods with these in it. */
export const staticPods = (...pods: readonly StaticPod[]): StaticPods => ({
	directory: '/etc/kubernetes/manifests',
	exists: true,
	pods,
});

/** A setting that stands in a file. */
export const setting = <T>(value: T, given: Partial<Setting<T>> = {}): Setting<T> => ({
	value,
	from: 'file',
	at: place('/var/lib/kubelet/config.yaml'),
	...given,
});

/** A setting that nobody made: the program's default. */
export const standard = <T>(value: T): Setting<T> => ({value, from: 'default', at: null});

/** Kubelet's configuration as kubeadm leaves it, with what is given changed. */
export const kubeletConfig = (given: Partial<KubeletConfig> = {}): KubeletConfig => ({
	files: [
		{
			path: '/var/lib/kubelet/config.yaml',
			state: 'read',
			problem: null,
			at: place('/var/lib/kubelet/config.yaml'),
		},
	],
	address: standard('0.0.0.0'),
	port: standard(10250),
	readOnlyPort: standard(0),
	healthzBindAddress: setting('127.0.0.1'),
	healthzPort: setting(10248),
	staticPodPath: setting('/etc/kubernetes/manifests'),
	clusterDns: setting(['10.96.0.10']),
	clusterDomain: setting('cluster.local'),
	resolvConf: setting('/etc/resolv.conf'),
	anonymousAuthentication: setting(false),
	authorizationMode: setting('Webhook'),
	failSwapOn: standard(true),
	cgroupDriver: setting('systemd'),
	runtimeEndpoint: setting('unix:///run/containerd/containerd.sock'),
	maxPods: standard(110),
	podCidr: standard(''),
	makeIptablesChains: standard(true),
	rotateCertificates: setting(true),
	hostnameOverride: standard(''),
	nodeIps: standard([]),
	cloudProvider: standard(''),
	configPath: setting('/var/lib/kubelet/config.yaml', {from: 'flag'}),
	kubeconfigPath: setting('/etc/kubernetes/kubelet.conf', {from: 'flag'}),
	bootstrapKubeconfigPath: setting('/etc/kubernetes/bootstrap-kubelet.conf', {from: 'flag'}),
	...given,
});

/** kube-proxy's configuration as kubeadm leaves it, with what is given changed. */
export const kubeProxyConfig = (given: Partial<KubeProxyConfig> = {}): KubeProxyConfig => ({
	files: [
		{
			path: '/var/lib/kube-proxy/config.conf',
			state: 'read',
			problem: null,
			at: place('/var/lib/kube-proxy/config.conf'),
		},
	],
	mode: setting(''),
	clusterCidrs: setting(['10.244.0.0/16']),
	healthzBindAddress: standard('0.0.0.0:10256'),
	metricsBindAddress: standard('127.0.0.1:10249'),
	detectLocalMode: setting(''),
	nodePortAddresses: standard([]),
	masqueradeBit: standard(14),
	masqueradeAll: setting(false),
	hostnameOverride: setting(''),
	conntrackMaxPerCore: standard(32768),
	conntrackMin: standard(131072),
	...given,
});

/** A plugin of a network configuration. */
export const cniPlugin = (type: string, given: Partial<CniPlugin> = {}): CniPlugin => ({
	type,
	ipamType: null,
	mtu: null,
	subnets: [],
	delegates: [],
	capabilities: [],
	options: {type},
	at: place('/etc/cni/net.d/10-test.conflist'),
	...given,
});

/** A network configuration file with these plugins. */
export const cniConfig = (
	file: string,
	plugins: readonly CniPlugin[],
	given: Partial<CniConfigFile> = {},
): CniConfigFile => ({
	file,
	path: `/etc/cni/net.d/${file}`,
	name: 'cbr0',
	cniVersion: '1.0.0',
	isList: true,
	plugins,
	problems: [],
	at: place(`/etc/cni/net.d/${file}`),
	...given,
});

/** The folder of network configurations with these files in it. */
export const cniConfigs = (...files: readonly CniConfigFile[]): CniConfigs => ({
	directory: '/etc/cni/net.d',
	exists: true,
	files,
	others: [],
});

/** Executables in /opt/cni/bin. */
export const cniBinaries = (...names: readonly string[]): Facts['cniBinaries'] => ({
	binaries: names.map(
		(name, index): CniBinary => ({
			name,
			directory: '/opt/cni/bin',
			executable: true,
			size: 1000,
			at: place('ls -l /opt/cni/bin', index + 2),
		}),
	),
	directories: ['/opt/cni/bin'],
	missing: [],
});

/** What is known of a node: the given values, and why those named in `partial` are not whole. */
export const knowledgeOf = (
	known: Partial<Known>,
	partial: {readonly [K in KnownName]?: string} = {},
): {readonly [name: string]: unknown} =>
	Object.fromEntries(
		Object.entries(known).map(([name, value]) => [
			name,
			{status: 'ready', value, partial: partial[name as KnownName] ?? null, sources: [], unparsed: []},
		]),
	);

/** All conclusions that the derivations draw from given facts; those already given and not derived again stay. */
export const conclude = (
	known: Partial<Known>,
	derivations: readonly AnyDerivation[],
	partial: {readonly [K in KnownName]?: string} = {},
): Knowledge => drawConclusions(knowledgeOf(known, partial) as Readings, derivations);

/** The one conclusion that a derivation draws; undefined where it is unavailable. */
export const concluded = <K extends keyof Conclusions>(
	conclusion: K,
	known: Partial<Known>,
	derivation: AnyDerivation,
	partial: {readonly [K in KnownName]?: string} = {},
): Conclusions[K] | undefined => knownValue(conclude(known, [derivation], partial), conclusion) as Conclusions[K];
