import type {Known} from '../../../source/model/rule.ts';
import {hostnameResolvesToLoopback} from '../../../source/rules/identity/hostname-resolves-to-loopback.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {kubeletConfig, place, route, setting} from '../../support/node-facts.ts';
import {component, componentsOf} from '../../support/port-rows.ts';

const node = (lines: readonly (readonly [string, ...string[]])[], given: Partial<Known> = {}): Partial<Known> => ({
	role: roleOf('worker'),
	hostname: {value: 'w1', at: place('hostname')},
	hostsFile: lines.map(([address, ...names], index) => ({address, names, at: place('/etc/hosts', index + 1)})),
	components: {},
	...given,
});
const told = {kubeletConfig: kubeletConfig({nodeIps: setting(['192.168.56.21'])})};
const peers = componentsOf(component('etcd', {argv: ['--initial-advertise-peer-urls=https://127.0.0.1:2380']}));

testRule(
	hostnameResolvesToLoopback,
	[
		[
			'its own address',
			node([
				['127.0.0.1', 'localhost'],
				['192.168.56.21', 'w1'],
			]),
		],
		['not in the file', node([['127.0.0.1', 'localhost']])],
		[
			'both',
			node([
				['127.0.1.1', 'w1'],
				['192.168.56.21', 'w1'],
			]),
		],
		['kubelet is told its address', node([['127.0.0.1', 'localhost', 'w1']], told)],
		['DNS is asked first', node([['127.0.0.1', 'w1']], {nameServiceSwitch: {value: ['dns', 'files'], at: place()}})],
	],
	[
		[
			'beside localhost',
			node([['127.0.0.1', 'localhost', 'W1']], {routes: [route({})]}),
			{
				severity: 'warning',
				actual: 'the hostname w1 leads to 127.0.0.1',
				evidence: [{source: '/etc/hosts', line: 1}, {source: 'hostname'}],
			},
		],
		['as Debian has it, with a default route', node([['127.0.1.1', 'w1']], {routes: [route({})]}), {severity: 'info'}],
		['as Debian has it, and kubelet is told', node([['127.0.1.1', 'w1']], told), {severity: 'info'}],
		['as Debian has it, without a default route', node([['127.0.1.1', 'w1']], {routes: []}), {severity: 'warning'}],
		['of IPv6', node([['::1', 'w1']])],
		[
			'etcd tells others loopback',
			node([['127.0.1.1', 'w1']], {components: peers, routes: [route({})]}),
			{
				severity: 'error',
				actual:
					'the hostname w1 leads to 127.0.1.1, and --initial-advertise-peer-urls tells others https://127.0.0.1:2380',
			},
		],
	],
);
