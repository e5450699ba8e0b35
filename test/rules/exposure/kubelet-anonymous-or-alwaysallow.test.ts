import {kubeletAnonymousOrAlwaysallow} from '../../../source/rules/exposure/kubelet-anonymous-or-alwaysallow.ts';
import {testRule} from '../../support/judge.ts';
import {kubeletConfig, place, process, setting, standard} from '../../support/node-facts.ts';

testRule(
	kubeletAnonymousOrAlwaysallow,
	[
		["kubeadm's configuration", {kubeletConfig: kubeletConfig()}],
		[
			'bare defaults of a kubelet that does not run',
			{
				kubeletConfig: kubeletConfig({
					anonymousAuthentication: standard(true),
					authorizationMode: standard('AlwaysAllow'),
				}),
			},
		],
	],
	[
		[
			'anonymous',
			{
				kubeletConfig: kubeletConfig({
					anonymousAuthentication: setting(true, {at: place('/var/lib/kubelet/config.yaml', 4)}),
				}),
			},
			{actual: 'kubelet lets anonymous requests in', evidence: [{line: 4}]},
		],
		[
			'always allow',
			{kubeletConfig: kubeletConfig({authorizationMode: setting('AlwaysAllow')})},
			{actual: 'kubelet allows every request (authorization mode AlwaysAllow)'},
		],
		[
			'a kubelet without --config has permissive defaults',
			{
				kubeletConfig: kubeletConfig({
					anonymousAuthentication: standard(true),
					authorizationMode: standard('AlwaysAllow'),
					configPath: standard(''),
				}),
				processes: [process({argv: ['/usr/bin/kubelet'], pid: 7})],
			},
			{evidence: [{source: '/proc/7/cmdline'}]},
		],
	],
);
