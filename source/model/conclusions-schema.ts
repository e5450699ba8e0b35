import * as z from 'zod';
import {count, nullable, place, text} from './schema-parts.ts';

const family = z.union([z.literal(4), z.literal(6)]);
const protocol = z.enum(['tcp', 'udp']);
const scope = z.enum(['any', 'node', 'loopback']);
const roleName = z.enum(['control-plane', 'worker', 'etcd', 'load-balancer']);
const distribution = z.enum([
	'kubeadm',
	'k3s',
	'rke2',
	'microk8s',
	'kind',
	'eks',
	'gke',
	'aks',
	'talos',
	'none',
	'unknown',
]);

const process = z.object({
	pid: z.number(),
	parent: nullable(z.number()),
	name: text,
	argv: z.array(text),
	executable: nullable(text),
	state: nullable(text),
	user: nullable(text),
	startSeconds: nullable(z.number()),
	cgroup: nullable(text),
	pod: nullable(z.object({uid: text, containerId: nullable(text)})),
	networkNamespace: nullable(text),
	hostNetwork: nullable(z.boolean()),
	pidNamespaces: nullable(z.number()),
	at: place,
});

const socket = z.object({
	protocol: text,
	family,
	localAddress: text,
	localPort: nullable(count),
	remoteAddress: text,
	remotePort: nullable(count),
	state: nullable(text),
	dualStack: z.boolean(),
	pid: nullable(z.number()),
	program: nullable(text),
	inode: nullable(z.number()),
	receiveQueue: z.number(),
	sendQueue: z.number(),
	truncated: z.boolean(),
	unconfirmed: z.boolean(),
	ipProtocol: z.number().exactOptional(),
	at: place,
});

const expectedListener = z.object({
	component: text,
	purpose: text,
	port: count,
	protocol,
	owners: z.array(text),
	scope,
	requirement: z.enum(['required', 'optional', 'unwanted']),
	flag: text.exactOptional(),
	clients: z.array(z.enum(['nodes', 'control-plane', 'etcd', 'load-balancers', 'everyone'])),
});

const components = z.record(
	text,
	z.object({
		name: text,
		processes: z.array(process),
		manifest: nullable(z.object({path: text, image: nullable(text), at: place})),
		flags: z.array(z.object({name: text, value: text, at: place})),
		flagsFrom: z.enum(['process', 'manifest', 'none']),
		version: nullable(text),
	}),
);

const supervisor = z.object({
	kind: z.enum(['systemd', 'snap', 'openrc', 'none']),
	services: z.record(
		text,
		z.object({
			start: text.exactOptional(),
			restart: text.exactOptional(),
			stop: text.exactOptional(),
			logs: text.exactOptional(),
		}),
	),
});

const role = z.object({
	roles: z.array(roleName),
	name: text,
	distribution,
	managed: z.boolean(),
	certainty: z.enum(['determined', 'probable', 'undetermined']),
	signs: z.array(z.object({means: text, weight: z.number(), at: place})),
	version: nullable(z.object({value: text, at: place})),
});

const layout = z.object({
	distribution,
	role: roleName,
	listeners: z.array(expectedListener),
	paths: z.object({
		kubeletConfig: nullable(text),
		kubeletKubeconfig: nullable(text),
		staticPods: nullable(text),
		cniConfig: text,
		cniBinaries: text,
		runtimeSocket: nullable(text),
	}),
	ranges: z.object({service: nullable(text), pod: nullable(text), dns: nullable(text)}),
	docs: text,
});

const nodeAddress = z.object({
	addresses: z.array(z.object({family, address: text, prefix: count, interface: text, at: place})),
	uplink: nullable(text),
	because: z.enum(['node-ip', 'default-route', 'apiserver', 'only-address', 'manifest', 'none']),
	physical: z.array(text),
});

const portRow = z.object({
	port: count,
	protocol,
	component: text,
	purpose: text,
	expected: nullable(expectedListener),
	expectedAt: nullable(place),
	listeners: z.array(socket),
	owner: nullable(text),
	scope: nullable(scope),
	status: z.enum(['ok', 'missing', 'foreign', 'narrow', 'wide', 'unexpected', 'optional', 'unknown']),
});

const counted = z.object({count, byAddress: z.array(z.object({address: text, count}))});

const etcd = z.object({
	clientPorts: z.array(count),
	peerPorts: z.array(count),
	clients: counted,
	peers: counted,
	expected: z.array(z.object({sign: text, members: count, addresses: z.array(text), at: place})),
	connectionsKnown: z.boolean(),
	evidence: z.array(place),
});

const plannedRange = z.object({
	kind: z.enum(['node', 'cluster-pods', 'node-pods', 'services', 'bridge', 'route']),
	cidr: text,
	family,
	provenance: z.enum(['declared', 'inferred']),
	owner: text,
	at: place,
});

const addressPlan = z.object({
	ranges: z.array(plannedRange),
	overlaps: z.array(z.object({first: plannedRange, second: plannedRange})),
	clusterDns: z.array(z.object({address: text, at: place})),
});

const cniProduct = z.object({
	product: text,
	score: z.number(),
	signs: z.array(z.object({sign: z.enum(['config', 'daemon', 'interface', 'chain', 'state', 'port']), at: place})),
});

const cni = z.object({
	directory: text,
	winner: nullable(z.object({file: text, path: text, name: nullable(text), at: place})),
	product: nullable(text),
	plugins: z.array(
		z.object({
			type: text,
			ipam: nullable(text),
			binary: z.enum(['present', 'missing', 'not-executable', 'unknown']),
			at: place,
		}),
	),
	daemon: z.object({
		expected: z.array(text),
		running: nullable(z.boolean()),
		pid: nullable(z.number()),
		at: nullable(place),
	}),
	bridge: nullable(
		z.object({
			name: text,
			ports: count,
			addresses: z.array(text),
			up: z.boolean(),
			mtu: nullable(z.number()),
			at: place,
		}),
	),
	overlay: nullable(z.object({name: text, kind: text, mtu: nullable(z.number()), overhead: z.number(), at: place})),
	mtu: nullable(z.number()),
	products: z.array(cniProduct),
	leftovers: z.array(cniProduct),
	combination: nullable(text),
});

const planeMode = z.enum(['iptables', 'ipvs', 'nftables', 'userspace']);

const proxy = z.object({
	mode: z.enum(['iptables', 'ipvs', 'nftables', 'userspace', 'none', 'replaced', 'unknown']),
	confidence: z.enum(['high', 'medium', 'low']),
	declared: nullable(z.object({value: text, at: place})),
	proxy: nullable(z.object({name: text, pid: nullable(z.number()), at: place})),
	replacement: nullable(text),
	dataPlanes: z.array(z.object({mode: planeMode, at: place})),
	evidence: z.array(place),
});

const service = z.object({
	name: nullable(text),
	protocol: text,
	clusterIp: nullable(text),
	externalIps: z.array(text).exactOptional(),
	port: nullable(count),
	nodePort: nullable(count),
	mode: z.enum(['iptables', 'nftables', 'ipvs']),
	endpoints: z.array(z.object({address: text, port: nullable(count), chain: nullable(text), at: place})),
	refused: z.array(place),
	steps: z.array(z.object({text, at: place})),
});

const packetWay = z.object({
	kind: z.enum(['port', 'pods', 'service']),
	packet: text,
	verdict: z.enum(['accept', 'drop', 'reject', 'unknown']),
	by: nullable(place),
	chains: z.array(text),
	stations: z.array(
		z.object({
			hook: z.enum(['prerouting', 'input', 'forward', 'output', 'postrouting']),
			chain: text,
			steps: z.array(z.object({text, at: nullable(place)})),
		}),
	),
});

/** A conclusion; null where an older kdiag did not draw it. */
const concluded = <T extends z.ZodType>(schema: T) => nullable(schema).default(null);

/** What a report concluded of one node. */
export const conclusionsSchema = z.object({
	node: text,
	components: concluded(components),
	supervisor: concluded(supervisor),
	role: concluded(role),
	layout: concluded(layout),
	nodeAddress: concluded(nodeAddress),
	portTable: concluded(z.array(portRow)),
	etcd: concluded(etcd),
	addressPlan: concluded(addressPlan),
	cni: concluded(cni),
	proxy: concluded(proxy),
	services: concluded(z.array(service)),
	packets: concluded(z.array(packetWay)),
});
