import {describe, expect, test} from 'vitest';
import {parseNftJson} from '../../source/collectors/nft-json.ts';
import {components} from '../../source/derive/components.ts';
import {proxyMode} from '../../source/derive/proxy-mode.ts';
import type {ProxyMode} from '../../source/model/conclusions.ts';
import type {Known} from '../../source/model/rule.ts';
import {filtersOf} from '../support/filters.ts';
import {conclude, iface, kubeProxyConfig, place, process, setting, standard} from '../support/node-facts.ts';
import {recordedPart} from '../support/part.ts';

const iptables = filtersOf({iptables: recordedPart('commands/iptables-save/control-plane.txt').text}).iptables;
const nftables = parseNftJson(recordedPart('commands/nft-json/nftables-mode.json')).value;
const empty: Pick<Known, 'iptables' | 'nftables' | 'interfaces' | 'virtualServers'> = {
	...{iptables: {tables: [], warnings: []}, nftables: [], interfaces: [iface({name: 'eth0'})], virtualServers: []},
};
const proxy = process({argv: ['/usr/local/bin/kube-proxy', '--config=/var/lib/kube-proxy/config.conf'], pid: 77});
const init = process({argv: ['/sbin/init'], pid: 1});
const virtualServer = {protocol: 'TCP', address: '10.96.0.1', port: 443, scheduler: 'rr', servers: [], at: place()};

const mode = (known: Partial<Known>): ProxyMode => {
	const reading = conclude(known, [components, proxyMode]).proxy;
	if (reading?.status !== 'ready') {
		throw new Error('no proxy mode');
	}
	return reading.value;
};

test.each<readonly [string, Partial<Known>, Partial<ProxyMode>]>([
	[
		'iptables rules and kube-proxy',
		{...empty, iptables, processes: [init, proxy]},
		{mode: 'iptables', confidence: 'high'},
	],
	['rules of nft', {...empty, nftables, processes: [init, proxy]}, {mode: 'nftables', confidence: 'high'}],
	[
		'the interface of ipvs',
		{...empty, interfaces: [iface({name: 'kube-ipvs0'})], processes: [init, proxy]},
		{mode: 'ipvs', confidence: 'high'},
	],
	[
		'virtual servers',
		{...empty, virtualServers: [virtualServer], processes: [init, proxy]},
		{mode: 'ipvs', confidence: 'high'},
	],
	[
		'rules without kube-proxy',
		{...empty, iptables, processes: [init]},
		{mode: 'iptables', confidence: 'medium', proxy: null},
	],
	[
		'two sets of rules: the declared one',
		{
			...empty,
			iptables,
			nftables,
			processes: [init, proxy],
			kubeProxyConfig: kubeProxyConfig({mode: setting('nftables')}),
		},
		{mode: 'nftables', confidence: 'medium'},
	],
	['nothing at all', {...empty, processes: [init]}, {mode: 'none', confidence: 'high', proxy: null}],
	[
		'kube-proxy without rules',
		{...empty, processes: [init, proxy], kubeProxyConfig: kubeProxyConfig()},
		{mode: 'iptables', confidence: 'low'},
	],
	[
		'rules that could not be read',
		{processes: [init, proxy], kubeProxyConfig: kubeProxyConfig({mode: setting('ipvs')})},
		{mode: 'ipvs', confidence: 'low'},
	],
	['nothing known', {}, {mode: 'unknown', confidence: 'low', declared: null, proxy: null}],
	['nothing known but the processes', {processes: [init]}, {mode: 'unknown', confidence: 'low'}],
	[
		'k3s',
		{...empty, iptables, processes: [init, process({argv: ['/usr/local/bin/k3s', 'server'], pid: 9})]},
		{mode: 'iptables', confidence: 'high'},
	],
	[
		'Cilium in place of kube-proxy',
		{...empty, processes: [init, process({argv: ['cilium-agent', '--config-dir=/tmp/cilium/config-map'], pid: 5})]},
		{mode: 'replaced', confidence: 'medium', replacement: 'cilium'},
	],
	[
		'Cilium that says so, rules left over',
		{
			...empty,
			iptables,
			processes: [init, process({argv: ['/usr/bin/cilium-agent', '--kube-proxy-replacement=true'], pid: 5})],
		},
		{mode: 'replaced', confidence: 'high', replacement: 'cilium'},
	],
	[
		'Cilium beside kube-proxy',
		{...empty, iptables, processes: [init, proxy, process({argv: ['cilium-agent'], pid: 5})]},
		{mode: 'iptables', replacement: null},
	],
	[
		'Cilium that says it does not',
		{...empty, processes: [init, process({argv: ['cilium-agent', '--kube-proxy-replacement=false'], pid: 5})]},
		{mode: 'none', replacement: null},
	],
	[
		'two proxies at once',
		{
			...empty,
			iptables,
			processes: [init, proxy, process({argv: ['cilium-agent', '--kube-proxy-replacement', 'strict'], pid: 5})],
		},
		{mode: 'iptables', replacement: 'cilium'},
	],
	[
		'Calico with eBPF',
		{
			...empty,
			interfaces: [iface({name: 'bpfin.cali'})],
			processes: [init, process({argv: ['calico-node', '-felix'], pid: 5})],
		},
		{mode: 'replaced', replacement: 'calico-ebpf'},
	],
	[
		'Calico without',
		{...empty, processes: [init, process({argv: ['calico-node', '-felix'], pid: 5})]},
		{mode: 'none', replacement: null},
	],
	[
		'kube-router',
		{
			...empty,
			interfaces: [iface({name: 'kube-dummy-if'})],
			virtualServers: [virtualServer],
			processes: [init, process({argv: ['kube-router', '--run-service-proxy=true'], pid: 5})],
		},
		{mode: 'replaced', replacement: 'kube-router', dataPlanes: []},
	],
])('%s', (_, known, expected) => {
	expect(mode(known)).toMatchObject(expected);
});

describe('what is declared', () => {
	const declared = (config: Parameters<typeof kubeProxyConfig>[0]) =>
		mode({...empty, processes: [init, proxy], kubeProxyConfig: kubeProxyConfig(config)}).declared?.value;

	test.each([
		['a mode in the file', {mode: setting('ipvs')}, 'ipvs'],
		['an empty mode is iptables', {mode: setting('')}, 'iptables'],
		['a file without a mode is iptables', {mode: standard('')}, 'iptables'],
		['no file declares nothing', {mode: standard(''), files: []}, undefined],
	])('%s', (_, config, expected) => {
		expect(declared(config)).toBe(expected);
	});

	test('without a known configuration the flag counts', () => {
		const flagged = process({argv: ['kube-proxy', '--proxy-mode=ipvs'], pid: 3});
		expect(mode({...empty, iptables, processes: [init, flagged]})).toMatchObject({
			...{mode: 'iptables', confidence: 'high', declared: {value: 'ipvs'}},
		});
	});
});

test('every claim has its place', () => {
	const {evidence, dataPlanes, proxy: who} = mode({...empty, iptables, processes: [init, proxy]});
	expect(dataPlanes).toMatchObject([{mode: 'iptables'}]);
	expect(evidence).toEqual([dataPlanes[0]?.at, who?.at]);
});

test('the fixed chains that kubelet and flannel make are no data plane', () => {
	const text =
		'*nat\n:PREROUTING ACCEPT [0:0]\n:KUBE-MARK-MASQ - [0:0]\n:KUBE-SERVICES - [0:0]\n:KUBE-KUBELET-CANARY - [0:0]\nCOMMIT\n';
	expect(mode({...empty, iptables: filtersOf({iptables: text}).iptables, processes: [init]}).dataPlanes).toEqual([]);
});
