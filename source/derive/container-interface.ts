import type {Interface} from '../model/facts/interface.ts';

/** Names that CNI plugins, container engines, proxies and hypervisors give to what they make, and the kernel to what it makes unasked. */
const madeNames: readonly RegExp[] = [
	/^(cni|cbr|flannel|kube-|cilium_|lxc|weave$|vethwe|datapath$|antrea-|genev_sys|ovn|ovs-|br-int$|nodelocaldns$)/,
	/^(cali|vxlan[.-]|vxlan-v6\.|wireguard\.cali$|wg-v6\.cali$|bpfin\.|bpfout\.|tun-|eni[0-9a-f]{8,}$|gke[0-9a-f]{8,}$|azv|azure\d)/,
	/^(docker\d|docker_gwbridge$|br-[0-9a-f]{12}$|podman\d|cni-podman|virbr|vnet\d|lxcbr|lxdbr|incusbr|tap)/,
	/^(lo|tunl0|sit0|gre0|gretap0|erspan0|ip6tnl0|ip6gre0|ip_vti0|ip6_vti0|dummy\d+|ifb\d+|teql0)$/,
];

/** Kinds that only overlays and proxies use on a node. A VPN, bond, VLAN or macvlan is the node's own. */
const madeKinds: ReadonlySet<string> = new Set(['vxlan', 'geneve', 'ipip', 'dummy', 'openvswitch', 'ifb', 'netkit']);

/** A veth whose name is that of a network card: the node itself is a container. */
const isCard = (name: string): boolean => /^(eth|en[opsx])\d/.test(name);

/** Bridges with ports that are all veths: they join containers, not networks. */
const containerBridges = (interfaces: readonly Interface[]): ReadonlySet<string> => {
	const bridges = new Map<string, boolean>();
	for (const {master, kind, name} of interfaces) {
		if (master !== null) {
			bridges.set(master, (bridges.get(master) ?? true) && (kind === 'veth' || name.startsWith('veth')));
		}
	}
	return new Set([...bridges].filter(([, onlyVeths]) => onlyVeths).map(([name]) => name));
};

/** Whether a CNI plugin, a container engine or the kernel made an interface. `bridges` are names that the network configuration uses. */
const isMade = (link: Interface, bridges: ReadonlySet<string>): boolean =>
	madeNames.some((name) => name.test(link.name)) ||
	bridges.has(link.name) ||
	(link.kind !== null && madeKinds.has(link.kind)) ||
	((link.kind === 'veth' || link.name.startsWith('veth')) && !isCard(link.name));

/**
 * Names of the interfaces that no CNI plugin or container engine made. `holders` hold the node address or the default route and
 * are the node's own whatever their kind; `bridges` are those that the network configuration names.
 */
export const physicalInterfaces = (
	interfaces: readonly Interface[],
	holders: readonly string[],
	bridges: readonly string[],
): readonly string[] => {
	const made = new Set([...bridges, ...containerBridges(interfaces)]);
	return interfaces
		.filter((link) => !link.flags.includes('LOOPBACK') && (holders.includes(link.name) || !isMade(link, made)))
		.map((link) => link.name);
};

/** Bridges of container engines and hypervisors, which have ranges of their own. */
export const isEngineBridge = (name: string): boolean =>
	/^(docker\d+|docker_gwbridge|br-[0-9a-f]{12}|podman\d+|cni-podman\d+|virbr\d+|lxcbr\d+|lxdbr\d+|incusbr\d+)$/.test(
		name,
	);
