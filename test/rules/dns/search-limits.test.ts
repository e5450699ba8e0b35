import {searchLimits} from '../../../source/rules/dns/search-limits.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {kubeletConfig, place} from '../../support/node-facts.ts';
import {resolvConf} from '../../support/resolver.ts';

const own = '/etc/resolv.conf';
const role = roleOf('worker');
const old = roleOf('worker', {version: {value: '1.24.3', at: place('kubelet --version')}});
const domains = (count: number, suffix = 'lab.example') => Array.from({length: count}, (_, i) => `d${i}.${suffix}`);
const node = (search: readonly string[]) => ({
	role,
	kubeletConfig: kubeletConfig(),
	resolvConfs: [resolvConf(own, ['10.0.0.1'], search)],
});

testRule(
	searchLimits,
	[
		['29 and those of the cluster', node(domains(29))],
		['no search list', node([])],
		['three on an old kubelet', {...node(domains(3)), role: old}],
		['an unknown version is a new one', {...node(domains(10)), role: roleOf('worker', {version: null})}],
	],
	[
		[
			'30 and those of the cluster',
			node(domains(30)),
			{
				severity: 'warning',
				expected: 'at most 32 search domains and 2048 characters, those of the cluster included',
				evidence: [{source: own, line: 2}],
			},
		],
		['long ones', node(domains(20, 'x'.repeat(100))), {severity: 'warning'}],
		[
			'four on an old kubelet',
			{...node(domains(4)), role: old},
			{expected: 'at most 6 search domains and 256 characters, those of the cluster included'},
		],
	],
);
