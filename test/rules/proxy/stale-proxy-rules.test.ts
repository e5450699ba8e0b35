import {expect, test} from 'vitest';
import {proxyMode} from '../../../source/derive/proxy-mode.ts';
import type {Service} from '../../../source/model/conclusions.ts';
import type {Known} from '../../../source/model/rule.ts';
import {staleProxyRules} from '../../../source/rules/proxy/stale-proxy-rules.ts';
import {judge, roleOf, testRule} from '../../support/judge.ts';
import {filterTable, lineOf, natTable, without} from '../../support/kube-rules.ts';
import {address, concluded, iface, place, process} from '../../support/node-facts.ts';
import {iptablesOf, nftOf} from '../../support/packet-filter.ts';
import {component, componentsOf} from '../../support/port-rows.ts';
import {kubeProxy, plane, proxyAs, replaced} from '../../support/proxy.ts';

const node = (proxy: Known['proxy'] | undefined, given: Partial<Known> = {}): Partial<Known> => ({
	role: roleOf('worker'),
	processes: [kubeProxy],
	...(proxy === undefined ? {} : {proxy}),
	...given,
});
/** The proxy mode as it is concluded from rules and interfaces of a node on which kube-proxy runs, or another program. */
const seen = (given: Partial<Known>, runs = true) =>
	concluded(
		'proxy',
		{
			processes: [],
			nftables: [],
			interfaces: [],
			components: runs ? componentsOf(component('kube-proxy', {manifest: false})) : {},
			...given,
		},
		proxyMode,
	);
const fixed = without(natTable, 'KUBE-SVC', 'KUBE-SEP');
const dummy = (name: string) => iface({name, kind: 'dummy', addresses: [address('10.96.0.1/32')]});
const ipvs0 = dummy('kube-ipvs0');
const refusing = filterTable({
	rest: ['-A KUBE-SERVICES -d 10.96.9.9/32 -p tcp -m tcp --dport 80 -j REJECT --reject-with icmp-port-unreachable'],
});
const service = (mode: Service['mode'], clusterIp: string): Service => ({
	name: null,
	protocol: 'tcp',
	clusterIp,
	port: 80,
	nodePort: null,
	mode,
	endpoints: [{address: '10.244.9.9', port: 80, chain: null, at: place(`${mode} rules`, 9)}],
	refused: [],
	steps: [],
});
const table = 'table ip kube-proxy {\n\tchain services {\n\t}\n}\n';

testRule(
	staleProxyRules,
	[
		['one mode', node(seen({iptables: iptablesOf(natTable)}))],
		['fixed chains beside ipvs are not stale', node(seen({iptables: iptablesOf(fixed), interfaces: [ipvs0]}))],
		[
			'kube-router balances with ipvs on an interface of its own',
			node(
				seen(
					{
						iptables: iptablesOf(''),
						interfaces: [dummy('kube-dummy-if')],
						processes: [process({argv: ['kube-router', '--run-service-proxy=true']})],
					},
					false,
				),
			),
		],
		['Cilium without rules of kube-proxy', node(replaced)],
		['the mode is not known', node(proxyAs('unknown')), {status: 'unknown'}],
	],
	[
		[
			'iptables under nftables',
			node(seen({iptables: iptablesOf(natTable), nftables: nftOf(table), kubeProxyConfig: undefined as never})),
			{severity: 'warning'},
		],
		[
			'ipvs under iptables',
			node(proxyAs('iptables', {dataPlanes: [plane('ipvs'), plane('iptables')]})),
			{
				severity: 'warning',
				expected: 'only rules of mode iptables',
				actual: 'rules of mode ipvs are left on the node',
				evidence: [{source: 'iptables-save', line: 40}, {source: '/proc/77/cmdline'}],
			},
		],
		[
			'Cilium over rules of kube-proxy',
			node({...replaced, dataPlanes: [plane('iptables')]}),
			{severity: 'warning', expected: 'no rules of kube-proxy, which does not run'},
		],
		[
			'they refuse a service',
			node({...replaced, dataPlanes: [plane('iptables')]}, {iptables: iptablesOf(refusing)}),
			{
				severity: 'error',
				actual: 'rules of mode iptables are left on the node and still act on services',
				evidence: [{}, {source: 'iptables-save', line: lineOf(refusing, '-j REJECT')}, {}],
			},
		],
		[
			'they translate the address of a service that is served',
			node(proxyAs('nftables', {dataPlanes: [plane('nftables'), plane('iptables')]}), {
				services: [service('nftables', '10.96.0.10'), service('iptables', '10.96.0.10')],
			}),
			{severity: 'error', evidence: [{}, {source: 'iptables rules', line: 9}, {}]},
		],
		[
			'of services that are gone',
			node(proxyAs('nftables', {dataPlanes: [plane('nftables'), plane('iptables')]}), {
				services: [service('nftables', '10.96.0.10'), service('iptables', '10.96.7.7')],
			}),
			{severity: 'warning'},
		],
	],
);

test('part of the processes does not prove that kube-proxy is gone', () => {
	const known = node(proxyAs('iptables', {proxy: null, dataPlanes: [plane('iptables')]}));
	expect(judge(staleProxyRules, known, {processes: 'hidepid'}).status).toBe('unknown');
});
