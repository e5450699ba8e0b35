import type {CniChain, ProxyMode} from '../../source/model/conclusions.ts';
import type {Modules, Sysctl} from '../../source/model/facts/host.ts';
import {place} from './node-facts.ts';

/** Kernel parameters by name, each with its file of /proc/sys as its place. */
export const sysctls = (values: {readonly [name: string]: string}): readonly Sysctl[] =>
	Object.entries(values).map(([name, value]) => ({
		name,
		value,
		at: place(`/proc/sys/${name.replaceAll('.', '/')}`),
	}));

/** Modules that are loaded. */
export const modules = (...names: readonly string[]): Modules => ({
	loadable: true,
	loaded: names.map((value, index) => ({value, at: place('/proc/modules', index + 1)})),
});

/** The pod bridge cni0, which is up and has two ports. */
export const cni0: NonNullable<CniChain['bridge']> = {
	name: 'cni0',
	ports: 2,
	addresses: ['10.244.1.1/24'],
	up: true,
	mtu: 1450,
	at: place('ip -d addr', 20),
};

/** flannel's VXLAN interface. */
export const flannel1: NonNullable<CniChain['overlay']> = {
	name: 'flannel.1',
	kind: 'vxlan',
	mtu: 1450,
	overhead: 50,
	at: place('ip -d addr', 15),
};

/** kube-proxy in a mode, with its rules on the node. */
export const proxyIn = (mode: ProxyMode['mode'], given: Partial<ProxyMode> = {}): ProxyMode => ({
	mode,
	confidence: 'high',
	declared: null,
	proxy: null,
	replacement: null,
	dataPlanes:
		mode === 'iptables' || mode === 'ipvs' || mode === 'nftables' ? [{mode, at: place('iptables-save -c', 40)}] : [],
	evidence: [],
	...given,
});
