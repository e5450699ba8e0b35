import {hostnameUnresolvable} from '../../../source/rules/identity/hostname-unresolvable.ts';
import {testRule} from '../../support/judge.ts';
import {place} from '../../support/node-facts.ts';

const node = (name: string, sources: readonly string[], ...names: readonly string[]) => ({
	hostname: {value: name, at: place('hostname')},
	nameServiceSwitch: {value: sources, at: place('/etc/nsswitch.conf', 12)},
	hostsFile: [{address: '127.0.0.1', names: ['localhost', ...names], at: place('/etc/hosts')}],
});

testRule(
	hostnameUnresolvable,
	[
		['in the file', node('W1', ['files'], 'w1.lab.example', 'w1')],
		['systemd answers for the own name', node('w1', ['files', 'dns', 'myhostname'])],
		['systemd-resolved does as well', node('w1', ['mymachines', 'resolve'])],
		['localhost is another matter', node('localhost', ['files'])],
		['nobody asked DNS', node('w1', ['files', 'dns']), {status: 'unknown'}],
		['the order of lookups is empty', node('w1', []), {status: 'unknown'}],
	],
	[
		[
			'nowhere to look but the file',
			node('w1', ['files']),
			{
				severity: 'warning',
				actual: 'the hostname w1 cannot be resolved',
				evidence: [{source: 'hostname'}, {source: '/etc/nsswitch.conf', line: 12}, {source: '/etc/hosts'}],
			},
		],
	],
);
