import {podBridge, reasonNoBridgeFilter} from '../../derive/pod-bridge.ts';
import {defineRule} from '../../model/rule.ts';

/** The kernel's filter for bridged traffic, told by its parameters: a built-in one is in no list of modules. */
export const brNetfilterMissing = defineRule({
	id: 'br-netfilter-missing',
	title: 'br_netfilter is there for the pod bridge',
	severity: 'error',
	tier: 1,
	group: 'system',
	roles: ['control-plane', 'worker'],
	needs: ['sysctls', 'cni', 'proxy'],
	whole: ['sysctls'],
	found: true,
	uses: ['modules'],
	why: 'Traffic between pods of one node passes the bridge without iptables: answers of services come from the wrong address, DNS to a local CoreDNS pod times out, and newer flannel refuses to start.',
	fix: 'Load br_netfilter now and at every boot; kubeadm no longer looks for it since 1.30.',
	commands: ['modprobe br_netfilter', 'echo br_netfilter > /etc/modules-load.d/k8s.conf'],
	verify: ['ls /proc/sys/net/bridge'],
	docs: [
		'https://github.com/flannel-io/flannel/tree/master/Documentation',
		'https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/network-plugins/',
	],
	seen: 'never seen live; tested on made-up facts',
	check: ({sysctls, cni, proxy, modules}) => {
		const reason = reasonNoBridgeFilter(cni, proxy);
		const bridge = podBridge(cni);
		if (reason !== null || bridge === undefined) {
			return reason ?? [];
		}
		// Older kernels show these parameters in the first network namespace only.
		const isLoaded = modules?.loaded.some((module) => module.value === 'br_netfilter') === true;
		if (isLoaded || sysctls.some(({name}) => name.startsWith('net.bridge.'))) {
			return [];
		}
		const searched = sysctls.find(({name}) => name === 'net.ipv4.ip_forward') ?? sysctls[0];
		return [
			{
				expected: 'br_netfilter, because pods hang on a Linux bridge',
				actual: 'br_netfilter is not loaded: traffic between pods of this node bypasses iptables',
				evidence: [bridge, ...(searched === undefined ? [] : [searched.at])],
			},
		];
	},
});
