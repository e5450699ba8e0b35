import {expectedListenerMissing} from '../../../source/rules/ports/expected-listener-missing.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {listener, place} from '../../support/node-facts.ts';
import {heldRow, portRow} from '../../support/port-rows.ts';

const node = {
	role: roleOf('worker'),
	components: {},
	listeners: [listener({localPort: 22, program: 'sshd', at: place('netstat -npa', 3)})],
};

testRule(
	expectedListenerMissing,
	[
		['it listens', {...node, portTable: [heldRow('node-exporter', 9100, 'metrics', 'node-exporter')]}],
		['optional', {...node, portTable: [{...portRow('node-exporter', 9100, 'metrics'), status: 'optional'}]}],
		['kubelet has a rule of its own', {...node, portTable: [portRow('kubelet', 10250, 'kubelet API')]}],
	],
	[
		[
			'of a layout of the user',
			{...node, portTable: [portRow('node-exporter', 9100, 'metrics')]},
			{actual: 'node-exporter does not run: nothing listens on 9100', evidence: [{source: 'netstat -npa', line: 3}]},
		],
		[
			'of another distribution',
			{...node, portTable: [{...portRow('rke2', 9345, 'supervisor'), expectedAt: place('flag', 2)}]},
			{evidence: [{source: 'flag', line: 2}]},
		],
	],
);
