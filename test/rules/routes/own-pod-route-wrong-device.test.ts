import {ownPodRouteWrongDevice} from '../../../source/rules/routes/own-pod-route-wrong-device.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {cni0} from '../../support/kernel.ts';
import {place, route} from '../../support/node-facts.ts';
import {plan, podNetwork, range} from '../../support/plan.ts';

const role = roleOf('worker');
const addressPlan = plan(
	range('node-pods', '10.244.1.0/24', 'FLANNEL_SUBNET'),
	range('node-pods', '10.244.1.0/24', 'cni0'),
);
const to = (device: string, given = {}) =>
	route({destination: '10.244.1.0/24', device, at: place('ip route show table all', 4), ...given});
const node = {role, addressPlan, cni: podNetwork('flannel', {bridge: cni0}), routes: [route(), to('cni0')]};

testRule(
	ownPodRouteWrongDevice,
	[
		['to the bridge', node],
		['a wider route to the bridge', {...node, routes: [to('cni0', {destination: '10.244.0.0/16'})]}],
		[
			'no bridge: Calico blackholes its own block',
			{...node, cni: podNetwork('calico'), routes: [to('', {type: 'blackhole', device: null})]},
			{status: 'skip'},
		],
		[
			'no bridge: Cilium routes through cilium_host',
			{...node, cni: podNetwork('cilium'), routes: [to('cilium_host')]},
			{status: 'skip'},
		],
		['no pods yet', {...node, cni: podNetwork('flannel', {bridge: {...cni0, ports: 0}}), routes: [route()]}],
		['the bridge is down', {...node, cni: podNetwork('flannel', {bridge: {...cni0, up: false}}), routes: [route()]}],
		[
			'the bridge has no address',
			{...node, cni: podNetwork('flannel', {bridge: {...cni0, addresses: []}}), routes: [route()]},
		],
		['a second route in another table', {...node, routes: [to('cni0'), to('eth0', {table: '100'})]}],
	],
	[
		[
			'to the uplink',
			{...node, routes: [route(), to('eth0')]},
			{
				expected: '10.244.1.0/24 is routed to cni0',
				actual: "the route to this node's pods (10.244.1.0/24) leads to eth0 instead of cni0",
				evidence: [
					{source: 'ip route show table all', line: 4},
					{source: 'ip -d addr', line: 20},
					{source: 'FLANNEL_SUBNET'},
				],
				fix: {commands: ['ip route replace 10.244.1.0/24 dev cni0 src 10.244.1.1']},
			},
		],
		['to docker0', {...node, routes: [to('docker0')]}, {severity: 'error'}],
		[
			'missing',
			{...node, routes: [route()]},
			{actual: "no route leads to this node's pods (10.244.1.0/24), though cni0 has 2 ports"},
		],
	],
);
