import type {Known} from '../../../source/model/rule.ts';
import {natNicSelected} from '../../../source/rules/interfaces/nat-nic-selected.ts';
import {testRule} from '../../support/judge.ts';
import {address, iface, kubeletConfig, place, route, setting} from '../../support/node-facts.ts';

const link = (name: string, text: string) => iface({name, addresses: [address(text)]});
const node = (own: string, links: readonly ReturnType<typeof link>[], gateway: string): Partial<Known> => {
	const holder = links.find((each) => each.addresses.some((a) => a.address === own));
	return {
		interfaces: links,
		routes: [route({via: gateway})],
		nodeAddress: {
			addresses: [{family: 4, address: own, prefix: 24, interface: holder?.name ?? '', at: place('ip -d addr', 2)}],
			uplink: holder?.name ?? null,
			because: 'default-route',
			physical: links.map((each) => each.name),
		},
		kubeletConfig: kubeletConfig(),
	};
};
const nat = link('eth0', '10.0.2.15/24');
const lan = link('eth1', '192.168.56.21/24');

testRule(
	natNicSelected,
	[
		['one interface', node('192.168.56.21', [lan], '192.168.56.1')],
		['NAT is the only interface', node('10.0.2.15', [nat], '10.0.2.2')],
		[
			'kubelet was told the other',
			{
				...node('192.168.56.21', [nat, lan], '10.0.2.2'),
				kubeletConfig: kubeletConfig({nodeIps: setting(['192.168.56.21'])}),
			},
		],
		[
			'a real LAN in 10.0.2.0/24 has another gateway',
			{...node('10.0.2.15', [nat, lan], '10.0.2.254'), kubeletConfig: kubeletConfig({nodeIps: setting(['10.0.2.15'])})},
		],
		['the other interface is down', node('10.0.2.15', [nat, {...lan, flags: []}], '10.0.2.2')],
	],
	[
		[
			"the hypervisor's NAT",
			node('10.0.2.15', [nat, lan], '10.0.2.2'),
			{
				actual: 'the node uses the NAT address 10.0.2.15 of eth0',
				severity: 'error',
				fix: {
					text: 'Tell kubelet the address of the other interface, 192.168.56.21, and the network add-on its name, eth1.',
				},
			},
		],
		[
			'even where kubelet was told that address',
			{...node('10.0.2.15', [nat, lan], '10.0.2.2'), kubeletConfig: kubeletConfig({nodeIps: setting(['10.0.2.15'])})},
		],
		[
			'VirtualBox without a default route',
			{
				...node('10.0.2.15', [nat, lan], '10.0.2.2'),
				routes: [],
				machine: {vendor: 'innotek GmbH', product: 'VirtualBox', memory: null, disks: [], at: place()},
			},
		],
		[
			'several interfaces and no choice is a note',
			node('192.168.56.21', [link('eth1', '192.168.56.21/24'), link('eth2', '10.9.0.1/24')], '192.168.56.1'),
			{severity: 'info'},
		],
	],
);
