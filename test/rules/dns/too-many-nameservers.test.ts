import {tooManyNameservers} from '../../../source/rules/dns/too-many-nameservers.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {kubeletConfig, setting} from '../../support/node-facts.ts';
import {resolvConf} from '../../support/resolver.ts';

const role = roleOf('worker');
const own = '/etc/resolv.conf';
const four = resolvConf(own, ['10.0.0.1', '10.0.0.2', '10.0.0.3', 'fd00::53']);

testRule(
	tooManyNameservers,
	[
		[
			'three',
			{role, kubeletConfig: kubeletConfig(), resolvConfs: [resolvConf(own, ['10.0.0.1', '10.0.0.2', '10.0.0.3'])]},
		],
		[
			'four in a file that pods do not get',
			{
				role,
				kubeletConfig: kubeletConfig({resolvConf: setting('/etc/pods')}),
				resolvConfs: [four, resolvConf('/etc/pods', ['10.0.0.1'])],
			},
		],
	],
	[
		[
			'four, the last from a router',
			{role, kubeletConfig: kubeletConfig(), resolvConfs: [four]},
			{
				severity: 'warning',
				actual: '/etc/resolv.conf has 4 name servers; pods do not get fd00::53',
				evidence: [{source: own, line: 4}],
			},
		],
	],
);
