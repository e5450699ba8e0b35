import type {AddressPlan, CniChain, NodeAddress, Service} from '../model/conclusions.ts';
import {addressAt, type Cidr, contains, parseCidr} from '../net/cidr.ts';
import {anyone, type ForwardedConnection} from './firewall-verdicts.ts';

/** A connection that a healthy node forwards, and what it stands for. */
export type PodPacket = {readonly what: string; readonly connection: ForwardedConnection};

const rangesOf = (plan: AddressPlan, kind: string, family: 4 | 6): readonly Cidr[] =>
	plan.ranges
		.filter((range) => range.kind === kind && range.family === family)
		.map((range) => parseCidr(range.cidr))
		.filter((cidr) => cidr !== null);

/** An address of the cluster's pods that is not one of this node's. */
const remoteAddress = (cluster: Cidr, own: Cidr): string | null => {
	if (!contains(cluster, own) || cluster.prefix === own.prefix) {
		return null;
	}
	return own.first > cluster.first ? addressAt(cluster, 9n) : addressAt(cluster, cluster.last - cluster.first - 9n);
};

/** kube-proxy's mark of traffic that it masquerades. */
const masqueraded = 0x4000;

/** A connection to a NodePort of this node, after its destination became a pod. Marked, as from outside it always is unless its policy is local. */
const nodePortPacket = (pod: PodPacket['connection']['to'], outside: PodPacket['connection']['from']): PodPacket => ({
	what: 'from outside through NodePorts to pods of this node',
	connection: {protocol: 'tcp', port: 80, from: outside, to: pod, mark: masqueraded, dnat: true},
});

/**
 * Connections between a pod of this node and pods elsewhere, from a pod to the world, and from outside where there are NodePorts, with the interfaces
 * that they pass. Where a range or an interface is not known its packet is left out or the interface is open.
 */
export const podPackets = (
	plan: AddressPlan,
	cni: CniChain,
	node: NodeAddress,
	family: 4 | 6,
	hasNodePorts = false,
): readonly PodPacket[] => {
	const [own] = rangesOf(plan, 'node-pods', family);
	if (own === undefined) {
		return [];
	}
	const pod = {address: addressAt(own, 7n), interface: cni.bridge?.name ?? null};
	const remote = rangesOf(plan, 'cluster-pods', family)
		.map((cluster) => remoteAddress(cluster, own))
		.find((address) => address !== null);
	const outside = {address: anyone[family], interface: node.uplink};
	const packet = {protocol: 'tcp', port: 80} as const;
	const far = remote == null ? null : {address: remote, interface: cni.overlay?.name ?? node.uplink};
	return [
		...(far === null
			? []
			: [
					{what: 'from pods of other nodes to pods of this one', connection: {...packet, from: far, to: pod}},
					{what: 'from pods of this node to pods of other nodes', connection: {...packet, from: pod, to: far}},
				]),
		{what: 'from pods of this node to the outside', connection: {...packet, from: pod, to: outside}},
		...(hasNodePorts ? [nodePortPacket(pod, outside)] : []),
	];
};

/** Whether a NodePort of a family leads to pods. */
export const hasNodePorts = (services: readonly Service[] | undefined, family: 4 | 6): boolean =>
	services?.some(
		({nodePort, endpoints}) =>
			nodePort !== null && endpoints.some(({address}) => address.includes(':') === (family === 6)),
	) ?? false;
