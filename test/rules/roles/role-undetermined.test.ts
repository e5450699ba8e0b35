import {roleUndetermined} from '../../../source/rules/roles/role-undetermined.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {place} from '../../support/node-facts.ts';

testRule(
	roleUndetermined,
	[
		['a worker', {role: roleOf('worker')}],
		['a control plane', {role: roleOf('control-plane')}],
		['a machine without Kubernetes', {role: roleOf('none')}, {status: 'skip'}],
	],
	[
		[
			'nothing points anywhere',
			{role: roleOf('undetermined'), hostname: {value: 'n1', at: place('hostname')}},
			{severity: 'info', evidence: [{source: 'hostname'}]},
		],
	],
);
