import {cniNetworkDiffersFromClusterCidr} from '../../../source/rules/addresses/cni-network-differs-from-cluster-cidr.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {plan, podNetwork, range} from '../../support/plan.ts';

const role = roleOf('worker');
const cluster = range('cluster-pods', '10.244.0.0/16', 'kube-proxy clusterCIDR');
const network = (cidr: string) => range('cluster-pods', cidr, 'FLANNEL_NETWORK');
const subnet = (cidr: string) => range('node-pods', cidr, 'FLANNEL_SUBNET');
const cni = podNetwork('flannel');

testRule(
	cniNetworkDiffersFromClusterCidr,
	[
		['the same', {role, cni, addressPlan: plan(cluster, network('10.244.0.0/16'), subnet('10.244.3.1/24'))}],
		['the other family is not known', {role, cni, addressPlan: plan(cluster, network('fd00:244::/56'))}],
		['Calico has pools of its own', {role, cni: podNetwork('calico'), addressPlan: plan(cluster)}, {status: 'skip'}],
		['the cluster range is not known', {role, cni, addressPlan: plan(network('10.244.0.0/16'))}, {status: 'unknown'}],
	],
	[
		[
			'another network',
			{role, cni, addressPlan: plan(cluster, network('10.245.0.0/16'), subnet('10.245.3.1/24'))},
			{
				actual:
					'the pod network uses 10.245.0.0/16 (FLANNEL_NETWORK), the cluster 10.244.0.0/16 (kube-proxy clusterCIDR)',
			},
		],
		[
			'a subnet outside',
			{role, cni, addressPlan: plan(cluster, network('10.244.0.0/16'), subnet('10.250.3.1/24'))},
			{
				actual:
					"pods of this node get 10.250.3.1/24 (FLANNEL_SUBNET), outside the cluster's 10.244.0.0/16 (kube-proxy clusterCIDR)",
			},
		],
		[
			'the bridge plugin',
			{
				role,
				cni: podNetwork('bridge'),
				addressPlan: plan(cluster, range('node-pods', '10.85.0.0/16', '100-crio-bridge.conf')),
			},
		],
	],
);
