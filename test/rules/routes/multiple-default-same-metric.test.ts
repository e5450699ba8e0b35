import {multipleDefaultSameMetric} from '../../../source/rules/routes/multiple-default-same-metric.ts';
import {testRule} from '../../support/judge.ts';
import {place, route} from '../../support/node-facts.ts';

const over = (device: string, given: Partial<ReturnType<typeof route>> = {}) =>
	route({device, via: '172.22.5.1', at: place('ip route', device === 'eth0' ? 1 : 2), ...given});

testRule(
	multipleDefaultSameMetric,
	[
		['one', {routes: [over('eth0')]}],
		['two metrics', {routes: [over('eth0', {metric: 100}), over('eth1', {metric: 200})]}],
		['one device', {routes: [over('eth0'), over('eth0', {via: '172.22.5.2'})]}],
		[
			'multipath',
			{
				routes: [
					over('eth0', {
						device: null,
						via: null,
						nextHops: [
							{via: '172.22.5.1', device: 'eth0', weight: 1},
							{via: '172.22.6.1', device: 'eth1', weight: 1},
						],
					}),
				],
			},
		],
		['in two tables', {routes: [over('eth0'), over('eth1', {table: '100'})]}],
		['one for each family', {routes: [over('eth0'), over('eth1', {destination: '::/0', family: 6})]}],
		[
			'routers announce them',
			{
				routes: ['eth0', 'eth1'].map((name) =>
					over(name, {destination: '::/0', family: 6, protocol: 'ra', metric: 1024}),
				),
			},
		],
	],
	[
		[
			'two without metric',
			{routes: [over('eth0'), over('eth1', {metric: 0})]},
			{
				severity: 'warning',
				actual: '2 default routes have metric 0: eth0 (172.22.5.1), eth1 (172.22.5.1)',
				evidence: [
					{source: 'ip route', line: 1},
					{source: 'ip route', line: 2},
				],
			},
		],
	],
);
