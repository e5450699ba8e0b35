import {expect} from 'vitest';
import type {Interface} from '../../../source/model/facts/interface.ts';
import {primaryLinkDown} from '../../../source/rules/interfaces/primary-link-down.ts';
import {testRule} from '../../support/judge.ts';
import {iface} from '../../support/node-facts.ts';

const node = (...interfaces: readonly Interface[]) => ({
	interfaces,
	nodeAddress: {addresses: [], uplink: 'eth0', because: 'default-route' as const, physical: ['eth0']},
});

testRule(
	primaryLinkDown,
	[
		['up', node(iface({name: 'eth0'}))],
		['state UNKNOWN is normal for some drivers', node(iface({name: 'eth0', state: 'UNKNOWN'}))],
		['an ip that prints no state', node(iface({name: 'eth0', state: null}))],
		[
			'kube-ipvs0, docker0 and an empty cni0 are down by design',
			node(
				iface({name: 'eth0'}),
				iface({name: 'kube-ipvs0', state: 'DOWN', flags: []}),
				iface({name: 'cni0', state: 'DOWN', flags: ['UP', 'NO-CARRIER']}),
			),
		],
		[
			'the uplink is not known',
			{...node(), nodeAddress: {addresses: [], uplink: null, because: 'none', physical: []}},
			{status: 'unknown'},
		],
	],
	[
		[
			'switched off',
			node(iface({name: 'eth0', flags: ['BROADCAST'], state: 'DOWN'})),
			{
				actual: "eth0, which holds the node's address, is switched off",
				fix: {
					text: expect.stringContaining('took its default route away'),
					commands: ['ip link set eth0 up', 'ip route show default'],
				},
			},
		],
		[
			'no carrier',
			node(iface({name: 'eth0', flags: ['UP', 'NO-CARRIER'], state: 'DOWN'})),
			{actual: "eth0, which holds the node's address, has no carrier"},
		],
		['lower layer down', node(iface({name: 'eth0', state: 'LOWERLAYERDOWN'}))],
	],
);
