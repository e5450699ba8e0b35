import {expect, test} from 'vitest';
import type {Known} from '../../../source/model/rule.ts';
import {kubeForwardMissing} from '../../../source/rules/firewall/kube-forward-missing.ts';
import {judge, roleOf, testRule} from '../../support/judge.ts';
import {emptyNatTable, filterTable, natTable, without} from '../../support/kube-rules.ts';
import {place} from '../../support/node-facts.ts';
import {iptablesOf} from '../../support/packet-filter.ts';
import {kubeProxy, proxyAs, replaced} from '../../support/proxy.ts';

const node = (v4: string, v6 = ''): Partial<Known> => ({
	role: roleOf('worker'),
	iptables: iptablesOf(v4, v6),
	proxy: proxyAs('iptables'),
});
const bare = '*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\nCOMMIT\n';

testRule(
	kubeForwardMissing,
	[
		['a healthy node', node(filterTable() + natTable)],
		['in ipvs mode', {...node(filterTable()), proxy: proxyAs('ipvs')}],
		['nftables mode has none', {...node(bare), proxy: proxyAs('nftables')}, {status: 'skip'}],
		['Cilium has none', {...node(bare), proxy: replaced}, {status: 'skip'}],
		['kube-proxy does not run', {...node(bare), proxy: proxyAs('iptables', {proxy: null})}, {status: 'skip'}],
		['the other family has no services', node(filterTable() + natTable, bare + emptyNatTable)],
		[
			'K3s',
			{...node(filterTable() + natTable), proxy: proxyAs('iptables', {proxy: {name: 'k3s', pid: 5, at: place()}})},
		],
	],
	[
		[
			'somebody flushed the table',
			node(bare + natTable),
			{
				severity: 'warning',
				actual: 'the chain KUBE-FORWARD is missing (iptables)',
				evidence: [{source: 'iptables-save', line: 3}, {source: '/proc/77/cmdline'}],
			},
		],
		[
			'nothing leads there',
			node(without(filterTable(), '-j KUBE-FORWARD') + natTable),
			{actual: 'FORWARD does not lead to KUBE-FORWARD (iptables)'},
		],
		[
			'of IPv6, where it has services',
			node(filterTable() + natTable, bare + natTable.replaceAll(/.*(127|192).*\n/g, '')),
			{actual: 'the chain KUBE-FORWARD is missing (ip6tables)'},
		],
		[
			'kube-proxy has just started',
			{...node(bare + natTable), processes: [kubeProxy], uptime: {value: 60, at: place('/proc/uptime')}},
			{severity: 'info'},
		],
	],
);

test('part of the rules proves no absence', () => {
	expect(judge(kubeForwardMissing, node(bare), {iptables: 'only nat was given'}).status).toBe('unknown');
	expect(judge(kubeForwardMissing, node(filterTable()), {iptables: 'only filter was given'}).status).toBe('pass');
});
