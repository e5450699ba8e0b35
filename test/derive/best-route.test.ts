import {expect, test} from 'vitest';
import {bestRoute} from '../../source/derive/best-route.ts';
import type {Route} from '../../source/model/facts/route.ts';
import {route} from '../support/node-facts.ts';

const routes: readonly Route[] = [
	route({metric: 200, device: 'eth1'}),
	route({metric: 100}),
	route({destination: '10.244.1.0/24', device: 'cni0'}),
	route({destination: '10.244.1.7/32', device: 'veth7'}),
	route({destination: '10.244.1.0/24', device: 'eth9', table: '100'}),
	route({destination: 'fd00::/64', device: 'eth6'}),
];

test.each([
	['the longest prefix wins', '10.244.1.7', undefined, 'veth7'],
	['then the lowest metric', '8.8.8.8', undefined, 'eth0'],
	['another table', '10.244.1.7', '100', 'eth9'],
	['only routes of the family', 'fd00::7', undefined, 'eth6'],
	['no route', 'fd01::7', undefined, undefined],
	['no address', 'api.example', undefined, undefined],
] as const)('%s', (_, address, table, device) => {
	expect(bestRoute(routes, address, table)?.device).toBe(device);
});
