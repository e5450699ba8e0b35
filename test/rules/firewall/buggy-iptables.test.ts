import {buggyIptables} from '../../../source/rules/firewall/buggy-iptables.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {filterTable, lineOf} from '../../support/kube-rules.ts';
import {place} from '../../support/node-facts.ts';
import {iptablesOf} from '../../support/packet-filter.ts';

const role = roleOf('worker');
const version = (text: string, backend: 'nft' | 'legacy' = 'nft') => ({
	value: {version: text, backend},
	at: place('iptables --version'),
});
const same = '-A KUBE-FIREWALL -m mark --mark 0x8000/0x8000 -j DROP';
const filled = (...rest: readonly string[]) => filterTable({rest});
const healthy = iptablesOf(filled());

testRule(
	buggyIptables,
	[
		['1.8.9', {role, iptables: healthy, iptablesVersion: version('1.8.9')}],
		['1.8.2 of the old backend', {role, iptables: healthy, iptablesVersion: version('1.8.2', 'legacy')}],
		['two equal rules', {role, iptables: iptablesOf(filled(same, same)), iptablesVersion: version('1.8.7')}],
		[
			'three that differ',
			{
				role,
				iptables: iptablesOf(filled(same, same.replaceAll('0x8000', '0x4000'), same)),
				iptablesVersion: version('1.8.7'),
			},
		],
		['the version is not known', {role, iptables: healthy}, {status: 'unknown'}],
	],
	[
		[
			'1.8.2',
			{role, iptables: healthy, iptablesVersion: version('1.8.2')},
			{
				severity: 'warning',
				actual: 'iptables 1.8.2 with nf_tables is known to add rules again and again',
				evidence: [{source: 'iptables --version', line: 1}],
			},
		],
		[
			'what it leaves behind',
			{role, iptables: iptablesOf(filled(same, same, same))},
			{
				severity: 'error',
				actual: 'KUBE-FIREWALL holds the same rule 3 times in a row',
				evidence: [{source: 'iptables-save', line: lineOf(filled(same), same)}, {}, {}],
			},
		],
	],
);
