import {expect, test} from 'vitest';
import {hasNodePorts, podPackets} from '../../source/derive/pod-packets.ts';
import type {Service} from '../../source/model/conclusions.ts';
import {containsAddress, parseCidr} from '../../source/net/cidr.ts';
import {place} from '../support/node-facts.ts';
import {nodeAt, plan, podNetwork, range} from '../support/plan.ts';

const bridge = {name: 'cni0', ports: 2, addresses: [], up: true, mtu: 1450, at: place()};
const overlay = {name: 'flannel.1', kind: 'vxlan', mtu: 1450, overhead: 50, at: place()};
const cluster = range('cluster-pods', '10.244.0.0/16', 'kube-proxy clusterCIDR');
const own = range('node-pods', '10.244.4.0/24', 'FLANNEL_SUBNET');
const cni = podNetwork('flannel', {bridge, overlay});
const node = nodeAt('192.168.56.21/24');
const isIn = (cidr: string, address: string): boolean => {
	const parsed = parseCidr(cidr);
	return parsed !== null && containsAddress(parsed, address);
};

test('from other pods, to other pods and to the outside, by the interfaces that they pass', () => {
	const packets = podPackets(plan(cluster, own), cni, node, 4);
	expect(packets.map(({connection}) => [connection.from.interface, connection.to.interface])).toEqual([
		['flannel.1', 'cni0'],
		['cni0', 'flannel.1'],
		['cni0', 'eth0'],
	]);
	const [first] = packets;
	expect(isIn(own.cidr, first?.connection.to.address ?? '')).toBe(true);
	expect(isIn(cluster.cidr, first?.connection.from.address ?? '')).toBe(true);
	expect(isIn(own.cidr, first?.connection.from.address ?? '')).toBe(false);
});

test.each(['10.244.0.0/24', '10.244.255.0/24', '10.244.128.0/17', '10.244.0.0/17'])(
	'the other pods are never those of %s itself',
	(cidr) => {
		const packets = podPackets(plan(cluster, {...own, cidr}), cni, node, 4);
		expect(packets).toHaveLength(3);
		expect(isIn(cidr, packets[0]?.connection.from.address ?? '')).toBe(false);
		expect(isIn(cluster.cidr, packets[0]?.connection.from.address ?? '')).toBe(true);
	},
);

test('without an overlay other pods are behind the uplink', () => {
	const [first] = podPackets(plan(cluster, own), podNetwork('bridge', {bridge}), node, 4);
	expect(first?.connection.from.interface).toBe('eth0');
});

test('a network of one node has no other pods', () => {
	expect(podPackets(plan({...cluster, cidr: own.cidr}, own), cni, node, 4).map(({what}) => what)).toEqual([
		'from pods of this node to the outside',
	]);
});

test('nothing where the range of the node is not known, or of the other family', () => {
	expect(podPackets(plan(cluster), cni, node, 4)).toEqual([]);
	expect(podPackets(plan(cluster, own), cni, node, 6)).toEqual([]);
});

test('what comes in through a NodePort is translated and marked', () => {
	const last = podPackets(plan(cluster, own), cni, node, 4, true).at(-1);
	expect(last?.connection).toMatchObject({
		from: {interface: 'eth0'},
		to: {interface: 'cni0'},
		mark: 0x4000,
		dnat: true,
	});
});

test('NodePorts that lead to pods of a family', () => {
	const service = (nodePort: number | null, ...addresses: readonly string[]): Service => ({
		name: 'a/b:c',
		protocol: 'tcp',
		clusterIp: null,
		port: 80,
		nodePort,
		mode: 'iptables',
		endpoints: addresses.map((address) => ({address, port: 80, chain: null, at: place()})),
		refused: [],
		steps: [],
	});
	expect(hasNodePorts([service(30080, '10.244.4.9')], 4)).toBe(true);
	expect(hasNodePorts([service(30080, '10.244.4.9')], 6)).toBe(false);
	expect(hasNodePorts([service(30080)], 4)).toBe(false);
	expect(hasNodePorts([service(null, '10.244.4.9')], 4)).toBe(false);
	expect(hasNodePorts(undefined, 4)).toBe(false);
});
