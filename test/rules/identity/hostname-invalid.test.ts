import {hostnameInvalid} from '../../../source/rules/identity/hostname-invalid.ts';
import {testRule} from '../../support/judge.ts';
import {kubeletConfig, place, setting} from '../../support/node-facts.ts';

const named = (value: string) => ({hostname: {value, at: place('hostname')}});

testRule(
	hostnameInvalid,
	[
		['a short name', named('node-1')],
		['a full name', named('ip-10-0-0-1.eu-west-1.compute.internal')],
		[
			'localhost, but kubelet is told another name',
			{...named('localhost'), kubeletConfig: kubeletConfig({hostnameOverride: setting('node-1')})},
		],
	],
	[
		['localhost', named('localhost'), {actual: 'the hostname is localhost', evidence: [{source: 'hostname', line: 1}]}],
		['a clone without a name', named('(none)')],
		['empty', named(''), {actual: 'the hostname is empty'}],
		['an underscore', named('node_1'), {actual: 'the hostname node_1 is no valid node name', severity: 'error'}],
		['a leading dash', named('-node')],
		['too long', named(`${'a'.repeat(250)}.com`)],
		['capitals are only a note', named('Node-1'), {severity: 'info'}],
	],
);
