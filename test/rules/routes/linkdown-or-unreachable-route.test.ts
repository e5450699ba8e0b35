import {linkdownOrUnreachableRoute} from '../../../source/rules/routes/linkdown-or-unreachable-route.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {place, process, route} from '../../support/node-facts.ts';
import {nodeAt, plan, podNetwork, range} from '../../support/plan.ts';

const bridge = {name: 'cni0', ports: 0, addresses: ['10.244.1.1/24'], up: true, mtu: 1450, at: place('ip -d addr')};
const node = (...routes: ReturnType<typeof route>[]) => ({
	role: roleOf('worker'),
	routes,
	addressPlan: plan(range('cluster-pods', '10.244.0.0/16', 'kube-proxy clusterCIDR')),
	cni: podNetwork('flannel', {bridge}),
	nodeAddress: nodeAt('192.168.56.21/24'),
});
const to = (destination: string, given: Partial<ReturnType<typeof route>> = {}) =>
	route({destination, device: 'flannel.1', at: place('ip route', 4), ...given});
const ends = (destination: string, protocol: string | null = null) =>
	to(destination, {type: 'blackhole', device: null, protocol});

testRule(
	linkdownOrUnreachableRoute,
	[
		['all up', node(to('10.244.2.0/24'), to('10.244.3.0/24'))],
		['no pod hangs on the bridge', node(to('10.244.1.0/24', {device: 'cni0', flags: ['linkdown']}))],
		["Calico's own block", node(ends('10.244.7.0/26', 'bird'), ends('10.244.8.0/26', '80'))],
		['docker0 is elsewhere', node(to('172.17.0.0/16', {device: 'docker0', flags: ['linkdown']}))],
		['what nobody has ends here', node(ends('10.244.0.0/16'), to('10.244.2.0/24'))],
		['in another table', node({...ends('10.244.2.0/24'), table: '100'})],
		['a VPN that is down is a matter of its own', node(to('10.244.2.0/24', {device: 'eth0', flags: ['linkdown']}))],
		['the pod range is not known', {...node(ends('10.244.2.0/24')), addressPlan: plan()}, {status: 'unknown'}],
	],
	[
		[
			'a black hole',
			node(ends('10.244.3.0/24'), to('10.244.2.0/24')),
			{
				severity: 'warning',
				actual: 'packets to pods in 10.244.3.0/24 end here (blackhole route)',
				evidence: [
					{source: 'ip route', line: 4},
					{source: 'kube-proxy clusterCIDR', line: 7},
				],
				fix: {commands: ['ip route show 10.244.3.0/24', 'ip route del blackhole 10.244.3.0/24']},
			},
		],
		[
			'the tunnel is down',
			{
				...node(to('10.244.3.0/24', {via: '10.244.3.0', flags: ['onlink', 'linkdown']})),
				cni: podNetwork('flannel', {bridge, daemon: {expected: ['flanneld'], running: true, pid: 100, at: null}}),
				processes: [process({argv: ['/opt/bin/flanneld'], pod: {uid: 'a', containerId: null}})],
			},
			{
				actual: 'the route to pods in 10.244.3.0/24 leads to flannel.1, which is down',
				fix: {
					commands: [
						'ip route show 10.244.3.0/24',
						'ip route del 10.244.3.0/24 via 10.244.3.0 dev flannel.1',
						'kill 100',
					],
				},
			},
		],
	],
);
