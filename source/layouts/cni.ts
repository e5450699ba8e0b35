import type {ExpectedListener} from '../model/layout.ts';
import {extra, overlay} from './listeners.ts';

const reachedBy = (...clients: ExpectedListener['clients']): Partial<ExpectedListener> => ({clients});

const felix = {owners: ['calico-node', 'calico-felix', 'felix']};
const bird = {owners: ['bird', 'bird6', 'calico-node'], ...reachedBy('nodes')};
const cilium = {owners: ['cilium-agent']};

/** What the agents of CNI products listen on, and the UDP ports of their overlays. All of it depends on configuration. */
const products: {readonly [product: string]: readonly ExpectedListener[]} = {
	flannel: [
		overlay('flannel VXLAN', 8472),
		overlay('flannel UDP', 8285, {owners: ['flanneld']}),
		overlay('flannel WireGuard', 51820),
		overlay('flannel WireGuard over IPv6', 51821),
		extra('flanneld', 'flannel health', 8081, 'any'),
	],
	calico: [
		extra('bird', 'BGP', 179, 'any', bird),
		overlay('Calico VXLAN', 4789),
		overlay('Calico WireGuard', 51820),
		overlay('Calico WireGuard over IPv6', 51821),
		extra('calico-typha', 'Typha', 5473, 'any', reachedBy('nodes')),
		extra('calico-typha', 'Typha health', 9098, 'loopback'),
		extra('calico-node', 'Felix health', 9099, 'loopback', felix),
		extra('calico-node', 'Felix metrics', 9091, 'any', felix),
	],
	canal: [overlay('flannel VXLAN', 8472), extra('calico-node', 'Felix health', 9099, 'loopback', felix)],
	cilium: [
		overlay('Cilium VXLAN', 8472),
		overlay('Cilium Geneve', 6081),
		overlay('Cilium WireGuard', 51871),
		extra('cilium-agent', 'Cilium health', 4240, 'any', {...cilium, ...reachedBy('nodes')}),
		extra('cilium-agent', 'Hubble', 4244, 'any', {...cilium, ...reachedBy('nodes')}),
		extra('cilium-agent', 'Cilium agent health', 9879, 'loopback', cilium),
		extra('cilium-agent', 'Cilium gops', 9890, 'loopback', cilium),
		extra('cilium-agent', 'Cilium metrics', 9962, 'any', cilium),
	],
	weave: [
		extra('weaver', 'Weave control', 6783, 'any', reachedBy('nodes')),
		overlay('Weave sleeve', 6783, {owners: ['weaver']}),
		overlay('Weave fast data path', 6784),
		extra('weaver', 'Weave HTTP', 6784, 'loopback'),
		extra('weaver', 'Weave metrics', 6782, 'any'),
		extra('weave-npc', 'Weave policy metrics', 6781, 'any'),
	],
	antrea: [
		overlay('Antrea Geneve', 6081),
		overlay('Antrea VXLAN', 4789),
		extra('antrea-agent', 'Antrea agent API', 10350, 'any', reachedBy('control-plane')),
		extra('antrea-agent', 'Antrea members', 10351, 'any', reachedBy('nodes')),
	],
	'ovn-kubernetes': [overlay('OVN Geneve', 6081)],
	'kube-ovn': [overlay('Kube-OVN Geneve', 6081), extra('kube-ovn-daemon', 'Kube-OVN daemon', 10665, 'any')],
	'kube-router': [
		extra('kube-router', 'BGP', 179, 'any', reachedBy('nodes')),
		extra('kube-router', 'GoBGP', 50051, 'any'),
		extra('kube-router', 'kube-router health', 20244, 'any'),
	],
};

/** The listeners of a CNI product; none for one without an agent that listens. */
export const cniListeners = (product: string | null): readonly ExpectedListener[] =>
	product !== null && Object.hasOwn(products, product) ? (products[product] ?? []) : [];
