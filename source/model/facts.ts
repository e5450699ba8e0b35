import type {CniBinary, CniConfigs, FlannelEnv, IpamNetwork} from './facts/cni.ts';
import type {
	HostsEntry,
	Located,
	Machine,
	Modules,
	OperatingSystem,
	ResolvConf,
	Swap,
	Sysctl,
	User,
} from './facts/host.ts';
import type {Interface} from './facts/interface.ts';
import type {Iptables} from './facts/iptables.ts';
import type {
	Certificate,
	ContainerdConfig,
	Kubeconfig,
	KubeletConfig,
	KubeProxyConfig,
	LogTail,
	StaticPods,
	Unit,
} from './facts/kubernetes.ts';
import type {IpSet, NftTable, VirtualServer} from './facts/nftables.ts';
import type {Probes} from './facts/probe.ts';
import type {Process} from './facts/process.ts';
import type {BridgePort, ForwardingEntry, Neighbour, PolicyRule, Route} from './facts/route.ts';
import type {Socket, SocketTable, UnixSocket} from './facts/socket.ts';
import type {Place} from './place.ts';

/** All that kdiag can read of a node, by name. Each record keeps where it stood. */
export type Facts = {
	/** Kernel hostname as `hostname` prints it. */
	readonly hostname: Located;
	/** The node's clock when it was read, ISO 8601 UTC (`date -u +%FT%TZ`). */
	readonly clock: Located;
	/** Seconds since boot (/proc/uptime). */
	readonly uptime: Located<number>;
	readonly user: User;
	readonly operatingSystem: OperatingSystem;
	readonly machine: Machine;
	/** Content of /etc/machine-id without newline; empty where the file is empty, null value where it does not exist. */
	readonly machineId: Located<string | null>;
	readonly productUuid: Located;
	readonly bootId: Located;
	readonly hostsFile: readonly HostsEntry[];
	/** Sources of the `hosts` line of nsswitch.conf, in order (files, dns, myhostname …). */
	readonly nameServiceSwitch: Located<readonly string[]>;
	/** /etc/resolv.conf, systemd-resolved's, and the one that kubelet is told to use. */
	readonly resolvConfs: readonly ResolvConf[];
	readonly sysctls: readonly Sysctl[];
	readonly modules: Modules;
	readonly swaps: readonly Swap[];
	/** Counters of /proc/net/{dev,snmp,netstat,sockstat,softnet_stat} by name (`Tcp.RetransSegs`, `eth0.rx_errors`, `sockstat.TCP.orphan`, `softnet.0.dropped`). */
	readonly counters: readonly {readonly name: string; readonly value: number; readonly at: Place}[];

	readonly interfaces: readonly Interface[];
	readonly routes: readonly Route[];
	readonly policyRules: readonly PolicyRule[];
	readonly neighbours: readonly Neighbour[];
	readonly forwardingEntries: readonly ForwardingEntry[];
	readonly bridgePorts: readonly BridgePort[];

	/** What `listeners`, `connections` and `unixSockets` are taken from: one reading, parsed once. */
	readonly sockets: SocketTable;
	/** TCP in LISTEN and bound, unconnected UDP. */
	readonly listeners: readonly Socket[];
	/** All other TCP and UDP sockets, and raw ones. */
	readonly connections: readonly Socket[];
	readonly unixSockets: readonly UnixSocket[];
	readonly processes: readonly Process[];

	readonly iptables: Iptables;
	readonly nftables: readonly NftTable[];
	readonly virtualServers: readonly VirtualServer[];
	readonly ipSets: readonly IpSet[];
	/** Version and backend of the node's iptables: `1.8.9`, `nft`. */
	readonly iptablesVersion: Located<{readonly version: string; readonly backend: 'nft' | 'legacy' | 'unknown'}>;

	readonly cniConfigs: CniConfigs;
	/** Executables in the runtime's CNI binary folders; the folders that do not exist are in `missing`. */
	readonly cniBinaries: {
		readonly binaries: readonly CniBinary[];
		readonly directories: readonly string[];
		readonly missing: readonly string[];
	};
	/** Null where flannel left no subnet.env. */
	readonly flannelEnv: FlannelEnv | null;
	readonly ipamNetworks: readonly IpamNetwork[];
	/** Content of /var/lib/calico/nodename, null where there is none. */
	readonly calicoNodeName: Located | null;

	readonly kubeletConfig: KubeletConfig;
	/** Null where kubelet has neither flags nor files: no kubelet was ever set up here. */
	readonly kubeconfigs: readonly Kubeconfig[];
	/** Which of kubelet's and kubeadm's files exist (path → present): bootstrap-kubelet.conf, admin.conf, pki/ca.key … */
	readonly kubernetesFiles: readonly {readonly path: string; readonly at: Place}[];
	readonly staticPods: StaticPods;
	readonly kubeProxyConfig: KubeProxyConfig;
	readonly containerdConfig: ContainerdConfig;
	readonly certificates: readonly Certificate[];
	readonly logs: readonly LogTail[];
	/** Units of systemd; unavailable where systemd does not run. */
	readonly units: readonly Unit[];
	/** Connections that were opened to see whether they can be (--probe). */
	readonly probes: Probes;
	/** Results of `kube-proxy` and kubelet version questions that need no process: `kubelet --version`. */
	readonly kubeletVersion: Located;
};

/** The name of a fact. */
export type FactName = keyof Facts;
