import {proxyModeMismatch} from '../../../source/rules/nodes/proxy-mode-mismatch.ts';
import {testClusterRule, worker} from '../../support/cluster.ts';
import {proxyIn} from '../../support/kernel.ts';

const node = (n: number, mode: 'iptables' | 'nftables' | 'none', given = {}) =>
	worker(n, {proxy: proxyIn(mode, given)});

testClusterRule(
	proxyModeMismatch,
	[
		['alike', [node(1, 'iptables'), node(2, 'iptables')]],
		['not sure of one', [node(1, 'iptables'), node(2, 'nftables', {confidence: 'medium'})]],
		['no proxy on one is another finding', [node(1, 'iptables'), node(2, 'none')]],
		['one machine recorded twice', [node(1, 'iptables'), node(1, 'nftables')]],
	],
	[
		[
			'two modes',
			[node(1, 'iptables'), node(2, 'nftables'), node(3, 'iptables')],
			{
				severity: 'warning',
				nodes: ['n1'],
				actual: 'the mode of kube-proxy differs: nftables on n1; iptables on n0, n2',
				evidence: [{node: 'n1', line: 40}, {node: 'n0'}],
			},
		],
	],
);
