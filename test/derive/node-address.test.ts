import {expect, test} from 'vitest';
import {knownValue} from '../../source/analyzer/draw-conclusions.ts';
import {components} from '../../source/derive/components.ts';
import {nodeAddress} from '../../source/derive/node-address.ts';
import type {NodeAddress} from '../../source/model/conclusions.ts';
import type {Known} from '../../source/model/rule.ts';
import {
	address,
	cniConfig,
	cniConfigs,
	cniPlugin,
	conclude,
	iface,
	kubeletConfig,
	process,
	route,
	setting,
	staticPod,
	staticPods,
} from '../support/node-facts.ts';

const find = (known: Partial<Known>): NodeAddress => {
	const found = knownValue(conclude({processes: [], ...known}, [components, nodeAddress]), 'nodeAddress');
	expect(found).toBeDefined();
	return found as NodeAddress;
};

const lo = iface({name: 'lo', flags: ['LOOPBACK', 'UP'], addresses: [address('127.0.0.1/8', {scope: 'host'})]});
const eth0 = iface({
	name: 'eth0',
	addresses: [address('192.168.56.11/24'), address('fd00:56::11/64'), address('fe80::1/64')],
});
const nat = iface({name: 'eth1', addresses: [address('10.0.2.15/24')]});
const natRoute = route({via: '10.0.2.2', device: 'eth1'});

const summary = ({addresses, because, uplink}: NodeAddress): string =>
	[because, uplink, ...addresses.map((one) => `${one.address}/${one.prefix}`)].join(' ');

test.each<readonly [string, Partial<Known>, string]>([
	[
		"kubelet's --node-ip before the default route",
		{
			interfaces: [lo, nat, eth0],
			routes: [natRoute],
			kubeletConfig: kubeletConfig({nodeIps: setting(['192.168.56.11'])}),
		},
		'node-ip eth0 192.168.56.11/24',
	],
	[
		'both of a dual-stack --node-ip, in its order',
		{interfaces: [lo, eth0], kubeletConfig: kubeletConfig({nodeIps: setting(['fd00:56::11', '192.168.56.11'])})},
		'node-ip eth0 fd00:56::11/64 192.168.56.11/24',
	],
	[
		'--node-ip of the process where no configuration was read',
		{interfaces: [nat, eth0], processes: [process({argv: ['kubelet', '--node-ip=192.168.56.11']})]},
		'node-ip eth0 192.168.56.11/24',
	],
	[
		'--node-ip=:: only chooses a family',
		{interfaces: [nat, eth0], routes: [natRoute], kubeletConfig: kubeletConfig({nodeIps: setting(['::'])})},
		'default-route eth1 10.0.2.15/24',
	],
	[
		'a --node-ip that no interface has',
		{interfaces: [nat, eth0], routes: [natRoute], kubeletConfig: kubeletConfig({nodeIps: setting(['192.168.99.1'])})},
		'default-route eth1 10.0.2.15/24',
	],
	[
		'what the API server advertises',
		{
			interfaces: [nat, eth0],
			routes: [natRoute],
			processes: [process({argv: ['kube-apiserver', '--advertise-address=192.168.56.11']})],
		},
		'apiserver eth0 192.168.56.11/24',
	],
	[
		'what its manifest says while it does not run',
		{
			interfaces: [nat, eth0],
			routes: [natRoute],
			staticPods: staticPods(staticPod(['kube-apiserver', '--advertise-address=192.168.56.11'])),
		},
		'manifest eth0 192.168.56.11/24',
	],
	[
		'the default route by its device',
		{interfaces: [nat, eth0], routes: [route()]},
		'default-route eth0 192.168.56.11/24',
	],
	[
		'the default route with the lowest metric',
		{interfaces: [nat, eth0], routes: [{...natRoute, metric: 100}, route({metric: 50})]},
		'default-route eth0 192.168.56.11/24',
	],
	[
		'the source that the default route names',
		{
			interfaces: [iface({name: 'eth0', addresses: [address('10.0.0.5/24'), address('10.0.0.6/24')]})],
			routes: [route({source: '10.0.0.6'})],
		},
		'default-route eth0 10.0.0.6/24',
	],
	[
		'default routes of both families',
		{interfaces: [eth0], routes: [route(), route({destination: '::/0', via: 'fe80::1'})]},
		'default-route eth0 192.168.56.11/24 fd00:56::11/64',
	],
	[
		'default routes of other tables do not count',
		{interfaces: [nat, eth0], routes: [{...natRoute, table: '100'}]},
		'none ',
	],
	[
		'a virtual address beside the real one',
		{
			interfaces: [iface({name: 'eth0', addresses: [address('10.0.0.100/32'), address('10.0.0.5/24')]})],
			routes: [route()],
		},
		'default-route eth0 10.0.0.5/24',
	],
	[
		'a cloud gives its machines a /32',
		{interfaces: [iface({name: 'ens4', addresses: [address('10.128.0.2/32')]})], routes: [route({device: 'ens4'})]},
		'default-route ens4 10.128.0.2/32',
	],
	[
		'the only address',
		{interfaces: [lo, iface({name: 'eth0', addresses: [address('10.0.0.5/24')]})]},
		'only-address eth0 10.0.0.5/24',
	],
	[
		'the only address beside those of containers',
		{
			interfaces: [
				iface({name: 'eth0', addresses: [address('10.0.0.5/24')]}),
				iface({name: 'cni0', kind: 'bridge', addresses: [address('10.244.1.1/24')]}),
				iface({name: 'docker0', kind: 'bridge', addresses: [address('172.17.0.1/16')]}),
			],
		},
		'only-address eth0 10.0.0.5/24',
	],
	[
		'several addresses and nothing that chooses',
		{interfaces: [nat, iface({name: 'eth0', addresses: [address('10.0.0.5/24')]})]},
		'none ',
	],
	['no interface has an address', {interfaces: [lo]}, 'none '],
])('%s', (_, known, expected) => {
	expect(summary(find(known))).toBe(expected);
});

test.each<readonly [string, Parameters<typeof iface>[0], boolean]>([
	['a card', {name: 'enp1s0'}, true],
	['a bond', {name: 'bond0', kind: 'bond'}, true],
	['a VLAN', {name: 'eth0.100', kind: 'vlan', parent: 'eth0'}, true],
	['a VPN', {name: 'wg0', kind: 'wireguard'}, true],
	['a bridge that a person made', {name: 'br0', kind: 'bridge'}, true],
	['a card of a container that acts as a machine', {name: 'eth1', kind: 'veth'}, true],
	['a veth of a pod', {name: 'veth12345678', kind: 'veth', master: 'cni0'}, false],
	['a veth of a pod without details', {name: 'veth12345678'}, false],
	['a veth of Calico', {name: 'cali0123456789a', kind: 'veth'}, false],
	['a veth of Cilium', {name: 'lxc0123456789ab', kind: 'veth'}, false],
	['a veth of AWS', {name: 'eni0123456789a', kind: 'veth'}, false],
	['a card of AWS', {name: 'ens6'}, true],
	['the bridge of flannel', {name: 'cni0', kind: 'bridge'}, false],
	['the overlay of flannel', {name: 'flannel.1', kind: 'vxlan'}, false],
	['the overlay of Calico', {name: 'vxlan.calico', kind: 'vxlan'}, false],
	['IPVS addresses', {name: 'kube-ipvs0', kind: 'dummy'}, false],
	['the DNS cache', {name: 'nodelocaldns', kind: 'dummy'}, false],
	["Docker's bridge", {name: 'docker0', kind: 'bridge'}, false],
	['a bridge of a Docker network', {name: 'br-0123456789ab', kind: 'bridge'}, false],
	["podman's bridge", {name: 'podman0', kind: 'bridge'}, false],
	["libvirt's bridge", {name: 'virbr0', kind: 'bridge'}, false],
	['a fallback tunnel of the kernel', {name: 'tunl0', kind: 'ipip'}, false],
	['loopback', {name: 'lo', flags: ['LOOPBACK', 'UP']}, false],
])('%s is the node’s own: %s', (_, given, expected) => {
	expect(find({interfaces: [iface(given)]}).physical).toEqual(expected ? [given.name] : []);
});

test('a bridge that the network configuration names is not the node’s own', () => {
	const configs = cniConfigs(cniConfig('10-bridge.conflist', [cniPlugin('bridge', {options: {bridge: 'pods'}})]));
	const interfaces = [iface({name: 'pods', kind: 'bridge'}), iface({name: 'eth0'})];
	expect(find({interfaces, cniConfigs: configs}).physical).toEqual(['eth0']);
	expect(find({interfaces}).physical).toEqual(['pods', 'eth0']);
});

test('a bridge with only veths joins containers, one with a card joins the node', () => {
	const veth = iface({name: 'veth1', kind: 'veth', master: 'mine'});
	const bridge = iface({name: 'mine', kind: 'bridge'});
	expect(find({interfaces: [bridge, veth]}).physical).toEqual([]);
	expect(find({interfaces: [bridge, veth, iface({name: 'eth0', master: 'mine'})]}).physical).toEqual(['mine', 'eth0']);
});

test('the link that holds the node address is the node’s own whatever it is', () => {
	const veth = iface({name: 'vethnode', kind: 'veth', addresses: [address('10.0.0.5/24')]});
	expect(find({interfaces: [veth], routes: [route({device: 'vethnode'})]})).toMatchObject({
		uplink: 'vethnode',
		physical: ['vethnode'],
	});
});
