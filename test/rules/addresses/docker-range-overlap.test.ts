import {dockerRangeOverlap} from '../../../source/rules/addresses/docker-range-overlap.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {address, iface, place, route} from '../../support/node-facts.ts';
import {plan, range} from '../../support/plan.ts';

const role = roleOf('worker');
const docker = iface({name: 'docker0', kind: 'bridge', addresses: [address('172.17.0.1/16')]});
const bridge = range('bridge', '172.17.0.0/16', 'docker0');
const pods = (cidr: string) => range('cluster-pods', cidr, 'kube-proxy clusterCIDR');

testRule(
	dockerRangeOverlap,
	[
		['apart', {role, interfaces: [docker], addressPlan: plan(bridge, pods('10.244.0.0/16'))}],
		[
			'no engine',
			{
				role,
				interfaces: [iface({name: 'eth0', addresses: [address('172.17.3.4/24')]})],
				addressPlan: plan(pods('10.244.0.0/16')),
			},
		],
		[
			'a gateway inside a bridge that is down is no error',
			{
				role,
				interfaces: [{...docker, flags: ['NO-CARRIER', 'UP']}],
				addressPlan: plan(bridge, pods('10.244.0.0/16')),
				routes: [route({via: '172.17.0.9'})],
			},
		],
	],
	[
		[
			'the pod range',
			{role, interfaces: [docker], addressPlan: plan(bridge, pods('172.17.0.0/17'))},
			{
				severity: 'warning',
				actual: 'docker0 has 172.17.0.0/16, which overlaps the pod range 172.17.0.0/17 (kube-proxy clusterCIDR)',
			},
		],
		[
			'a name server behind it',
			{
				role,
				interfaces: [docker],
				addressPlan: plan(bridge),
				resolvConfs: [
					{
						path: '/etc/resolv.conf',
						exists: true,
						nameservers: [{value: '172.17.4.4', at: place('/etc/resolv.conf')}],
						search: [],
						options: [],
					},
				],
			},
			{severity: 'error', actual: 'the name server 172.17.4.4 lies in 172.17.0.0/16 of docker0'},
		],
		[
			"a pod bridge in Docker's range is a note",
			{role: roleOf('undetermined'), interfaces: [iface({name: 'cni0', addresses: [address('172.17.0.1/24')]})]},
			{severity: 'info', actual: "cni0 uses 172.17.0.1/24, inside Docker's default range"},
		],
	],
);
