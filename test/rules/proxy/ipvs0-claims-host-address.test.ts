import type {Known} from '../../../source/model/rule.ts';
import {ipvs0ClaimsHostAddress} from '../../../source/rules/proxy/ipvs0-claims-host-address.ts';
import {census, sign} from '../../support/census.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {address, iface, place, route} from '../../support/node-facts.ts';
import {nodeAt, plan, range} from '../../support/plan.ts';

const node = (...addresses: readonly string[]): Partial<Known> => ({
	role: roleOf('worker'),
	interfaces: [
		iface({name: 'eth0', addresses: [address('192.168.56.21/24')]}),
		iface({
			name: 'kube-ipvs0',
			kind: 'dummy',
			state: 'DOWN',
			addresses: addresses.map((text, index) => address(text, {at: place('ip -d addr', 40 + index)})),
		}),
	],
	nodeAddress: nodeAt('192.168.56.21/24', '192.168.56.100/32'),
	routes: [route({})],
	etcd: census({expected: [sign('connections to the peer port', '192.168.56.12')]}),
	resolvConfs: [
		{
			path: '/etc/resolv.conf',
			exists: true,
			nameservers: ['10.96.0.10', '192.168.56.53'].map((value, index) => ({
				value,
				at: place('/etc/resolv.conf', index + 1),
			})),
			search: [],
			options: [],
		},
	],
	addressPlan: plan(range('services', '10.96.0.0/12', 'kube-apiserver --service-cluster-ip-range')),
});

testRule(
	ipvs0ClaimsHostAddress,
	[
		['addresses of services', node('10.96.0.1/32', '10.96.0.10/32')],
		['an address of a load balancer', node('192.168.56.200/32')],
		['an address that moves between nodes', node('192.168.56.100/32')],
		['no such interface', {...node(), interfaces: [iface({name: 'eth0'})]}, {status: 'skip'}],
	],
	[
		[
			'the node itself',
			node('10.96.0.1/32', '192.168.56.21/32'),
			{
				severity: 'error',
				actual: 'kube-ipvs0 holds 192.168.56.21, an address of this node',
				evidence: [
					{source: 'ip -d addr', line: 41},
					{source: 'ip -d addr', line: 9},
				],
			},
		],
		['the gateway', node('192.168.56.1/32'), {actual: 'kube-ipvs0 holds 192.168.56.1, the default gateway'}],
		['a name server', node('192.168.56.53/32'), {actual: 'kube-ipvs0 holds 192.168.56.53, a name server'}],
		['another node', node('192.168.56.12/32'), {actual: 'kube-ipvs0 holds 192.168.56.12, the address of another node'}],
	],
);
