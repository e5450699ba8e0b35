import type {Known} from '../../../source/model/rule.ts';
import {noUsableAddress} from '../../../source/rules/interfaces/no-usable-address.ts';
import {testRule} from '../../support/judge.ts';
import {address, iface, route} from '../../support/node-facts.ts';

const node = (interfaces: Known['interfaces'], physical: readonly string[], routes: Known['routes'] = []) => ({
	interfaces,
	routes,
	nodeAddress: {addresses: [], uplink: null, because: 'none' as const, physical},
});
const lo = iface({name: 'lo', addresses: [address('127.0.0.1/8', {scope: 'host'})]});

testRule(
	noUsableAddress,
	[
		['an address on eth0', node([lo, iface({name: 'eth0', addresses: [address('10.0.0.1/24')]})], ['eth0'])],
		['IPv6 only', node([iface({name: 'eth0', addresses: [address('fe80::1/64'), address('fd00::1/64')]})], ['eth0'])],
		[
			'an unnumbered host with its address on lo',
			node(
				[iface({name: 'lo', addresses: [address('10.1.1.1/32')]}), iface({name: 'eth0'})],
				['eth0'],
				[route({source: '10.1.1.1'})],
			),
		],
		['nothing was seen', node([], []), {status: 'unknown'}],
	],
	[
		[
			'no address at all',
			node([lo, iface({name: 'eth0'})], ['eth0']),
			{actual: 'no global address on eth0', fix: {commands: expectCommand('eth0')}},
		],
		[
			'link-local only',
			node([iface({name: 'eth0', addresses: [address('169.254.7.7/16'), address('fe80::1/64')]})], ['eth0']),
		],
		['the link is down', node([iface({name: 'eth0', flags: [], addresses: [address('10.0.0.1/24')]})], ['eth0'])],
		[
			'only a pod bridge has one',
			node([lo, iface({name: 'cni0', kind: 'bridge', addresses: [address('10.244.1.1/24')]})], []),
			{actual: 'the node has no physical interface'},
		],
	],
);

function expectCommand(name: string): readonly string[] {
	return [`networkctl status ${name}`, 'journalctl -u systemd-networkd -u NetworkManager -n 50 --no-pager'];
}
