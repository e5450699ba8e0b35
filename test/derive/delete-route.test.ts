import {expect, test} from 'vitest';
import {fillFix} from '../../source/analyzer/fill-fix.ts';
import {deleteRoute} from '../../source/derive/delete-route.ts';
import type {Route} from '../../source/model/facts/route.ts';
import {route} from '../support/node-facts.ts';

const commandFor = (given: Partial<Route>): readonly string[] => {
	const {command, values} = deleteRoute(route({protocol: null, source: null, ...given}));
	const violation = {expected: '', actual: '', evidence: [], values};
	return fillFix({fix: 'x', commands: [command], verify: []}, [violation], undefined).commands;
};

test.each<readonly [string, Partial<Route>, string]>([
	[
		'by gateway and device',
		{destination: '10.1.0.0/16', via: '10.0.0.1', device: 'tun0'},
		'ip route del 10.1.0.0/16 via 10.0.0.1 dev tun0',
	],
	[
		'by metric',
		{destination: '10.1.0.0/16', device: 'tun0', metric: 50},
		'ip route del 10.1.0.0/16 dev tun0 metric 50',
	],
	[
		'in a table of its own',
		{destination: '10.1.0.0/16', device: 'tun0', table: '200'},
		'ip route del 10.1.0.0/16 dev tun0 table 200',
	],
	[
		'that ends packets',
		{destination: '10.1.0.0/16', type: 'unreachable', device: null},
		'ip route del unreachable 10.1.0.0/16',
	],
	['of IPv6', {family: 6, destination: 'fd00::/64', device: 'tun0'}, 'ip -6 route del fd00::/64 dev tun0'],
	['of several hops', {destination: '10.1.0.0/16', device: null}, 'ip route del 10.1.0.0/16'],
	[
		'that the kernel made for an address',
		{destination: '10.1.2.0/24', source: '10.1.2.3', device: 'eth1', protocol: 'kernel'},
		'ip addr del 10.1.2.3/24 dev eth1',
	],
	[
		"that names a source of one's own",
		{destination: '10.1.2.0/24', source: '10.1.2.3', device: 'eth1', protocol: 'static'},
		'ip route del 10.1.2.0/24 dev eth1',
	],
])('a route %s', (_, given, expected) => {
	expect(commandFor(given)).toEqual([expected]);
});

test('a device whose name a shell would read is in no command', () => {
	expect(commandFor({destination: '10.1.0.0/16', device: '$(reboot)'})).toEqual([]);
});
