import type {Kubeconfig} from '../../source/model/facts/kubernetes.ts';
import type {ForwardingEntry, Neighbour, PolicyRule} from '../../source/model/facts/route.ts';
import {place} from './node-facts.ts';

/** A rule of `ip rule`: `100: from all lookup main` unless told otherwise. */
export const policyRule = (given: Partial<PolicyRule> = {}): PolicyRule => ({
	family: 4,
	priority: 100,
	negated: false,
	from: 'all',
	to: 'all',
	inputDevice: null,
	outputDevice: null,
	mark: null,
	action: 'lookup',
	table: 'main',
	rest: [],
	at: place('ip rule', 2),
	...given,
});

/** kubelet's kubeconfig with a server. */
export const kubeletKubeconfig = (server: string, given: Partial<Kubeconfig> = {}): Kubeconfig => ({
	path: '/etc/kubernetes/kubelet.conf',
	server,
	user: 'default-auth',
	certificateAuthorityHash: null,
	clientCertificatePath: null,
	clientCertificate: null,
	hasToken: false,
	hasClientKey: false,
	problem: null,
	at: place('/etc/kubernetes/kubelet.conf', 5),
	...given,
});

/** An entry of a VXLAN interface's forwarding database. */
export const forwarding = (mac: string, destination: string, device = 'flannel.1'): ForwardingEntry => ({
	mac,
	device,
	master: null,
	destination,
	flags: ['self', 'permanent'],
	at: place('bridge fdb', 7),
});

/** A permanent neighbour on a VXLAN interface. */
export const neighbour = (address: string, mac: string, device = 'flannel.1'): Neighbour => ({
	family: address.includes(':') ? 6 : 4,
	address,
	device,
	mac,
	state: 'PERMANENT',
	at: place('ip neigh', 3),
});
