import {sameIpOnTwoInterfaces} from '../../../source/rules/identity/same-ip-on-two-interfaces.ts';
import {testRule} from '../../support/judge.ts';
import {address, iface, place} from '../../support/node-facts.ts';

const eth0 = iface({name: 'eth0', addresses: [address('192.168.56.21/24')]});
const beside = (given: Parameters<typeof iface>[0], text = '192.168.56.21/32') => ({
	interfaces: [eth0, iface({addresses: [address(text)], ...given})],
});

testRule(
	sameIpOnTwoInterfaces,
	[
		['an address each', {interfaces: [eth0, iface({name: 'eth1', addresses: [address('192.168.57.21/24')]})]}],
		['kube-ipvs0 has a rule of its own', beside({name: 'kube-ipvs0', kind: 'dummy'})],
		['an anycast address on lo', beside({name: 'lo'})],
		['a dummy', beside({name: 'anycast', kind: 'dummy'})],
		['tunl0 of Calico', beside({name: 'tunl0', kind: 'ipip'})],
		['vxlan.calico without details', beside({name: 'vxlan.calico', kind: null})],
		[
			'a point-to-point link borrows it',
			beside({name: 'ppp0', addresses: [address('192.168.56.21/32', {peer: '10.0.0.1'})]}),
		],
		[
			'each pod has the gateway on its end',
			{
				interfaces: ['veth1', 'veth2'].map((name) =>
					iface({name, kind: 'veth', addresses: [address('10.244.1.1/32')]}),
				),
			},
		],
		[
			'link-local addresses',
			{interfaces: ['eth0', 'eth1'].map((name) => iface({name, addresses: [address('fe80::1/64')]}))},
		],
		[
			'in a VRF',
			{
				interfaces: [
					eth0,
					iface({name: 'blue', kind: 'vrf'}),
					iface({name: 'eth1', master: 'blue', addresses: [address('192.168.56.21/24')]}),
				],
			},
		],
	],
	[
		[
			'a card under two names',
			{
				interfaces: [
					eth0,
					iface({name: 'eth1', addresses: [address('192.168.56.21/24', {at: place('ip -d addr', 9)})]}),
				],
			},
			{
				severity: 'warning',
				actual: '192.168.56.21 is on eth0 and eth1',
				evidence: [
					{source: 'ip -d addr', line: 1},
					{source: 'ip -d addr', line: 9},
				],
			},
		],
		['a virtual address moved by half', beside({name: 'eth1'}), {actual: '192.168.56.21 is on eth0 and eth1'}],
	],
);
