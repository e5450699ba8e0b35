import type {Known} from '../../../source/model/rule.ts';
import {kubeServicesJumpMissing} from '../../../source/rules/firewall/kube-services-jump-missing.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {emptyNatTable, lineOf, natTable, without} from '../../support/kube-rules.ts';
import {place} from '../../support/node-facts.ts';
import {iptablesOf, tablesOf} from '../../support/packet-filter.ts';
import {kubeProxy, proxyAs, replaced} from '../../support/proxy.ts';

const node = (v4: string, v6 = ''): Partial<Known> => ({
	role: roleOf('worker'),
	iptables: iptablesOf(v4, v6),
	proxy: proxyAs('iptables'),
});
const flushed = '*nat\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n';
const noServices = without(natTable, '-j KUBE-SVC-', '-j KUBE-SEP-');

testRule(
	kubeServicesJumpMissing,
	[
		['a healthy node', node(natTable)],
		['the other family has no services', node(natTable, emptyNatTable)],
		[
			'the rules stand in the other backend',
			{
				...node(''),
				iptables: {tables: [...tablesOf(flushed), ...tablesOf(natTable, 'iptables-legacy-save')], warnings: []},
			},
		],
		['K3s', {...node(natTable), proxy: proxyAs('iptables', {proxy: {name: 'k3s', pid: 5, at: place()}})}],
		['ipvs', {...node(flushed), proxy: proxyAs('ipvs')}, {status: 'skip'}],
		['nftables', {...node(flushed), proxy: proxyAs('nftables')}, {status: 'skip'}],
		['Cilium', {...node(flushed), proxy: replaced}, {status: 'skip'}],
		['iptables could not be read', {role: roleOf('worker'), proxy: proxyAs('iptables')}, {status: 'unknown'}],
	],
	[
		[
			'the table was flushed',
			node(flushed),
			{
				actual: 'the chain KUBE-SERVICES is missing: no service works on this node (iptables)',
				evidence: [{source: 'iptables-save', line: 2}, {source: '/proc/77/cmdline'}],
			},
		],
		[
			'PREROUTING does not lead there',
			node(without(natTable, '-A PREROUTING')),
			{
				actual: 'PREROUTING of nat does not lead to KUBE-SERVICES: pods and other machines reach no service (iptables)',
				evidence: [{line: 2}, {line: lineOf(without(natTable, '-A PREROUTING'), ':KUBE-SERVICES')}],
			},
		],
		[
			'OUTPUT does not lead there',
			node(without(natTable, '-A OUTPUT')),
			{actual: 'OUTPUT of nat does not lead to KUBE-SERVICES: the node itself reaches no service (iptables)'},
		],
		[
			'not even default/kubernetes',
			node(noServices),
			{actual: 'KUBE-SERVICES names no service (iptables)', expected: 'at least the service default/kubernetes'},
		],
		[
			'kube-proxy has just started',
			{...node(flushed), processes: [kubeProxy], uptime: {value: 60, at: place('/proc/uptime')}},
			{severity: 'info'},
		],
	],
);
