import {resolvconfMissing} from '../../../source/rules/dns/resolvconf-missing.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {kubeletConfig, setting} from '../../support/node-facts.ts';
import {noResolvConf, resolvConf} from '../../support/resolver.ts';

const role = roleOf('worker');
const own = '/etc/resolv.conf';
const behind = '/run/systemd/resolve/resolv.conf';

testRule(
	resolvconfMissing,
	[
		['there', {role, kubeletConfig: kubeletConfig(), resolvConfs: [resolvConf(own, ['192.168.56.1'])]}],
		[
			"systemd-resolved's is missing, and kubelet uses another",
			{role, kubeletConfig: kubeletConfig(), resolvConfs: [resolvConf(own, ['192.168.56.1']), noResolvConf(behind)]},
		],
		[
			'none is wanted',
			{role, kubeletConfig: kubeletConfig({resolvConf: setting('')}), resolvConfs: [noResolvConf(own)]},
			{status: 'skip'},
		],
		[
			'it could not be read',
			{role, kubeletConfig: kubeletConfig(), resolvConfs: [noResolvConf(behind)]},
			{status: 'unknown'},
		],
	],
	[
		[
			'missing',
			{role, kubeletConfig: kubeletConfig({resolvConf: setting(behind)}), resolvConfs: [noResolvConf(behind)]},
			{
				severity: 'error',
				actual: 'kubelet wants /run/systemd/resolve/resolv.conf, which does not exist',
				evidence: [{source: '/var/lib/kubelet/config.yaml'}],
			},
		],
		[
			'without a server',
			{role, kubeletConfig: kubeletConfig(), resolvConfs: [resolvConf(own, [], ['lab.example'])]},
			{
				severity: 'warning',
				actual: '/etc/resolv.conf, which pods get, names no server',
				evidence: [{}, {source: own, line: 1}],
			},
		],
	],
);
