import type {Known} from '../../../source/model/rule.ts';
import {missingOrWrongPeerRoutes} from '../../../source/rules/nodes/missing-or-wrong-peer-routes.ts';
import {testClusterRule, worker} from '../../support/cluster.ts';
import {flannel1} from '../../support/kernel.ts';
import {iface, place, route} from '../../support/node-facts.ts';
import {plan, podNetwork, range} from '../../support/plan.ts';
import {forwarding, neighbour} from '../../support/routing.ts';

const macOf = (n: number) => `ce:1f:d9:a4:c5:0${n}`;
const flannelLink = (n: number) =>
	iface({name: 'flannel.1', mac: macOf(n), vxlan: {id: 1, local: `192.168.56.2${n}`, device: 'eth0', port: 8472}});
const to = (n: number, given = {}) =>
	route({
		destination: `10.244.${n}.0/24`,
		via: `10.244.${n}.0`,
		device: 'flannel.1',
		at: place('ip route show table all', n),
		...given,
	});
const own = (n: number) => route({destination: `10.244.${n}.0/24`, device: 'cni0'});

/** The n-th of two nodes over VXLAN, which knows the other. */
const node = (n: 1 | 2, given: Partial<Known> = {}) => {
	const peer = 3 - n;
	return worker(n, {
		cni: podNetwork('flannel', {overlay: flannel1}),
		addressPlan: plan(
			range('cluster-pods', '10.244.0.0/16', 'FLANNEL_NETWORK'),
			range('node-pods', `10.244.${n}.0/24`, 'FLANNEL_SUBNET'),
		),
		interfaces: [...(worker(n).interfaces ?? []), flannelLink(n)],
		routes: [route(), own(n), to(peer)],
		forwardingEntries: [forwarding(macOf(peer), `192.168.56.2${peer}`)],
		neighbours: [neighbour(`10.244.${peer}.0`, macOf(peer))],
		...given,
	});
};
const direct = (n: number) => to(n, {via: `192.168.56.2${n}`, device: 'eth0'});
const noOverlay = {cni: podNetwork('flannel')};

testClusterRule(
	missingOrWrongPeerRoutes,
	[
		['both ways', [node(1), node(2)]],
		[
			'over the network of the nodes',
			[node(1, {...noOverlay, routes: [direct(2)]}), node(2, {...noOverlay, routes: [direct(1)]})],
		],
		[
			'one wide route over the overlay',
			[node(1, {routes: [to(0, {destination: '10.244.0.0/16', via: null})]}), node(2)],
		],
		[
			'without an overlay the cloud may route',
			[node(1, {...noOverlay, routes: [route()]}), node(2, {...noOverlay, routes: [route()]})],
		],
		[
			'Cilium routes in eBPF',
			[node(1, {cni: podNetwork('cilium'), routes: [route()]}), node(2, {cni: podNetwork('cilium')})],
		],
		['the forwarding database was not read', [node(1, {forwardingEntries: [], neighbours: []}), node(2)]],
		['one machine recorded twice', [node(1), node(1, {routes: []})]],
	],
	[
		[
			'missing in one direction',
			[node(1, {routes: [route(), own(1)]}), node(2)],
			{
				nodes: ['n0', 'n1'],
				actual: 'n0, asked for n1, has no route to its pods (10.244.2.0/24)',
				evidence: [{node: 'n0', source: 'ip -d addr', line: 15}],
			},
		],
		[
			'to another machine',
			[node(1, {routes: [to(2, {via: '192.168.56.99', device: 'eth0'})]}), node(2)],
			{
				actual: 'n0, asked for n1, sends what is for its pods (10.244.2.0/24) to 192.168.56.99',
				evidence: [{source: 'ip route show table all', line: 2}],
			},
		],
		[
			'ended by the kernel',
			[node(1, {routes: [to(2, {type: 'blackhole', via: null, device: null})]}), node(2)],
			{actual: 'n0, asked for n1, sends what is for its pods (10.244.2.0/24) to a route of type blackhole'},
		],
		[
			'an old hardware address',
			[node(1, {neighbours: [neighbour('10.244.2.0', 'aa:aa:aa:aa:aa:aa')]}), node(2)],
			{
				actual: 'n0, asked for n1, takes aa:aa:aa:aa:aa:aa for its VXLAN interface, which has ce:1f:d9:a4:c5:02',
				evidence: [{source: 'ip neigh'}, {}],
			},
		],
		[
			'the tunnel ends elsewhere',
			[node(1, {forwardingEntries: [forwarding(macOf(2), '192.168.56.99')]}), node(2)],
			{
				actual: 'n0, asked for n1, sends what is for its VXLAN interface to 192.168.56.99',
				evidence: [{source: 'bridge fdb'}, {}],
			},
		],
	],
);
