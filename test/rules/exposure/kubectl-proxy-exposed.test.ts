import {kubectlProxyExposed} from '../../../source/rules/exposure/kubectl-proxy-exposed.ts';
import {testRule} from '../../support/judge.ts';
import {listener, process} from '../../support/node-facts.ts';

testRule(
	kubectlProxyExposed,
	[
		[
			'loopback',
			{
				listeners: [
					listener({localPort: 8001, program: 'kubectl', localAddress: '127.0.0.1'}),
					listener({localPort: 8001, program: 'kubectl', localAddress: '::1'}),
				],
			},
		],
		['another program', {listeners: [listener({localPort: 8001, program: 'python3', localAddress: '::'})]}],
		['no owner', {listeners: [listener({localPort: 8001, localAddress: '::'})]}],
	],
	[
		[
			'on every address',
			{listeners: [listener({localPort: 8888, program: 'kubectl', localAddress: '::', pid: 4286})]},
			{
				severity: 'error',
				actual: 'kubectl lends its credentials to everybody on :::8888',
				fix: {commands: ['kill 4286']},
			},
		],
		[
			'port-forward forwards one port',
			{
				listeners: [listener({localPort: 8080, program: 'kubectl', localAddress: '0.0.0.0', pid: 9})],
				processes: [process({pid: 9, argv: ['kubectl', 'port-forward', '--address', '0.0.0.0', 'svc/web', '8080:80']})],
			},
			{severity: 'warning'},
		],
	],
);
