import {cniVersionProblem} from '../../../source/rules/cni/cni-version-problem.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {cniConfig, cniConfigs, cniPlugin, place} from '../../support/node-facts.ts';

const role = roleOf('worker');
const list = (cniVersion: string | null) =>
	cniConfigs(
		cniConfig('10-x.conflist', [cniPlugin('bridge')], {cniVersion, at: place('/etc/cni/net.d/10-x.conflist', 2)}),
	);
const single = (cniVersion: string) =>
	cniConfigs(cniConfig('10-x.conf', [cniPlugin('bridge')], {cniVersion, isList: false}));

testRule(
	cniVersionProblem,
	[
		['0.3.1', {role, cniConfigs: list('0.3.1')}],
		['0.4.0', {role, cniConfigs: list('0.4.0')}],
		['1.0.0', {role, cniConfigs: list('1.0.0')}],
		['the newest', {role, cniConfigs: list('1.1.0')}],
		['a single plugin of an old version', {role, cniConfigs: single('0.4.0')}],
		['none at all', {role, cniConfigs: cniConfigs()}, {status: 'skip'}],
		[
			'an invalid one',
			{
				role,
				cniConfigs: cniConfigs(
					cniConfig('10-x.conflist', [], {cniVersion: null, problems: [{message: 'x', at: place()}]}),
				),
			},
			{status: 'skip'},
		],
	],
	[
		[
			'missing',
			{role, cniConfigs: list(null)},
			{
				actual: '10-x.conflist has no cniVersion: it is read as 0.1.0',
				evidence: [{source: '/etc/cni/net.d/10-x.conflist', line: 2}, {}],
				fix: {commands: ['grep -n cniVersion /etc/cni/net.d/10-x.conflist']},
			},
		],
		['newer', {role, cniConfigs: list('1.2.0')}, {actual: '10-x.conflist has cniVersion 1.2.0, newer than 1.1.0'}],
		['newer by its last part', {role, cniConfigs: list('1.1.1')}],
		['no version', {role, cniConfigs: list('one')}, {actual: '10-x.conflist has cniVersion one, which is no version'}],
		[
			'a single plugin of 1.0.0',
			{role, cniConfigs: single('1.0.0')},
			{actual: '10-x.conf is a single plugin of cniVersion 1.0.0: since 1.0.0 there are only lists'},
		],
	],
);
