import {expect, test} from 'vitest';
import {overlayNeighbourMissing} from '../../../source/rules/routes/overlay-neighbour-missing.ts';
import {judge, roleOf, testRule} from '../../support/judge.ts';
import {flannel1} from '../../support/kernel.ts';
import {process, route} from '../../support/node-facts.ts';
import {podNetwork} from '../../support/plan.ts';
import {forwarding, neighbour} from '../../support/routing.ts';

const role = roleOf('worker');
const own = route({destination: '10.244.4.0/24', device: 'cni0'});
const remote = (third: number, device = 'flannel.1') =>
	route({destination: `10.244.${third}.0/24`, via: `10.244.${third}.0`, device, flags: ['onlink']});
const first = neighbour('10.244.0.0', 'ce:1f:d9:a4:c5:09');
const known = [first, neighbour('10.244.2.0', '86:50:e8:d2:38:75')];
const failed = {...neighbour('10.244.2.0', ''), mac: null, state: 'FAILED'};
const node = {role, routes: [route(), own, remote(0), remote(2)], neighbours: known};
const running = {
	cni: podNetwork('flannel', {overlay: flannel1, daemon: {expected: ['flanneld'], running: true, pid: 100, at: null}}),
	processes: [process({argv: ['/opt/bin/flanneld', '--ip-masq'], pod: {uid: 'a', containerId: null}})],
};

testRule(
	overlayNeighbourMissing,
	[
		['each is known', node],
		[
			'those of IPv6',
			{
				...node,
				routes: [route({family: 6, destination: 'fd00:1::/64', via: 'fd00:1::', device: 'flannel-v6.1'})],
				neighbours: [neighbour('fd00:1::', 'ce:1f:d9:a4:c5:09', 'flannel-v6.1')],
			},
		],
		['found by asking', {...node, neighbours: known.map((each) => ({...each, state: 'STALE'}))}],
		['a single node', {...node, routes: [route(), own], neighbours: []}, {status: 'skip'}],
		[
			'flannel routes through the nodes themselves (host-gw, DirectRouting)',
			{
				...node,
				routes: [own, route({destination: '10.244.2.0/24', via: '192.168.56.12', device: 'eth0'})],
				neighbours: [],
			},
			{status: 'skip'},
		],
		['a route that ends there on purpose', {...node, routes: [remote(0), {...remote(3), type: 'blackhole'}]}],
		[
			"another node's end of a multicast overlay answers itself",
			{...node, neighbours: [], forwardingEntries: [forwarding('00:00:00:00:00:00', '239.1.1.1')]},
		],
		[
			'a neighbour that is left of a node that is gone',
			{...node, neighbours: [...known, {...failed, address: '10.244.9.0'}]},
		],
	],
	[
		[
			'one is absent',
			{...node, neighbours: [first]},
			{
				severity: 'error',
				expected: 'a permanent neighbour on flannel.1 for each of 2 other nodes',
				actual: 'pods in 10.244.2.0/24 are not reached: 10.244.2.0 on flannel.1 has no neighbour entry',
				evidence: [{source: 'ip route show table all'}],
				fix: {commands: ['ip neigh show dev flannel.1', 'bridge fdb show dev flannel.1']},
			},
		],
		[
			'one was asked for in vain',
			{...node, ...running, neighbours: [first, failed]},
			{
				severity: 'error',
				actual: 'pods in 10.244.2.0/24 are not reached: 10.244.2.0 on flannel.1 has FAILED',
				evidence: [{source: 'ip route show table all'}, {source: 'ip neigh', line: 3}],
				fix: {commands: ['ip neigh show dev flannel.1', 'bridge fdb show dev flannel.1', 'kill 100']},
			},
		],
		[
			'it is known on another interface only',
			{...node, neighbours: [first, neighbour('10.244.2.0', '86:50:e8:d2:38:75', 'eth0')]},
			{severity: 'error'},
		],
		[
			'none is known',
			{...node, neighbours: []},
			{
				severity: 'warning',
				actual:
					'pods in 10.244.0.0/24 are not reached: 10.244.0.0 on flannel.1 has no neighbour entry, and 1 more like it',
			},
		],
		[
			"Calico's",
			{
				...node,
				routes: [remote(0, 'vxlan.calico'), remote(2, 'vxlan.calico')],
				neighbours: [neighbour('10.244.0.0', 'ce:1f:d9:a4:c5:09', 'vxlan.calico')],
			},
			{severity: 'error'},
		],
	],
);

test('without ip only the neighbours of IPv4 are known, and absence says nothing', () => {
	expect(
		judge(overlayNeighbourMissing, {...node, neighbours: []}, {neighbours: 'only IPv4 neighbours are shown'}),
	).toMatchObject({status: 'unknown'});
});
