import {runtimeDefaultBridgeActive} from '../../../source/rules/cni/runtime-default-bridge-active.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {cniConfig, cniConfigs, cniPlugin} from '../../support/node-facts.ts';
import {plan, podNetwork, range} from '../../support/plan.ts';
import {product} from '../../support/runtime.ts';

const bridge = (file: string, subnet?: string) =>
	cniConfigs(cniConfig(file, [cniPlugin('bridge', {subnets: subnet === undefined ? [] : [subnet]})]));
const crio = bridge('100-crio-bridge.conflist', '10.85.0.0/16');
const node = {role: roleOf('worker'), cni: podNetwork('crio-bridge')};
const cluster = range('cluster-pods', '10.244.0.0/16', 'kube-proxy clusterCIDR');

testRule(
	runtimeDefaultBridgeActive,
	[
		['an add-on', {...node, cniConfigs: cniConfigs(cniConfig('10-flannel.conflist', [cniPlugin('flannel')]))}],
		[
			'a bridge of the own plan',
			{...node, cniConfigs: bridge('10-bridge.conflist', '10.244.1.0/24'), addressPlan: plan(cluster)},
		],
		['a file with the name of a sample', {...node, cniConfigs: bridge('10-containerd-net.conflist', '10.244.1.0/24')}],
		[
			'the sample lies behind the add-on',
			{
				...node,
				cniConfigs: cniConfigs(cniConfig('10-flannel.conflist', [cniPlugin('flannel')]), ...crio.files),
			},
		],
		['no configuration', {...node, cniConfigs: cniConfigs()}],
	],
	[
		[
			'flanneld runs beside it',
			{...node, cni: podNetwork('crio-bridge', {products: [product('flannel', 'daemon')]}), cniConfigs: crio},
			{
				severity: 'warning',
				actual:
					"pods use the runtime's sample network 100-crio-bridge.conflist (10.85.0.0/16), while the agent of flannel runs",
				evidence: [{source: '/etc/cni/net.d/100-crio-bridge.conflist'}, {source: 'flannel daemon'}],
			},
		],
		[
			'the cluster has another range',
			{...node, cniConfigs: bridge('87-podman-bridge.conflist', '10.88.0.0/16'), addressPlan: plan(cluster)},
			{
				severity: 'warning',
				actual: "pods use the runtime's sample network 87-podman-bridge.conflist (10.88.0.0/16), not 10.244.0.0/16",
				evidence: [{}, {source: 'kube-proxy clusterCIDR', line: 7}],
			},
		],
		['a lab of one node', {...node, cniConfigs: crio}, {severity: 'info'}],
		[
			'the cluster was given that range',
			{...node, cniConfigs: crio, addressPlan: plan({...cluster, cidr: '10.85.0.0/16'})},
			{severity: 'info'},
		],
	],
);
