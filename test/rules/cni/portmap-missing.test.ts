import {portmapMissing} from '../../../source/rules/cni/portmap-missing.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {cniConfig, cniConfigs, cniPlugin, place} from '../../support/node-facts.ts';
import {podNetwork} from '../../support/plan.ts';

const role = roleOf('worker');
const node = (product: string, ...types: readonly string[]) => ({
	role,
	cni: podNetwork(product),
	cniConfigs: cniConfigs(
		cniConfig(
			'10-x.conflist',
			types.map((type) => cniPlugin(type)),
		),
	),
});

testRule(
	portmapMissing,
	[
		['in the list', node('flannel', 'flannel', 'portmap')],
		['Cilium does it itself', node('cilium', 'cilium-cni'), {status: 'skip'}],
		['OVN-Kubernetes too', node('ovn-kubernetes', 'ovn-k8s-cni-overlay'), {status: 'skip'}],
		[
			'another plugin has the capability',
			{
				...node('bridge'),
				cniConfigs: cniConfigs(cniConfig('10-x.conflist', [cniPlugin('own', {capabilities: ['portMappings']})])),
			},
		],
		['no configuration', {role, cni: podNetwork('flannel'), cniConfigs: cniConfigs()}, {status: 'skip'}],
		[
			'an invalid configuration',
			{
				role,
				cni: podNetwork('flannel'),
				cniConfigs: cniConfigs(cniConfig('10-x.conflist', [], {problems: [{message: 'x', at: place()}]})),
			},
			{status: 'skip'},
		],
	],
	[
		[
			'flannel alone',
			node('flannel', 'flannel'),
			{
				severity: 'info',
				actual: '10-x.conflist has no portmap plugin: host ports of pods are not forwarded',
				evidence: [{source: '/etc/cni/net.d/10-x.conflist'}, {source: '/etc/cni/net.d/10-test.conflist'}],
			},
		],
		['Calico', node('calico', 'calico', 'bandwidth')],
	],
);
