import {reservedRangeUsed} from '../../../source/rules/addresses/reserved-range-used.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {connection} from '../../support/node-facts.ts';
import {nodeAt, plan, range} from '../../support/plan.ts';

const role = roleOf('control-plane');
const pods = (cidr: string) => ({role, addressPlan: plan(range('cluster-pods', cidr, 'kube-proxy clusterCIDR'))});
const services = (cidr: string) => ({role, addressPlan: plan(range('services', cidr, 'kube-apiserver'))});

testRule(
	reservedRangeUsed,
	[
		['private', pods('10.244.0.0/16')],
		['shared addresses, as some clouds give', pods('100.64.0.0/10')],
		['unique local', pods('fd00:10:244::/56')],
		['IPv6 of the provider', pods('2001:4860::/48')],
		['public addresses where nodes have them, too', {...pods('203.0.114.0/24'), nodeAddress: nodeAt('203.0.115.4/24')}],
		["not the cluster's ranges", {role, addressPlan: plan(range('route', '224.0.0.0/4', 'route eth0'))}],
	],
	[
		[
			'loopback',
			services('127.0.0.0/16'),
			{
				severity: 'error',
				actual: 'services have 127.0.0.0/16 (kube-apiserver), which is loopback',
				evidence: [{source: 'kube-apiserver', line: 7}],
			},
		],
		['link-local', pods('169.254.0.0/17'), {severity: 'error'}],
		['multicast', pods('224.0.0.0/8'), {severity: 'error'}],
		['class E', pods('240.0.0.0/12'), {severity: 'warning'}],
		[
			'class E where it works',
			{...pods('240.0.0.0/12'), connections: [connection({remoteAddress: '240.1.2.3'})]},
			{severity: 'info'},
		],
		['public addresses of others', pods('11.0.0.0/8'), {severity: 'warning'}],
	],
);
