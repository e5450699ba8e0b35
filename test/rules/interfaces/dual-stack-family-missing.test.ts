import type {Known} from '../../../source/model/rule.ts';
import {dualStackFamilyMissing} from '../../../source/rules/interfaces/dual-stack-family-missing.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {address, iface, kubeletConfig, place, route, setting} from '../../support/node-facts.ts';
import {nodeAt, plan, range} from '../../support/plan.ts';

const services = (cidr: string) => range('services', cidr, 'kube-apiserver --service-cluster-ip-range');
const both = plan(services('10.96.0.0/16'), services('fd00:10:96::/112'));
const defaults = [route({}), route({destination: '::/0', via: 'fe80::1'})];
const node = (given: Partial<Known>, ...addresses: readonly string[]): Partial<Known> => ({
	role: roleOf('worker'),
	addressPlan: both,
	interfaces: [iface({name: 'eth0', addresses: addresses.map((text) => address(text))})],
	nodeAddress: nodeAt('192.168.56.21/24'),
	routes: defaults,
	...given,
});

testRule(
	dualStackFamilyMissing,
	[
		['both are there', node({}, '192.168.56.21/24', 'fd00:56::21/64')],
		['one family', node({addressPlan: plan(services('10.96.0.0/16'))}, '192.168.56.21/24'), {status: 'skip'}],
		[
			'IPv6 is switched on',
			node(
				{sysctls: [{name: 'net.ipv6.conf.all.disable_ipv6', value: '0', at: place()}]},
				'192.168.56.21/24',
				'fd00:56::21/64',
			),
		],
	],
	[
		[
			'no default route of IPv6',
			node({routes: [route({})]}, '192.168.56.21/24', 'fd00:56::21/64'),
			{
				severity: 'warning',
				actual: 'the cluster has IPv4 and IPv6, but this node has no default route of IPv6',
				evidence: [{source: 'kube-apiserver --service-cluster-ip-range', line: 7}, {source: 'ip -d addr'}],
			},
		],
		[
			'only a link-local address',
			node({}, '192.168.56.21/24', 'fe80::21/64'),
			{severity: 'error', actual: 'the cluster has IPv4 and IPv6, but this node has no global IPv6 address'},
		],
		[
			'IPv6 is switched off',
			node(
				{sysctls: [{name: 'net.ipv6.conf.all.disable_ipv6', value: '1', at: place('sysctl -a', 5)}]},
				'192.168.56.21/24',
			),
			{
				severity: 'error',
				evidence: [{source: 'sysctl -a', line: 5}, {}],
				fix: {commands: ['sysctl -w net.ipv6.conf.all.disable_ipv6=0']},
			},
		],
		[
			'by the addresses that kubelet is told',
			node(
				{
					addressPlan: plan(services('10.96.0.0/16')),
					kubeletConfig: kubeletConfig({nodeIps: setting(['192.168.56.21', 'fd00:56::21'])}),
				},
				'192.168.56.21/24',
			),
			{severity: 'error'},
		],
		[
			'IPv4 is missing',
			node({}, 'fd00:56::21/64'),
			{actual: 'the cluster has IPv4 and IPv6, but this node has no global IPv4 address'},
		],
	],
);
