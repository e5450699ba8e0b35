import {duplicateMachineId} from '../../../source/rules/nodes/duplicate-machine-id.ts';
import {testClusterRule, worker} from '../../support/cluster.ts';
import {place} from '../../support/node-facts.ts';

const withId = (value: string | null) => ({machineId: {value, at: place('/etc/machine-id')}});

testClusterRule(
	duplicateMachineId,
	[
		['different ids', [worker(1), worker(2)]],
		['one machine recorded twice', [worker(1), worker(1)]],
		['none at all is another finding', [worker(1, withId(null)), worker(2, withId(null))]],
		['empty ones too', [worker(1, withId('')), worker(2, withId(''))]],
	],
	[
		[
			'clones',
			[worker(1), worker(2, withId('1'.repeat(32)))],
			{
				nodes: ['n0', 'n1'],
				actual: `n0, n1 have the machine-id ${'1'.repeat(32)}`,
				evidence: [
					{node: 'n0', source: '/etc/machine-id'},
					{node: 'n1', source: '/etc/machine-id'},
				],
			},
		],
	],
);
