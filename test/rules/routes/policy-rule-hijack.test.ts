import {policyRuleHijack} from '../../../source/rules/routes/policy-rule-hijack.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {place, route} from '../../support/node-facts.ts';
import {nodeAt, plan, range} from '../../support/plan.ts';
import {policyRule} from '../../support/routing.ts';

const role = roleOf('worker');
const addressPlan = plan(
	range('services', '10.96.0.0/12', 'iptables KUBE-SERVICES', {provenance: 'inferred'}),
	range('cluster-pods', '10.244.0.0/16', 'kube-proxy clusterCIDR'),
	range('node', '192.168.56.21/24', 'eth0'),
);
const out = (table: string, given = {}) =>
	route({table, destination: '0.0.0.0/0', via: '192.168.56.1', at: place('ip route show table all', 2), ...given});
const usual = [
	policyRule({priority: 0, table: 'local'}),
	policyRule({priority: 32766}),
	policyRule({priority: 32767, table: 'default'}),
];
const node = {
	role,
	addressPlan,
	nodeAddress: nodeAt('192.168.56.21/24'),
	routes: [route(), out('100')],
	policyRules: usual,
};
const withRule = (...rules: readonly ReturnType<typeof policyRule>[]) => ({...node, policyRules: [...usual, ...rules]});

testRule(
	policyRuleHijack,
	[
		['the usual rules', node],
		['a table that holds nothing', withRule(policyRule({table: '200'}))],
		['to somewhere else', withRule(policyRule({to: '8.8.8.0/24', table: '100'}))],
		['from a second network card', withRule(policyRule({from: '10.9.0.5', table: '100'}))],
		['marked packets of a VPN', withRule(policyRule({mark: '0xca6c', table: '100'}))],
		[
			'Calico over WireGuard',
			withRule(policyRule({priority: 99, negated: true, mark: '0x100000/0x100000', table: '100'})),
		],
		['AWS sends pods to the main table', withRule(policyRule({priority: 512, to: '10.244.1.5'}))],
		[
			'AWS sends what pods on a second card send there',
			withRule(policyRule({priority: 1536, from: '10.244.1.5', table: '2'})),
		],
		['Cilium', {...withRule(policyRule({priority: 9, table: '2004'})), routes: [out('2004')]}],
		['Tailscale', {...withRule(policyRule({priority: 5270, table: '52'})), routes: [out('52')]}],
		['links of a VRF', withRule(policyRule({priority: 1000, table: '[l3mdev-table]'}))],
		[
			'the main table is asked first for all but its default route',
			withRule(
				policyRule({priority: 30350, rest: ['suppress_prefixlength', '0']}),
				policyRule({priority: 30400, from: '192.168.56.21', table: '100'}),
			),
		],
		[
			'a table that throws back',
			{...withRule(policyRule({table: '100'})), routes: [route(), out('100', {type: 'throw'})]},
		],
		['packets that come in on one link', withRule(policyRule({inputDevice: 'eth1', table: '100'}))],
	],
	[
		[
			'services go to a table of their own',
			withRule(policyRule({to: '10.96.0.0/12', table: '100'})),
			{
				severity: 'warning',
				expected: 'traffic to services 10.96.0.0/12 takes the main table',
				actual: 'the policy rule 100 sends traffic to services 10.96.0.0/12 to table 100',
				evidence: [
					{source: 'ip rule', line: 2},
					{source: 'ip route show table all', line: 2},
				],
				fix: {commands: ['ip route show table 100', 'ip rule del priority 100']},
			},
		],
		[
			'everything that the node sends',
			withRule(policyRule({from: '192.168.56.21', table: '100'})),
			{
				actual:
					'the policy rule 100 sends traffic to services 10.96.0.0/12, pods 10.244.0.0/16, nodes 192.168.56.0/24 to table 100',
			},
		],
		[
			"NetworkManager's cloud set-up",
			{...withRule(policyRule({priority: 30400, from: '192.168.56.21', table: '30400'})), routes: [out('30400')]},
			{severity: 'error'},
		],
		[
			'refused by the rule itself',
			withRule(policyRule({to: '10.244.0.0/16', action: 'unreachable', table: null})),
			{actual: 'the policy rule 100 sends traffic to pods 10.244.0.0/16 to unreachable'},
		],
	],
);
