import type {CniChain, ProxyMode} from '../model/conclusions.ts';
import type {Place} from '../model/place.ts';

/** Modes in which what passes a bridge has to pass the node's packet filter. */
const translating: readonly ProxyMode['mode'][] = ['iptables', 'ipvs', 'nftables', 'userspace'];

/** The place that says that pods hang on a Linux bridge: the bridge, or the plugin that makes it with the first pod. Undefined where they do not. */
export const podBridge = (cni: CniChain): Place | undefined =>
	cni.bridge?.at ?? cni.plugins.find((plugin) => plugin.type === 'bridge')?.at;

/** Why traffic over the pod bridge need not pass the packet filter of the node, or null where it must. */
export const reasonNoBridgeFilter = (
	cni: CniChain,
	proxy: ProxyMode,
): {readonly skip: string} | {readonly unknown: string; readonly remedy: string | null} | null => {
	if (podBridge(cni) === undefined) {
		return {skip: 'pods do not hang on a Linux bridge here'};
	}
	if (proxy.mode === 'unknown') {
		return {unknown: 'the mode of kube-proxy is not known', remedy: 'run as root'};
	}
	return translating.includes(proxy.mode) ? null : {skip: 'no kube-proxy translates services on this node'};
};
