import {missingRemotePodRoutes} from '../../../source/rules/routes/missing-remote-pod-routes.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {flannel1} from '../../support/kernel.ts';
import {place, process, route} from '../../support/node-facts.ts';
import {plan, podNetwork, range} from '../../support/plan.ts';
import {forwarding, neighbour} from '../../support/routing.ts';

const role = roleOf('worker');
const addressPlan = plan(
	range('cluster-pods', '10.244.0.0/16', 'FLANNEL_NETWORK'),
	range('node-pods', '10.244.4.0/24', 'FLANNEL_SUBNET'),
);
const own = route({destination: '10.244.4.0/24', device: 'cni0'});
const remote = (third: number) =>
	route({destination: `10.244.${third}.0/24`, via: `10.244.${third}.0`, device: 'flannel.1', flags: ['onlink']});
const node = {
	role,
	addressPlan,
	cni: podNetwork('flannel', {overlay: flannel1}),
	routes: [route(), own, remote(0), remote(2)],
	forwardingEntries: [
		forwarding('ce:1f:d9:a4:c5:09', '192.168.56.11'),
		forwarding('86:50:e8:d2:38:75', '192.168.56.12'),
	],
	neighbours: [neighbour('10.244.0.0', 'ce:1f:d9:a4:c5:09'), neighbour('10.244.2.0', '86:50:e8:d2:38:75')],
};
const young = {
	cni: podNetwork('flannel', {overlay: flannel1, daemon: {expected: ['flanneld'], running: true, pid: 100, at: null}}),
	processes: [process({argv: ['flanneld'], startSeconds: 1000})],
	uptime: {value: 1100, at: place('/proc/uptime')},
};

testRule(
	missingRemotePodRoutes,
	[
		['to each node', node],
		['a single node', {...node, routes: [route(), own], forwardingEntries: [], neighbours: []}],
		[
			'only groups are in the forwarding database',
			{...node, routes: [own], forwardingEntries: [forwarding('00:00:00:00:00:00', '0.0.0.0')], neighbours: []},
		],
		[
			'Cilium routes in eBPF',
			{...node, cni: podNetwork('cilium', {overlay: {...flannel1, name: 'cilium_vxlan'}}), routes: [route()]},
			{status: 'skip'},
		],
		['the cloud routes', {...node, cni: podNetwork('aws'), routes: [route()]}, {status: 'skip'}],
		['flannel without an overlay', {...node, cni: podNetwork('flannel'), routes: [route()]}, {status: 'skip'}],
		['without the neighbour table any route will do', {...node, neighbours: []}],
	],
	[
		[
			'one is missing',
			{...node, routes: [route(), own, remote(0)]},
			{
				severity: 'warning',
				expected: 'a route to the pods of 192.168.56.12 over flannel.1',
				actual: 'no route leads to the pods of 192.168.56.12 (10.244.2.0)',
				evidence: [
					{source: 'ip neigh', line: 3},
					{source: 'bridge fdb', line: 7},
				],
			},
		],
		[
			'all are missing and the neighbour table is not known',
			{...node, routes: [route(), own], neighbours: []},
			{
				actual: "no route leads to other nodes' pods",
				evidence: [{source: 'ip -d addr', line: 15}, {source: 'bridge fdb'}],
			},
		],
		['flanneld has only just started', {...node, ...young, routes: [route(), own, remote(0)]}, {severity: 'info'}],
	],
);
