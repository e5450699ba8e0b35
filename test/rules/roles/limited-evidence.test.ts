import {limitedEvidence} from '../../../source/rules/roles/limited-evidence.ts';
import {testRule} from '../../support/judge.ts';
import {place} from '../../support/node-facts.ts';

const gap = {fact: 'iptables', kind: 'denied', reason: 'permission denied', remedy: 'run as root'};

testRule(
	limitedEvidence,
	[['nothing is missing', {gaps: []}]],
	[
		[
			'without root',
			{gaps: [gap, {...gap, fact: 'certificates'}], user: {uid: 1000, name: 'me', at: place('id')}},
			{
				severity: 'info',
				actual: 'could not read iptables (permission denied), certificates (permission denied)',
				fix: {text: 'Run kdiag again with what is missing: run as root.'},
			},
		],
	],
);
