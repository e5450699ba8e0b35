import type {Interface} from '../../../source/model/facts/interface.ts';
import {macBadOrDuplicatedOnNode} from '../../../source/rules/identity/mac-bad-or-duplicated-on-node.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {iface, place} from '../../support/node-facts.ts';
import {nodeAt} from '../../support/plan.ts';

const card = (name: string, mac: string, given: Partial<Interface> = {}) =>
	iface({name, mac, at: place('ip -d addr', 3), ...given});
const node = (...interfaces: readonly Interface[]) => ({
	role: roleOf('worker'),
	interfaces,
	nodeAddress: {...nodeAt('192.168.56.21/24'), physical: interfaces.map(({name}) => name)},
});
const eth0 = card('eth0', '52:54:00:00:00:01');

testRule(
	macBadOrDuplicatedOnNode,
	[
		['each its own', node(eth0, card('eth1', '52:54:00:00:00:02'))],
		[
			'a bond and its parts',
			node(eth0, card('bond0', eth0.mac ?? '', {kind: 'bond'}), card('eth1', eth0.mac ?? '', {master: 'bond0'})),
		],
		['a VLAN', node(eth0, card('eth0.10', eth0.mac ?? '', {kind: 'vlan', parent: 'eth0'}))],
		['a bridge with the MAC of its port', node(eth0, card('br0', eth0.mac ?? '', {kind: 'bridge'}))],
		['a twin of the cloud', node(eth0, card('enP1s1', eth0.mac ?? '', {master: 'eth0'}))],
		['a tunnel without one', node(eth0, iface({name: 'wg0', mac: null}), iface({name: 'wg1', mac: null}))],
		[
			'kinds were not asked for',
			node({...eth0, detailed: false}, card('eth1', eth0.mac ?? '', {detailed: false})),
			{status: 'unknown'},
		],
	],
	[
		[
			'zeros',
			node(card('eth0', '00:00:00:00:00:00')),
			{
				severity: 'warning',
				actual: "eth0, which carries the node's address, has the MAC 00:00:00:00:00:00",
				evidence: [{source: 'ip -d addr', line: 3}],
			},
		],
		[
			'two with one',
			node(eth0, card('eth1', '52:54:00:00:00:01', {at: place('ip -d addr', 7)})),
			{actual: 'eth0 and eth1 have the same MAC 52:54:00:00:00:01', evidence: [{line: 3}, {line: 7}]},
		],
	],
);
