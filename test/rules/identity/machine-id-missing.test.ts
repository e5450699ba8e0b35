import {machineIdMissing} from '../../../source/rules/identity/machine-id-missing.ts';
import {testRule} from '../../support/judge.ts';
import {place, process} from '../../support/node-facts.ts';

const node = (value: string | null, init = 'systemd') => ({
	machineId: {value, at: place('/etc/machine-id')},
	processes: [process({pid: 1, argv: [`/sbin/${init}`]})],
});

testRule(
	machineIdMissing,
	[
		['32 digits', node('0123456789abcdef0123456789abcdef')],
		['a container without systemd has none', node(null, 'tini'), {status: 'skip'}],
		['PID 1 is hidden', {...node(''), processes: []}, {status: 'unknown'}],
	],
	[
		[
			'empty',
			node(''),
			{
				actual: '/etc/machine-id is empty',
				evidence: [{source: '/etc/machine-id', line: 1}, {source: '/proc/1/cmdline'}],
			},
		],
		['absent', node(null), {actual: '/etc/machine-id does not exist'}],
		['uninitialised', node('uninitialized'), {actual: '/etc/machine-id holds uninitialized'}],
		['zeros', node('0'.repeat(32))],
		['capitals are not what systemd writes', node('0123456789ABCDEF0123456789ABCDEF')],
	],
);
