import type {Flag} from './facts/kubernetes.ts';
import type {Process} from './facts/process.ts';
import type {Socket} from './facts/socket.ts';
import type {Distribution, ExpectedListener, Layout, Role} from './layout.ts';
import type {Place} from './place.ts';

/** Role and distribution of the node with the signs they rest on. `certainty` follows the weight of the signs: 3 and more, 1 or 2, none. */
export type NodeRole = {
	readonly roles: readonly Role[];
	/** `control-plane`, `worker`, `etcd`, `load-balancer`, or `none` for a machine without Kubernetes, `undetermined`. */
	readonly name: string;
	readonly distribution: Distribution;
	/** Its control plane runs elsewhere and cannot be reached over SSH (EKS, GKE, AKS …). */
	readonly managed: boolean;
	readonly certainty: 'determined' | 'probable' | 'undetermined';
	readonly signs: readonly {readonly means: string; readonly weight: number; readonly at: Place}[];
	/** kubelet's version, or the apiserver image's, without `v`. */
	readonly version: {readonly value: string; readonly at: Place} | null;
};

/**
 * The program that keeps kubelet and the runtime running, and what a person types to it. Fixes name it through the placeholders
 * `{start:kubelet}`, `{restart:kubelet}`, `{stop:…}` and `{logs:kubelet}`, which are filled from `services`. What cannot be done on this node is left out.
 */
export type Supervisor = {
	readonly kind: 'systemd' | 'snap' | 'openrc' | 'none';
	readonly services: {
		readonly [component: string]: {
			readonly start?: string;
			readonly restart?: string;
			readonly stop?: string;
			readonly logs?: string;
		};
	};
};

/** The node's own address and the link that carries it (the uplink, whatever its kind). */
export type NodeAddress = {
	readonly addresses: readonly {
		readonly family: 4 | 6;
		readonly address: string;
		readonly prefix: number;
		readonly interface: string;
		readonly at: Place;
	}[];
	/** Interface of the first address. */
	readonly uplink: string | null;
	/** How it was found: kubelet's --node-ip, the default route's source, or the only global address. */
	readonly because: 'node-ip' | 'default-route' | 'apiserver' | 'only-address' | 'manifest' | 'none';
	/** Interfaces that no CNI or container engine made. */
	readonly physical: readonly string[];
};

/** A control-plane or node component: its process, its static pod, and the flags of the one that runs (else of the manifest). */
export type Component = {
	readonly name: string;
	readonly processes: readonly Process[];
	readonly manifest: {readonly path: string; readonly image: string | null; readonly at: Place} | null;
	readonly flags: readonly Flag[];
	readonly flagsFrom: 'process' | 'manifest' | 'none';
	/** Version of the image or binary without `v`, where it can be told. */
	readonly version: string | null;
};

/** Components by name: kubelet, kube-apiserver, kube-controller-manager, kube-scheduler, etcd, kube-proxy, containerd, k3s, rke2, kubelite … Only those of which there is a sign. */
export type Components = {readonly [name: string]: Component};

/** A row of expected against actual. `scope` is where it listens now. */
export type PortRow = {
	readonly port: number;
	readonly protocol: 'tcp' | 'udp';
	readonly component: string;
	readonly purpose: string;
	readonly expected: ExpectedListener | null;
	/** Why this is expected: the layout, or the flag or file that moved it. */
	readonly expectedAt: Place | null;
	readonly listeners: readonly Socket[];
	readonly owner: string | null;
	readonly scope: 'any' | 'node' | 'loopback' | null;
	/** `unknown` where only part of the sockets is known. */
	readonly status: 'ok' | 'missing' | 'foreign' | 'narrow' | 'wide' | 'unexpected' | 'optional' | 'unknown';
};

/** How etcd is used: each connection once, at its server side. The port lists are empty where no etcd runs on the node. */
export type EtcdCensus = {
	readonly clientPorts: readonly number[];
	readonly peerPorts: readonly number[];
	/** Established with local port = a client port. */
	readonly clients: {
		readonly count: number;
		readonly byAddress: readonly {readonly address: string; readonly count: number}[];
	};
	/** Established with a peer port on either side. */
	readonly peers: {
		readonly count: number;
		readonly byAddress: readonly {readonly address: string; readonly count: number}[];
	};
	/** Members that signs point to, this node included; `addresses` where known. */
	readonly expected: readonly {
		readonly sign: string;
		readonly members: number;
		readonly addresses: readonly string[];
		readonly at: Place;
	}[];
	/** False where netstat showed no connections at all (only listeners were given). */
	readonly connectionsKnown: boolean;
	readonly evidence: readonly Place[];
};

/** A range of the address plan. */
export type PlannedRange = {
	readonly kind: 'node' | 'cluster-pods' | 'node-pods' | 'services' | 'bridge' | 'route';
	readonly cidr: string;
	readonly family: 4 | 6;
	readonly provenance: 'declared' | 'inferred';
	/** Who says so: `kube-apiserver --service-cluster-ip-range`, `docker0`, `FLANNEL_NETWORK` … */
	readonly owner: string;
	readonly at: Place;
};

/** Node, pod, service, container-engine and route ranges, and which of them overlap. */
export type AddressPlan = {
	readonly ranges: readonly PlannedRange[];
	readonly overlaps: readonly {readonly first: PlannedRange; readonly second: PlannedRange}[];
	readonly clusterDns: readonly {readonly address: string; readonly at: Place}[];
};

/** How services are proxied, by evidence. */
export type ProxyMode = {
	readonly mode: 'iptables' | 'ipvs' | 'nftables' | 'userspace' | 'none' | 'replaced' | 'unknown';
	readonly confidence: 'high' | 'medium' | 'low';
	readonly declared: {readonly value: string; readonly at: Place} | null;
	/** Who proxies: kube-proxy, k3s, kubelite, cilium-agent … */
	readonly proxy: {readonly name: string; readonly pid: number | null; readonly at: Place} | null;
	/** What replaces kube-proxy. */
	readonly replacement: string | null;
	/** Modes whose rules are on the node, with where they stand. */
	readonly dataPlanes: readonly {readonly mode: 'iptables' | 'ipvs' | 'nftables' | 'userspace'; readonly at: Place}[];
	readonly evidence: readonly Place[];
};

/** A CNI product of which there are signs. */
export type CniProduct = {
	readonly product: string;
	readonly score: number;
	readonly signs: readonly {
		readonly sign: 'config' | 'daemon' | 'interface' | 'chain' | 'state' | 'port';
		readonly at: Place;
	}[];
};

/** The pod network as the runtime sees it. */
export type CniChain = {
	readonly directory: string;
	/** The file that the runtime uses: the first in byte-wise order. */
	readonly winner: {
		readonly file: string;
		readonly path: string;
		readonly name: string | null;
		readonly at: Place;
	} | null;
	readonly product: string | null;
	readonly plugins: readonly {
		readonly type: string;
		readonly ipam: string | null;
		readonly binary: 'present' | 'missing' | 'not-executable' | 'unknown';
		readonly at: Place;
	}[];
	readonly daemon: {
		readonly expected: readonly string[];
		readonly running: boolean | null;
		readonly pid: number | null;
		readonly at: Place | null;
	};
	/** The Linux bridge that pods of the default network hang on, with its ports. */
	readonly bridge: {
		readonly name: string;
		readonly ports: number;
		readonly addresses: readonly string[];
		readonly up: boolean;
		readonly mtu: number | null;
		readonly at: Place;
	} | null;
	readonly overlay: {
		readonly name: string;
		readonly kind: string;
		readonly mtu: number | null;
		readonly overhead: number;
		readonly at: Place;
	} | null;
	readonly mtu: number | null;
	readonly products: readonly CniProduct[];
	readonly leftovers: readonly CniProduct[];
	readonly combination: string | null;
};

/** An endpoint of a service. */
export type ServiceEndpoint = {
	readonly address: string;
	readonly port: number | null;
	readonly chain: string | null;
	readonly at: Place;
};

/** A service as the node's data plane knows it. */
export type Service = {
	/** `namespace/name:port`, or null where the rules do not say. */
	readonly name: string | null;
	readonly protocol: string;
	readonly clusterIp: string | null;
	/** External and load-balancer addresses that it answers to. */
	readonly externalIps?: readonly string[];
	readonly port: number | null;
	readonly nodePort: number | null;
	readonly mode: 'iptables' | 'nftables' | 'ipvs';
	readonly endpoints: readonly ServiceEndpoint[];
	/** Rules that refuse or drop it (no endpoints, local policy). */
	readonly refused: readonly Place[];
	readonly steps: readonly {readonly text: string; readonly at: Place}[];
};

/** A chain on the way of a packet, or the rules that give it another address, and what happens there. */
export type PacketStation = {
	readonly hook: 'prerouting' | 'input' | 'forward' | 'output' | 'postrouting';
	/** Such as `ip filter FORWARD`. */
	readonly chain: string;
	/** The rules that decide where it goes; none where it goes through. Without a place it is something that is not there. */
	readonly steps: readonly {readonly text: string; readonly at: Place | null}[];
};

/** A packet that this node has to let pass, the way that it takes through the node's chains, and what becomes of it. */
export type PacketWay = {
	/** To a port of this node that others need, to or from pods, or to a service. */
	readonly kind: 'port' | 'pods' | 'service';
	/** Such as `tcp 192.168.56.21:10250 (kubelet, API) from 192.168.56.11`. */
	readonly packet: string;
	readonly verdict: 'accept' | 'drop' | 'reject' | 'unknown';
	/** The rule or policy that decides; null where nothing filters at all. */
	readonly by: Place | null;
	/** The chains down to the one that decides. */
	readonly chains: readonly string[];
	readonly stations: readonly PacketStation[];
};

/** A fact that could not be read although it could have been: its name, the reason, and what would make it known. */
export type Gap = {
	readonly fact: string;
	readonly kind: string;
	readonly reason: string;
	readonly remedy: string;
};

/** All that is concluded of a node. */
export type Conclusions = {
	/** What could not be read, from the readings themselves. */
	readonly gaps: readonly Gap[];
	readonly components: Components;
	readonly supervisor: Supervisor;
	readonly role: NodeRole;
	readonly layout: Layout;
	readonly nodeAddress: NodeAddress;
	readonly portTable: readonly PortRow[];
	readonly etcd: EtcdCensus;
	readonly addressPlan: AddressPlan;
	readonly cni: CniChain;
	readonly proxy: ProxyMode;
	readonly services: readonly Service[];
	readonly packets: readonly PacketWay[];
};
