import {conntrackNearlyFull} from '../../../source/rules/system/conntrack-nearly-full.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {modules, sysctls} from '../../support/kernel.ts';

const role = roleOf('worker');
const table = (count: string, max: string) =>
	sysctls({'net.netfilter.nf_conntrack_count': count, 'net.netfilter.nf_conntrack_max': max});

testRule(
	conntrackNearlyFull,
	[
		['room', {role, sysctls: table('209714', '262144')}],
		['no limit', {role, sysctls: table('1000', '0')}],
		['not loaded', {role, sysctls: sysctls({}), modules: modules('overlay')}, {status: 'skip'}],
		['not read', {role, sysctls: sysctls({})}, {status: 'unknown'}],
	],
	[
		[
			'80 %',
			{role, sysctls: table('209716', '262144')},
			{
				severity: 'warning',
				expected: 'fewer than 209715 tracked connections',
				actual: '209716 of 262144 connections are tracked (80 %)',
				evidence: [
					{source: '/proc/sys/net/netfilter/nf_conntrack_count'},
					{source: '/proc/sys/net/netfilter/nf_conntrack_max'},
				],
			},
		],
		['95 %', {role, sysctls: table('249037', '262144')}, {severity: 'error'}],
		['a load balancer', {role: roleOf('load-balancer'), sysctls: table('262144', '262144')}, {severity: 'error'}],
	],
);
