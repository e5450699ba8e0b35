import {duplicateHostname} from '../../../source/rules/nodes/duplicate-hostname.ts';
import {testClusterRule, worker} from '../../support/cluster.ts';
import {kubeletConfig, place, setting} from '../../support/node-facts.ts';

const named = (value: string) => ({hostname: {value, at: place('hostname')}});
const told = (name: string) => ({kubeletConfig: kubeletConfig({hostnameOverride: setting(name)})});

testClusterRule(
	duplicateHostname,
	[
		['different names', [worker(1), worker(2)]],
		['one machine recorded twice', [worker(1), worker(1)]],
		[
			'kubelets are told different names',
			[worker(1, {...named('localhost'), ...told('w1')}), worker(2, {...named('localhost'), ...told('w2')})],
		],
	],
	[
		[
			'two of one name, however it is written',
			[worker(1), worker(2, named('W1')), worker(3)],
			{
				nodes: ['n0', 'n1'],
				actual: '2 machines are called w1: n0, n1',
				evidence: [
					{node: 'n0', source: 'hostname'},
					{node: 'n0', source: '/etc/machine-id'},
					{node: 'n1', source: 'hostname'},
					{node: 'n1'},
				],
			},
		],
		['a kubelet is told the name of another', [worker(1), worker(2, told('w1'))], {nodes: ['n0', 'n1']}],
	],
);
