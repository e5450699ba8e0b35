/** Formats of a node's files, by what their path ends with. */
const files: readonly (readonly [RegExp, readonly string[]])[] = [
	[/(?:^|\/)kubelet\.conf$/, ['kubeconfig']],
	[/(?:^|\/)(?:admin|super-admin|scheduler|controller-manager|bootstrap-kubelet)\.conf$/, ['kubeconfig']],
	[/\/manifests\/[^/]+$|(?:^|\/)(?:etcd|kube-[a-z-]+)\.ya?ml$/, ['static-pod']],
	[/(?:^|\/)kubelet[\w.-]*\/config\.(?:ya?ml|json)$|(?:^|\/)kubelet[\w.-]*\.(?:ya?ml|json)$/, ['kubelet-config']],
	[/\/kube-proxy\/[^/]*$/, ['kube-proxy-config', 'kubeconfig']],
	[/\/net\.d\/[^/]+$|\.conflist$/, ['cni-config']],
	[/(?:^|\/)subnet\.env$/, ['flannel-env']],
	[/(?:^|\/)resolv\.conf$/, ['resolv-conf']],
	[/(?:^|\/)hosts$/, ['hosts']],
	[/(?:^|\/)nsswitch\.conf$/, ['nsswitch']],
	[/(?:^|\/)os-release$/, ['os-release']],
	[/(?:^|\/)config\.toml$/, ['containerd-config']],
	[/\/net\/(?:tcp|udp|raw|udplite)6?$/, ['proc-net-socket']],
	[/\/net\/unix$/, ['proc-net-unix']],
	[/\/proc\/net\/(?:snmp6?|netstat)$/, ['proc-net-snmp']],
	[/\/proc\/net\/sockstat6?$/, ['proc-net-sockstat']],
	[/\/proc\/net\/arp$/, ['arp']],
	[/\/proc\/net\/dev$/, ['proc-net-dev']],
	[/\/proc\/net\/route$/, ['proc-net-route']],
	[/\/proc\/net\/ipv6_route$/, ['proc-net-ipv6-route']],
	[/\/proc\/net\/if_inet6$/, ['proc-net-if-inet6']],
	[/\/proc\/net\/fib_trie$/, ['proc-net-fib-trie']],
	[/\/proc\/net\/softnet_stat$/, ['proc-net-softnet-stat']],
	[/\/proc\/net\/ip_vs$/, ['ipvs']],
	[/\/sysctl(?:\.d\/[^/]+)?\.conf$/, ['sysctl']],
	[/\/proc\/swaps$/, ['swaps']],
	[/\/proc\/modules$/, ['modules']],
	[/(?:^|\/)kubeadm-flags\.env$|\/default\/kubelet$/, ['kubelet-flags']],
	[/\.(?:crt|pem)$/, ['certificate']],
	[/\/networks\/[^/]+\/[^/]+$/, ['ipam-reservation']],
	[/\.log$|\/var\/log\//, ['log']],
	[/(?:^|\/)config\.ya?ml$/, ['kubelet-config', 'static-pod']],
];

/** The formats of a file that is known by its path or name, the likeliest first; empty where the path says nothing. */
export const fileFormats = (file: string): readonly string[] => {
	const found = files.find(([pattern]) => pattern.test(file))?.[1];
	return found ?? [];
};
