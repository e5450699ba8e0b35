import {cni0SubnetEnvMismatch} from '../../../source/rules/cni/cni0-subnet-env-mismatch.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {address, cniConfig, iface, place, process} from '../../support/node-facts.ts';
import {podNetwork} from '../../support/plan.ts';

const env = (subnet: string | null, ipv6Subnet: string | null = null) => ({
	network: '10.244.0.0/16',
	subnet,
	ipv6Network: null,
	ipv6Subnet,
	mtu: 1450,
	masquerade: true,
	at: place('/run/flannel/subnet.env', 1),
});
const addresses = [address('10.244.4.1/24', {at: place('ip -d addr', 22)}), address('fe80::1/64')];
const cni0 = iface({name: 'cni0', kind: 'bridge', addresses});
const bridge = {name: 'cni0', ports: 2, addresses: ['10.244.4.1/24'], up: true, mtu: 1450, at: cni0.at};
const agent = process({argv: ['/opt/bin/flanneld', '--kube-subnet-mgr'], pid: 55, startSeconds: 100});
const {file, path, name, at} = cniConfig('10-flannel.conflist', []);
const flannel = podNetwork('flannel', {
	bridge,
	winner: {file, path, name, at},
	daemon: {expected: ['flanneld'], running: true, pid: 55, at: agent.at},
});
const node = {role: roleOf('worker'), cni: flannel, interfaces: [cni0], processes: [agent]};
const uptime = (value: number) => ({value, at: place('/proc/uptime')});

testRule(
	cni0SubnetEnvMismatch,
	[
		['the same', {...node, flannelEnv: env('10.244.4.1/24')}],
		['no bridge before the first pod', {...node, cni: {...flannel, bridge: null}, flannelEnv: env('10.244.9.1/24')}],
		['another product', {...node, cni: podNetwork('calico'), flannelEnv: null}, {status: 'skip'}],
		[
			'flannel of IPv6 alone',
			{
				...node,
				interfaces: [{...cni0, addresses: [address('fd00:4::1/64')]}],
				flannelEnv: env(null, 'fd00:4::1/64'),
			},
		],
		['flanneld has just started', {...node, flannelEnv: null, uptime: uptime(130)}],
		['flanneld does not run', {...node, flannelEnv: null, processes: [], uptime: uptime(500)}],
		['the file could not be read', node, {status: 'unknown'}],
	],
	[
		[
			'the node joined again',
			{...node, flannelEnv: env('10.244.9.1/24')},
			{
				actual: "cni0 has 10.244.4.1/24, but flannel's subnet of this node is 10.244.9.1/24",
				evidence: [
					{source: 'ip -d addr', line: 22},
					{source: '/run/flannel/subnet.env', line: 1},
				],
			},
		],
		['another mask', {...node, flannelEnv: env('10.244.4.1/25')}],
		[
			'of IPv6',
			{
				...node,
				interfaces: [{...cni0, addresses: [...addresses, address('fd00:4::1/64')]}],
				flannelEnv: env('10.244.4.1/24', 'fd00:9::1/64'),
			},
			{expected: 'cni0 has fd00:9::1/64 (FLANNEL_IPV6_SUBNET)'},
		],
		[
			'flanneld has no subnet',
			{...node, flannelEnv: null, uptime: uptime(500)},
			{
				actual: 'flanneld runs but has not written /run/flannel/subnet.env: it has no subnet for this node',
				evidence: [{source: path}, {source: '/proc/55/cmdline'}],
			},
		],
	],
);
