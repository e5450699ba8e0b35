import type {Known} from '../../../source/model/rule.ts';
import {kubeMarkDropUnexpected} from '../../../source/rules/firewall/kube-mark-drop-unexpected.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {lineOf, natTable} from '../../support/kube-rules.ts';
import {kubeletConfig, place, setting} from '../../support/node-facts.ts';
import {iptablesOf} from '../../support/packet-filter.ts';
import {component, componentsOf} from '../../support/port-rows.ts';

const withChain = natTable.replace(':KUBE-MARK-MASQ', ':KUBE-MARK-DROP - [0:0]\n:KUBE-MARK-MASQ');
const node = (rules: string, version: string): Partial<Known> => ({
	role: roleOf('worker', {version: {value: version, at: place('kubelet --version')}}),
	iptables: iptablesOf(rules),
	components: componentsOf(component('kubelet', {manifest: false})),
});

testRule(
	kubeMarkDropUnexpected,
	[
		['1.34 without it', node(natTable, '1.34.4')],
		['1.24 with it', node(withChain, '1.24.1')],
		...['1.25.0', '1.26.3', '1.27.9'].flatMap((version): [string, Partial<Known>][] => [
			[`${version} with it`, node(withChain, version)],
			[`${version} without it`, node(natTable, version)],
		]),
		['no kubelet', {...node(natTable, '1.24.1'), components: {}}, {status: 'skip'}],
		[
			'kubelet is told to make no chains',
			{...node(natTable, '1.24.1'), kubeletConfig: kubeletConfig({makeIptablesChains: setting(false)})},
			{status: 'skip'},
		],
	],
	[
		[
			'left after an upgrade',
			node(withChain, '1.28.0'),
			{
				severity: 'info',
				actual: 'KUBE-MARK-DROP is left from an older kubelet (now 1.28.0)',
				evidence: [
					{source: 'iptables-save', line: lineOf(withChain, ':KUBE-MARK-DROP')},
					{source: 'kubelet --version'},
				],
			},
		],
		[
			'an old kubelet could not write it',
			node(natTable, '1.24.1'),
			{severity: 'warning', actual: 'KUBE-MARK-DROP is missing: kubelet 1.24.1 could not write its rules'},
		],
	],
);
