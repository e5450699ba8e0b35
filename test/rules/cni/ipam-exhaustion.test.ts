import type {IpamNetwork} from '../../../source/model/facts/cni.ts';
import {ipamExhaustion} from '../../../source/rules/cni/ipam-exhaustion.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {cniConfig, cniConfigs, cniPlugin, place} from '../../support/node-facts.ts';
import {plan, podNetwork, range} from '../../support/plan.ts';

const role = roleOf('worker');
const folder = '/var/lib/cni/networks';
const network = (count: number, name = 'cbr0', prefix = '10.244.5'): IpamNetwork => ({
	name,
	reservations: Array.from({length: count}, (_, index) => ({
		address: `${prefix}.${index + 2}`,
		container: 'c'.repeat(64),
		interface: 'eth0',
		at: place(`${folder}/${name}/${prefix}.${index + 2}`),
	})),
	lastReserved: null,
	at: place(`ls -l ${folder}`, 2),
});
const env = {
	network: '10.244.0.0/16',
	subnet: '10.244.5.1/24',
	ipv6Network: null,
	ipv6Subnet: null,
	mtu: 1450,
	masquerade: true,
	at: place('/run/flannel/subnet.env'),
};
const bridge = (ports: number) => ({
	name: 'cni0',
	ports,
	addresses: ['10.244.5.1/24'],
	up: true,
	mtu: 1450,
	at: place(),
});
const winner = {file: '10-flannel.conflist', path: '/etc/cni/net.d/10-flannel.conflist', name: 'cbr0', at: place()};
const node = (count: number, ports: number, name = 'cbr0') => ({
	role,
	flannelEnv: env,
	cni: podNetwork('flannel', {winner, bridge: bridge(ports)}),
	cniConfigs: cniConfigs(cniConfig('10-flannel.conflist', [cniPlugin('flannel')])),
	ipamNetworks: [network(count, name)],
});
const subnet = (text: string) => cniConfigs(cniConfig('10-bridge.conflist', [cniPlugin('bridge', {subnets: [text]})]));

testRule(
	ipamExhaustion,
	[
		['110 pods in a /24', node(110, 110)],
		['host-local is not in use', {...node(0, 0), ipamNetworks: []}],
		['few that are left over', node(20, 2)],
		['what another network left', node(252, 4, 'old')],
		['reservations of an older range', {...node(0, 3), ipamNetworks: [network(252, 'cbr0', '10.244.9')]}],
		[
			'the range is not known',
			{role, cni: podNetwork('bridge'), ipamNetworks: [network(100)]},
			{status: 'unknown', actual: 'the range of the network cbr0 is not known'},
		],
	],
	[
		[
			'nearly full of what is gone',
			node(252, 4),
			{
				severity: 'warning',
				actual:
					'99 % of the addresses for pods are reserved: host-local holds 252 of 253 in 10.244.5.0/24, and 4 pods have one',
				evidence: [{source: `${folder}/cbr0/10.244.5.2`}, {source: `${folder}/cbr0/10.244.5.253`}],
			},
		],
		['full', node(253, 253), {severity: 'error'}],
		['half full, of which most are gone', node(120, 12), {severity: 'warning'}],
		[
			'the range stands in the configuration',
			{...node(28, 28), flannelEnv: null, cniConfigs: subnet('10.244.5.0/27')},
			{
				severity: 'warning',
				actual:
					'96 % of the addresses for pods are reserved: host-local holds 28 of 29 in 10.244.5.0/27, and 28 pods have one',
			},
		],
		[
			'without a bridge, by the range of the node',
			{
				role,
				cni: podNetwork('kindnet'),
				ipamNetworks: [network(253, 'kindnet')],
				addressPlan: plan(range('node-pods', '10.244.5.0/24', 'ptp')),
			},
			{severity: 'error', actual: 'no address is free for pods: host-local holds 253 of 253 in 10.244.5.0/24'},
		],
	],
);
