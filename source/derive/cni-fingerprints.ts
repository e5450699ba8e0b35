/** The traces that a CNI product leaves on a node. Names of chains, tables and interfaces by their beginning or as a pattern. */
export type CniFingerprint = {
	readonly product: string;
	/** Plugin types that only this product has. */
	readonly types: readonly string[];
	/** File names of its network configuration, where the plugin types are common ones or the file cannot be read. */
	readonly files: RegExp | null;
	/** Programs of its agent: one of them must run. */
	readonly daemons: readonly string[];
	/** Programs that run beside the agent and may listen. */
	readonly helpers: readonly string[];
	readonly interfaces: RegExp | null;
	/** iptables chains and nft tables. */
	readonly chains: RegExp | null;
	/** UDP or TCP ports that its agent or its overlay listens on, where the owner is its agent or a helper. */
	readonly ports: readonly number[];
};

const fingerprint = (product: string, traces: Partial<Omit<CniFingerprint, 'product'>>): CniFingerprint => ({
	product,
	types: [],
	files: null,
	daemons: [],
	helpers: [],
	interfaces: null,
	chains: null,
	ports: [],
	...traces,
});

/**
 * The CNI products that are recognised. A bridge called cni0 is no trace of flannel: every configuration of the bridge plugin may make it.
 */
export const cniFingerprints: readonly CniFingerprint[] = [
	fingerprint('flannel', {
		types: ['flannel'],
		files: /flannel/,
		daemons: ['flanneld'],
		interfaces: /^flannel[.-]/,
		chains: /^(FLANNEL-|flannel-ipv)/,
		ports: [8285],
	}),
	fingerprint('calico', {
		types: ['calico', 'calico-ipam'],
		files: /calico|canal/,
		daemons: ['calico-node', 'calico-felix'],
		helpers: ['bird', 'bird6'],
		interfaces:
			/^(cali[0-9a-f]{11}$|vxlan\.calico$|vxlan-v6\.calico$|wireguard\.cali$|wg-v6\.cali$|bpfin\.cali|bpfout\.cali)/,
		chains: /^(cali-|calico$)/,
		ports: [179, 9091, 9099],
	}),
	fingerprint('cilium', {
		types: ['cilium-cni'],
		files: /cilium/,
		daemons: ['cilium-agent'],
		interfaces: /^(cilium_(host|net|vxlan|geneve|wg0)$|lxc_health$)/,
		chains: /^CILIUM_/,
		ports: [4240, 4244, 9879],
	}),
	fingerprint('weave', {
		types: ['weave-net', 'weave-ipam'],
		files: /weave/,
		daemons: ['weaver'],
		helpers: ['weave-npc'],
		interfaces: /^(weave$|vethwe|datapath$)/,
		chains: /^WEAVE/,
		ports: [6781, 6782, 6783, 6784],
	}),
	fingerprint('antrea', {
		types: ['antrea'],
		files: /antrea/,
		daemons: ['antrea-agent'],
		interfaces: /^(antrea-|genev_sys_)/,
		chains: /^ANTREA-/,
		ports: [10350, 10351],
	}),
	fingerprint('ovn-kubernetes', {
		types: ['ovn-k8s-cni-overlay'],
		files: /ovn-k/,
		daemons: ['ovnkube', 'ovnkube-node'],
		interfaces: /^ovn-k8s-mp/,
		chains: /^OVN-KUBE-/,
		ports: [9410, 9476],
	}),
	fingerprint('kube-ovn', {
		types: ['kube-ovn'],
		files: /kube-ovn/,
		daemons: ['kube-ovn-daemon'],
		interfaces: /^ovn0$/,
		ports: [10665],
	}),
	fingerprint('kube-router', {
		files: /kuberouter|kube-router/,
		daemons: ['kube-router'],
		interfaces: /^(kube-bridge|kube-dummy-if|tun-[0-9a-f]+)$/,
		chains: /^(KUBE-ROUTER-|KUBE-POD-FW-|KUBE-NWPLCY-)/,
		ports: [20244, 50051],
	}),
	fingerprint('kindnet', {
		files: /kindnet/,
		daemons: ['kindnetd'],
		chains: /^(KIND-MASQ-AGENT|kindnet-network-policies)/,
	}),
	fingerprint('aws', {
		types: ['aws-cni'],
		files: /^10-aws/,
		daemons: ['aws-k8s-agent'],
		interfaces: /^eni[0-9a-f]{11}$/,
		chains: /^AWS-(SNAT|CONNMARK)-CHAIN/,
		ports: [61678, 61679],
	}),
	fingerprint('azure', {
		types: ['azure-vnet', 'azure-ipam'],
		files: /^10-azure/,
		daemons: ['azure-cns'],
		interfaces: /^(azure\d|azv[0-9a-f]+)$/,
	}),
	fingerprint('gke', {types: ['gke'], files: /gke/, interfaces: /^gke[0-9a-f]{11}$/}),
	fingerprint('nsx', {types: ['nsx'], files: /nsx/, daemons: ['nsx-node-agent']}),
	fingerprint('multus', {types: ['multus', 'multus-shim'], files: /multus/, daemons: ['multus-daemon']}),
	fingerprint('crio-bridge', {files: /crio-bridge/}),
	fingerprint('podman-bridge', {files: /podman/, interfaces: /^(cni-podman\d|podman\d)$/}),
	fingerprint('bridge', {types: ['bridge', 'ptp']}),
];

/** The product whose agent keeps a chain of iptables or a table or chain of nft, by its name; null where none does. */
export const productOfChain = (name: string): string | null =>
	// The chains of services are kube-proxy's, and there may be tens of thousands.
	name.startsWith('KUBE-S') ? null : (cniFingerprints.find(({chains}) => chains?.test(name))?.product ?? null);
