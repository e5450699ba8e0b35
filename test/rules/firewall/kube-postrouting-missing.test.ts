import type {Known} from '../../../source/model/rule.ts';
import {kubePostroutingMissing} from '../../../source/rules/firewall/kube-postrouting-missing.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {emptyNatTable, lineOf, natTable, without} from '../../support/kube-rules.ts';
import {iptablesOf, nftOf} from '../../support/packet-filter.ts';
import {proxyAs, replaced} from '../../support/proxy.ts';

const node = (rules: string, nft = '', mode: 'iptables' | 'ipvs' | 'nftables' = 'iptables'): Partial<Known> => ({
	role: roleOf('worker'),
	iptables: iptablesOf(rules, emptyNatTable),
	nftables: nftOf(nft),
	proxy: proxyAs(mode),
});
const table = (...rules: readonly string[]) =>
	`table ip kube-proxy {\n\tchain masquerading {\n${rules.map((rule) => `\t\t${rule}\n`).join('')}\t}\n}\n`;
const unhooked = without(natTable, '-A POSTROUTING');

testRule(
	kubePostroutingMissing,
	[
		['a healthy node', node(natTable)],
		['ipvs', node(without(natTable, 'KUBE-SVC'), '', 'ipvs')],
		['another bit for the mark', node(natTable.replaceAll('0x4000', '0x8000'))],
		['nftables', node('', table('mark and 0x4000 == 0 return', 'masquerade fully-random'), 'nftables')],
		['Cilium', {...node(''), proxy: replaced}, {status: 'skip'}],
		['kube-proxy does not run', {...node(''), proxy: proxyAs('none', {proxy: null})}, {status: 'skip'}],
		['the mode is not known', {...node(''), proxy: proxyAs('unknown')}, {status: 'skip'}],
	],
	[
		[
			'nothing leads there',
			node(unhooked),
			{
				actual:
					'POSTROUTING does not lead to KUBE-POSTROUTING: NodePort and hairpin traffic keeps its source (iptables)',
				evidence: [
					{source: 'iptables-save', line: lineOf(unhooked, ':POSTROUTING')},
					{source: 'iptables-save', line: lineOf(unhooked, ':KUBE-POSTROUTING')},
					{source: '/proc/77/cmdline'},
				],
			},
		],
		[
			'the chain is gone',
			node(without(natTable, 'KUBE-POSTROUTING')),
			{actual: 'the chain KUBE-POSTROUTING is missing: NodePort and hairpin traffic keeps its source (iptables)'},
		],
		[
			'it masquerades nothing',
			node(without(natTable, '-j MASQUERADE')),
			{actual: 'KUBE-POSTROUTING masquerades nothing: NodePort and hairpin traffic keeps its source (iptables)'},
		],
		[
			'it looks for another mark',
			node(natTable.replace('--mark 0x4000/0x4000', '--mark 0x8000/0x8000')),
			{
				actual:
					'KUBE-POSTROUTING looks for another mark than KUBE-MARK-MASQ sets: NodePort and hairpin traffic keeps its source (iptables)',
			},
		],
		[
			'nftables without it',
			node('', table('mark and 0x4000 == 0 return'), 'nftables'),
			{actual: 'the table ip kube-proxy masquerades nothing', evidence: [{source: 'nft list ruleset', line: 1}, {}]},
		],
		['nftables without its table', node('', '', 'nftables'), {severity: 'error'}],
	],
);
