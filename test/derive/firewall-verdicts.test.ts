import {describe, expect, test} from 'vitest';
import {parseNftJson} from '../../source/collectors/nft-json.ts';
import {
	createFirewallVerdicts,
	type ForwardedConnection,
	forwardVerdict,
	inputVerdict,
	verdictText,
} from '../../source/derive/firewall-verdicts.ts';
import type {PacketFilters} from '../../source/derive/packet.ts';
import {filtersOf, filterTable} from '../support/filters.ts';
import {recordedPart} from '../support/part.ts';

const saved = (name: string): string => recordedPart(`commands/iptables-save/${name}.txt`).text;
const listed = (name: string): string => recordedPart(`commands/nft/${name}.txt`).text;

/** Recorded rule sets: what a kubeadm node with flannel had, and what was done to some. */
const recorded: {readonly [name: string]: () => PacketFilters} = {
	'a control plane': () => filtersOf({iptables: saved('control-plane')}),
	'a worker with Docker': () => filtersOf({iptables: saved('docker-worker')}),
	'a worker with kube-proxy in nftables mode': () => ({
		iptables: {tables: [], warnings: []},
		nftables: parseNftJson(recordedPart('commands/nft-json/nftables-mode.json')).value.filter(
			({name}) => name === 'kube-proxy',
		),
		localAddresses: ['192.168.56.11'],
	}),
	ufw: () => filtersOf({iptables: saved('ufw')}),
	'ufw, IPv6': () => filtersOf({iptables: saved('ufw-ip6tables')}, ['fd00:56::11']),
	'a dropped peer port': () => filtersOf({iptables: saved('etcd-peer-port-dropped')}),
	'FORWARD that drops first': () => filtersOf({iptables: saved('forward-drop-first-rule')}),
	'FORWARD with policy DROP and no accept': () => filtersOf({iptables: saved('bridge-forward-policy-drop')}),
	'a foreign table with policy drop on input': () =>
		filtersOf({iptables: saved('control-plane'), nft: listed('nft-input-drop')}),
	'a foreign table with policy drop on forward': () =>
		filtersOf({iptables: saved('control-plane'), nft: listed('foreign-nft-forward-drop')}),
};

const filters = (name: string): PacketFilters => recorded[name]?.() ?? filtersOf({});

describe('connections to the node', () => {
	test.each<readonly [string, number, 'tcp' | 'udp', string]>([
		['a control plane', 6443, 'tcp', 'accept'],
		['a control plane', 2380, 'tcp', 'accept'],
		['a control plane', 8472, 'udp', 'accept'],
		['a worker with Docker', 10250, 'tcp', 'accept'],
		['a worker with kube-proxy in nftables mode', 10250, 'tcp', 'accept'],
		['ufw', 10250, 'tcp', 'drop'],
		['ufw', 8472, 'udp', 'drop'],
		['a dropped peer port', 2380, 'tcp', 'drop'],
		['a dropped peer port', 2379, 'tcp', 'accept'],
		['a foreign table with policy drop on input', 10250, 'tcp', 'drop'],
		['a foreign table with policy drop on input', 8472, 'udp', 'drop'],
		['a foreign table with policy drop on input', 22, 'tcp', 'accept'],
		['a foreign table with policy drop on forward', 10250, 'tcp', 'accept'],
	])('%s: port %i of %s is %s', (name, port, protocol, verdict) => {
		const connection = {address: '192.168.56.11', interface: 'eth0', protocol, port} as const;
		expect(inputVerdict(filters(name), connection).verdict).toBe(verdict);
		expect(inputVerdict(filters(name), {...connection, source: '192.168.56.12'}).verdict).toBe(verdict);
	});

	test('IPv6 has rules of its own', () => {
		const connection = {address: 'fd00:56::11', interface: 'eth0', protocol: 'tcp', port: 10250} as const;
		expect(inputVerdict(filters('ufw, IPv6'), connection).verdict).toBe('drop');
		expect(inputVerdict(filters('ufw'), connection).verdict).toBe('accept');
	});

	test('the rule that decides is named', () => {
		const connection = {address: '192.168.56.11', interface: 'eth0', protocol: 'tcp', port: 2380} as const;
		const {by, chains} = inputVerdict(filters('a dropped peer port'), connection);
		const line = saved('etcd-peer-port-dropped').split('\n')[(by?.line ?? 0) - 1];
		expect(line).toMatch(/^\[\d+:\d+\] -A INPUT -p tcp -m tcp --dport 2380 -j DROP$/);
		expect(chains).toEqual(['ip filter INPUT']);
	});

	test('an accept for one source lets in that one only', () => {
		const rules = filtersOf({iptables: filterTable(['-A INPUT -s 192.168.56.12/32 -j ACCEPT'], {INPUT: 'DROP'})});
		const connection = {address: '192.168.56.11', interface: 'eth0', protocol: 'tcp', port: 6443} as const;
		expect(inputVerdict(rules, connection).verdict).toBe('drop');
		expect(inputVerdict(rules, {...connection, source: '192.168.56.12'}).verdict).toBe('accept');
	});
});

describe('connections that the node forwards', () => {
	const local = {address: '10.244.4.7', interface: 'cni0'};
	const remote = {address: '10.244.5.7', interface: 'flannel.1'};

	test.each<readonly [string, string]>([
		['a control plane', 'accept'],
		['a worker with Docker', 'accept'],
		['a worker with kube-proxy in nftables mode', 'accept'],
		// flannel's chain stands before those of ufw.
		['ufw', 'accept'],
		['FORWARD that drops first', 'drop'],
		['FORWARD with policy DROP and no accept', 'drop'],
		['a foreign table with policy drop on forward', 'drop'],
	])('%s: between pods it is %s', (name, verdict) => {
		const {forwardBothWays} = createFirewallVerdicts(filters(name));
		expect(forwardBothWays({from: local, to: remote, protocol: 'tcp', port: 8080}).verdict).toBe(verdict);
		expect(forwardBothWays({from: remote, to: local, protocol: 'udp', port: 53}).verdict).toBe(verdict);
	});

	test('what kube-proxy marked passes FORWARD with policy DROP', () => {
		const connection: ForwardedConnection = {
			...{from: {address: '198.51.100.7', interface: 'eth0'}, to: local, port: 8080},
			...{protocol: 'tcp', dnat: true, mark: 0x4000},
		};
		const name = 'FORWARD with policy DROP and no accept';
		expect(forwardVerdict(filters(name), connection).verdict).toBe('accept');
		expect(forwardVerdict(filters(name), {...connection, mark: 0}).verdict).toBe('drop');
	});

	test('a translated connection meets the filters before routing with the address that it was sent to', () => {
		const raw = '*raw\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp -m tcp --dport 30080 -j DROP\nCOMMIT\n';
		const connection: ForwardedConnection = {
			...{from: {address: '198.51.100.7', interface: 'eth0'}, to: local, port: 8080, dnat: true},
			...{protocol: 'tcp', original: {address: '192.168.56.11', port: 30080}},
		};
		expect(forwardVerdict(filtersOf({iptables: raw}), connection).verdict).toBe('drop');
		const {original: _, ...elsewhere} = connection;
		expect(forwardVerdict(filtersOf({iptables: raw}), elsewhere).verdict).toBe('accept');
	});
});

test('verdicts as words claim no more than this node can tell', () => {
	const connection = {address: '192.168.56.11', interface: 'eth0', protocol: 'tcp', port: 10250} as const;
	expect(verdictText(inputVerdict(filters('a control plane'), connection))).toBe('not filtered by this node');
	expect(verdictText(inputVerdict(filters('ufw'), connection))).toBe('dropped by this node in ip filter INPUT');
});
