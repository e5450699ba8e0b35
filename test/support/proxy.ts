import type {ProxyMode} from '../../source/model/conclusions.ts';
import {place, process} from './node-facts.ts';

/** kube-proxy's process. */
export const kubeProxy = process({argv: ['/usr/local/bin/kube-proxy', '--config=/x'], pid: 77, startSeconds: 10});

/** How services are proxied: by kube-proxy in iptables mode, with what is given changed. */
export const proxyAs = (mode: ProxyMode['mode'], given: Partial<ProxyMode> = {}): ProxyMode => ({
	mode,
	confidence: 'high',
	declared: null,
	proxy: {name: 'kube-proxy', pid: 77, at: kubeProxy.at},
	replacement: null,
	dataPlanes: [],
	evidence: [],
	...given,
});

/** Cilium in the place of kube-proxy. */
export const replaced = proxyAs('replaced', {
	proxy: {name: 'cilium-agent', pid: 78, at: place('/proc/78/cmdline')},
	replacement: 'cilium',
});

/** Rules of a mode that are on the node. */
export const plane = (mode: ProxyMode['dataPlanes'][number]['mode'], line = 40): ProxyMode['dataPlanes'][number] => ({
	mode,
	at: place(mode === 'nftables' ? 'nft list ruleset' : 'iptables-save', line),
});
