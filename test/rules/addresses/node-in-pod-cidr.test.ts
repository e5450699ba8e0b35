import {nodeInPodCidr} from '../../../source/rules/addresses/node-in-pod-cidr.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {place, route} from '../../support/node-facts.ts';
import {nodeAt, plan, podNetwork, range} from '../../support/plan.ts';

const role = roleOf('worker');
const pods = (cidr: string) => plan(range('cluster-pods', cidr, 'kube-proxy clusterCIDR'));
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
	nodeInPodCidr,
	[
		[
			'apart',
			{
				role,
				addressPlan: pods('10.244.0.0/16'),
				nodeAddress: nodeAt('192.168.56.21/24'),
				routes: [route()],
				resolvConfs: server('192.168.56.1'),
			},
		],
		[
			'AWS takes pod addresses from the VPC',
			{role, addressPlan: pods('10.0.0.0/16'), nodeAddress: nodeAt('10.0.1.5/24'), cni: podNetwork('aws')},
			{status: 'skip'},
		],
		['no pod range is known', {role, addressPlan: plan(), nodeAddress: nodeAt('10.0.1.5/24')}, {status: 'unknown'}],
	],
	[
		[
			'the classic',
			{role, addressPlan: pods('192.168.0.0/16'), nodeAddress: nodeAt('192.168.1.5/24')},
			{
				severity: 'error',
				actual: "the node's address 192.168.1.5 lies in the pod range 192.168.0.0/16",
				evidence: [{source: 'ip -d addr', line: 9}, {source: 'kube-proxy clusterCIDR'}],
			},
		],
		[
			'the gateway',
			{
				role,
				addressPlan: pods('10.244.0.0/16'),
				nodeAddress: nodeAt('192.168.1.5/24'),
				routes: [route({via: '10.244.0.1'})],
			},
			{severity: 'error'},
		],
		[
			'the name server',
			{
				role,
				addressPlan: pods('10.244.0.0/16'),
				nodeAddress: nodeAt('192.168.1.5/24'),
				resolvConfs: server('10.244.7.7'),
			},
			{severity: 'error', actual: 'the name server 10.244.7.7 lies in the pod range 10.244.0.0/16'},
		],
		[
			'only the subnet overlaps',
			{role, addressPlan: pods('10.0.128.0/17'), nodeAddress: nodeAt('10.0.1.5/16')},
			{severity: 'warning'},
		],
		[
			'Calico without overlay may share the subnet',
			{role, addressPlan: pods('10.0.128.0/17'), nodeAddress: nodeAt('10.0.1.5/16'), cni: podNetwork('calico')},
			{severity: 'info'},
		],
	],
);
