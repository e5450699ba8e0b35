import type {Component} from '../../../source/model/conclusions.ts';
import {readFlags} from '../../../source/model/read-flags.ts';
import {configuredIpNotLocal} from '../../../source/rules/interfaces/configured-ip-not-local.ts';
import {testRule} from '../../support/judge.ts';
import {address, iface, kubeletConfig, place, setting} from '../../support/node-facts.ts';

const component = (name: string, ...argv: readonly string[]): Record<string, Component> => ({
	[name]: {
		name,
		processes: [],
		manifest: null,
		flags: readFlags(argv, place(`/etc/kubernetes/manifests/${name}.yaml`, 20)),
		flagsFrom: 'manifest',
		version: null,
	},
});
const interfaces = [iface({name: 'eth0', addresses: [address('192.168.56.11/24'), address('fd00:56::11/64')]})];

testRule(
	configuredIpNotLocal,
	[
		[
			'all addresses are local',
			{
				interfaces,
				components: component(
					'etcd',
					'--listen-client-urls=https://127.0.0.1:2379,https://192.168.56.11:2379',
					'--listen-peer-urls=https://192.168.56.11:2380',
				),
			},
		],
		['wildcards', {interfaces, components: component('kube-apiserver', '--bind-address=0.0.0.0')}],
		['IPv6 in brackets', {interfaces, components: component('etcd', '--listen-peer-urls=https://[fd00:56::11]:2380')}],
		[
			'--node-ip=:: chooses by family',
			{interfaces, components: {}, kubeletConfig: kubeletConfig({nodeIps: setting(['::'])})},
		],
		['a name is not judged', {interfaces, components: component('etcd', '--listen-peer-urls=https://etcd-1:2380')}],
	],
	[
		[
			'etcd listens on an old address',
			{interfaces, components: component('etcd', '--listen-peer-urls=https://192.168.56.99:2380')},
			{
				severity: 'error',
				actual: 'etcd --listen-peer-urls names 192.168.56.99, which no interface has',
				evidence: [{source: '/etc/kubernetes/manifests/etcd.yaml', line: 20}, {source: 'ip -d addr'}],
			},
		],
		[
			'an announced address is only a warning',
			{interfaces, components: component('kube-apiserver', '--advertise-address=203.0.113.5')},
			{severity: 'warning'},
		],
		[
			'--node-ip',
			{interfaces, components: {}, kubeletConfig: kubeletConfig({nodeIps: setting(['192.168.56.99'])})},
			{severity: 'error'},
		],
	],
);
