import type {PlannedRange} from '../../../source/model/conclusions.ts';
import {kubeProxyClusterCidrMismatch} from '../../../source/rules/addresses/kube-proxy-cluster-cidr-mismatch.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {kubeProxyConfig, setting} from '../../support/node-facts.ts';
import {plan, range} from '../../support/plan.ts';
import {replaced} from '../../support/proxy.ts';

const role = roleOf('control-plane');
const proxy = (cidr: string) => range('cluster-pods', cidr, 'kube-proxy clusterCIDR');
const manager = (cidr: string) => range('cluster-pods', cidr, 'kube-controller-manager --cluster-cidr');
const flannel = (cidr: string) => range('node-pods', cidr, 'FLANNEL_SUBNET');
const node = (...ranges: readonly PlannedRange[]) => ({
	role,
	kubeProxyConfig: kubeProxyConfig(),
	addressPlan: plan(...ranges),
});

testRule(
	kubeProxyClusterCidrMismatch,
	[
		['the same', node(proxy('10.244.0.0/16'), manager('10.244.0.0/16'), flannel('10.244.1.1/24'))],
		['the same with host bits', node(proxy('10.244.0.0/16'), manager('10.244.7.0/16'))],
		[
			'each family on its own',
			node(proxy('10.244.0.0/16'), proxy('fd00::/56'), manager('10.244.0.0/16'), manager('fd00::/56')),
		],
		[
			'without clusterCIDR',
			{...node(manager('10.244.0.0/16')), kubeProxyConfig: kubeProxyConfig({clusterCidrs: setting([])})},
			{status: 'skip'},
		],
		[
			'pods are told by their bridge',
			{
				...node(proxy('10.0.0.0/16'), manager('10.244.0.0/16')),
				kubeProxyConfig: kubeProxyConfig({detectLocalMode: setting('BridgeInterface')}),
			},
			{status: 'skip'},
		],
		[
			'Cilium in its place',
			{...node(proxy('10.0.0.0/16'), manager('10.244.0.0/16')), proxy: replaced},
			{status: 'skip'},
		],
		['nothing to compare with', node(proxy('10.244.0.0/16')), {status: 'unknown'}],
		[
			'a range that was only inferred',
			node(proxy('10.244.0.0/16'), manager('10.244.0.0/16'), {...flannel('10.9.0.0/24'), provenance: 'inferred'}),
		],
	],
	[
		[
			"not the controller manager's",
			node(proxy('10.200.0.0/16'), manager('10.244.0.0/16')),
			{
				severity: 'warning',
				actual: 'kube-proxy takes 10.200.0.0/16 for pods, the cluster gives them 10.244.0.0/16',
				evidence: [
					{source: 'kube-proxy clusterCIDR', line: 7},
					{source: 'kube-controller-manager --cluster-cidr', line: 7},
				],
			},
		],
		[
			"this node's pods are outside",
			node(proxy('10.200.0.0/16'), flannel('10.244.1.1/24')),
			{
				actual: 'kube-proxy takes 10.200.0.0/16 for pods, those of this node are in 10.244.1.1/24 (FLANNEL_SUBNET)',
				evidence: [{}, {source: 'FLANNEL_SUBNET'}],
			},
		],
	],
);
