import type {Known} from '../../../source/model/rule.ts';
import {deprecatedOrRemovedMode} from '../../../source/rules/proxy/deprecated-or-removed-mode.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {place} from '../../support/node-facts.ts';
import {plane, proxyAs, replaced} from '../../support/proxy.ts';

const node = (mode: 'iptables' | 'ipvs' | 'nftables' | 'userspace', version: string | null): Partial<Known> => ({
	role: roleOf('worker', {version: version === null ? null : {value: version, at: place('kubelet --version')}}),
	proxy: proxyAs(mode, {declared: {value: mode, at: place('/var/lib/kube-proxy/config.conf', 30)}}),
});

testRule(
	deprecatedOrRemovedMode,
	[
		['iptables', node('iptables', '1.40.0')],
		['nftables', node('nftables', '1.34.0')],
		['ipvs in 1.34', node('ipvs', '1.34.4')],
		['userspace in 1.22', node('userspace', '1.22.0')],
		['the version does not matter for iptables', node('iptables', null)],
		['the version is not known', node('ipvs', null), {status: 'unknown'}],
		['Cilium', {...node('ipvs', '1.35.0'), proxy: replaced}, {status: 'skip'}],
		['kube-proxy does not run', {...node('ipvs', '1.35.0'), proxy: proxyAs('ipvs', {proxy: null})}, {status: 'skip'}],
	],
	[
		[
			'ipvs in 1.35',
			node('ipvs', '1.35.1'),
			{
				severity: 'warning',
				actual:
					'kube-proxy works in mode ipvs, deprecated since 1.35; the plan is to switch it off by default in 1.40 (this is 1.35.1)',
				evidence: [{source: '/var/lib/kube-proxy/config.conf', line: 30}, {source: 'kubelet --version'}],
			},
		],
		['ipvs in 1.40', node('ipvs', '1.40.0'), {severity: 'error'}],
		['userspace in 1.25', node('userspace', '1.25.0'), {severity: 'warning'}],
		['userspace in 1.26', node('userspace', '1.26.0'), {severity: 'error'}],
		[
			'by its rules, where nothing is declared',
			{...node('ipvs', '1.35.1'), proxy: proxyAs('ipvs', {dataPlanes: [plane('ipvs', 3)]})},
			{evidence: [{line: 3}, {}]},
		],
	],
);
