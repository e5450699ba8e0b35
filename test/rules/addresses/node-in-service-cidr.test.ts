import {nodeInServiceCidr} from '../../../source/rules/addresses/node-in-service-cidr.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {address, iface, kubeletConfig, place, route, setting} from '../../support/node-facts.ts';
import {nodeAt, plan, range} from '../../support/plan.ts';

const role = roleOf('control-plane');
const services = (cidr: string, given = {}) =>
	plan(range('services', cidr, 'kube-apiserver --service-cluster-ip-range', given));
const server = (value: string) => [
	{
		path: '/etc/resolv.conf',
		exists: true,
		nameservers: [{value, at: place('/etc/resolv.conf', 2)}],
		search: [],
		options: [],
	},
];

testRule(
	nodeInServiceCidr,
	[
		[
			'apart',
			{role, addressPlan: services('10.96.0.0/12'), nodeAddress: nodeAt('192.168.56.11/24'), routes: [route()]},
		],
		[
			'the node resolves through the cluster on purpose',
			{
				role,
				addressPlan: services('10.96.0.0/12'),
				nodeAddress: nodeAt('192.168.56.11/24'),
				resolvConfs: server('10.96.0.10'),
				kubeletConfig: kubeletConfig({clusterDns: setting(['10.96.0.10'])}),
			},
		],
		[
			'what IPVS and the cache of node-local DNS hold is theirs',
			{
				role,
				addressPlan: services('10.96.0.0/12'),
				nodeAddress: nodeAt('192.168.56.11/24'),
				interfaces: [
					iface({name: 'eth0', addresses: [address('192.168.56.11/24')]}),
					iface({name: 'kube-ipvs0', kind: 'dummy', addresses: [address('10.96.0.1/32')]}),
					iface({name: 'nodelocaldns', kind: 'dummy', addresses: [address('10.96.0.10/32')]}),
				],
			},
		],
		[
			'a worker does not know the range',
			{role, addressPlan: plan(), nodeAddress: nodeAt('192.168.56.11/24')},
			{status: 'unknown'},
		],
	],
	[
		[
			'the node',
			{role, addressPlan: services('10.96.0.0/12'), nodeAddress: nodeAt('10.100.1.5/24')},
			{severity: 'error', actual: "the node's address 10.100.1.5 lies in the service range 10.96.0.0/12"},
		],
		[
			'only a further address of the node',
			{
				role,
				addressPlan: services('10.96.0.0/12'),
				nodeAddress: nodeAt('192.168.56.11/24'),
				interfaces: [iface({name: 'eth0', addresses: [address('192.168.56.11/24'), address('10.100.0.5/24')]})],
			},
			{
				severity: 'warning',
				actual: "eth0's address 10.100.0.5 lies in the service range 10.96.0.0/12",
				fix: {commands: ['ip addr del 10.100.0.5/24 dev eth0']},
			},
		],
		[
			'inferred is a warning',
			{role, addressPlan: services('10.96.0.0/12', {provenance: 'inferred'}), nodeAddress: nodeAt('10.100.1.5/24')},
			{severity: 'warning'},
		],
		[
			'a name server',
			{
				role,
				addressPlan: services('10.96.0.0/12'),
				nodeAddress: nodeAt('192.168.56.11/24'),
				resolvConfs: server('10.97.0.1'),
			},
			{severity: 'error'},
		],
	],
);
