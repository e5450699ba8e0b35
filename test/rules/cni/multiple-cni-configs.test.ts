import {multipleCniConfigs} from '../../../source/rules/cni/multiple-cni-configs.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {cniConfig, cniConfigs, cniPlugin, setting} from '../../support/node-facts.ts';
import {podNetwork} from '../../support/plan.ts';
import {containerd, product} from '../../support/runtime.ts';

const flannel = cniConfig('10-flannel.conflist', [cniPlugin('flannel')]);
const calico = cniConfig('10-calico.conflist', [cniPlugin('calico')], {name: 'k8s-pod-network'});
const loopback = cniConfig('99-loopback.conf', [cniPlugin('loopback')], {name: 'lo'});
const multus = cniConfig('00-multus.conf', [cniPlugin('multus')], {name: 'multus-cni-network'});
const node = {role: roleOf('worker'), cni: podNetwork('calico')};
const daemon = (running: boolean | null) => ({expected: ['calico-node'], running, pid: null, at: null});

testRule(
	multipleCniConfigs,
	[
		['one', {...node, cniConfigs: cniConfigs(flannel)}],
		['loopback beside it', {...node, cniConfigs: cniConfigs(flannel, loopback)}],
		['the same network twice', {...node, cniConfigs: cniConfigs(flannel, {...flannel, file: '20-copy.conflist'})}],
		[
			'Multus over another',
			{...node, cni: podNetwork('multus'), cniConfigs: cniConfigs(multus, flannel)},
			{status: 'skip'},
		],
		[
			'several are loaded on purpose',
			{...node, cniConfigs: cniConfigs(calico, flannel), containerdConfig: containerd({maxConfNum: setting(2)})},
			{status: 'skip'},
		],
		[
			'Cilium put the others aside',
			{
				...node,
				cniConfigs: {
					...cniConfigs(cniConfig('05-cilium.conflist', [cniPlugin('cilium-cni')])),
					others: [{file: '10-flannel.conflist.cilium_bak', at: flannel.at}],
				},
			},
		],
	],
	[
		[
			'two networks',
			{...node, cniConfigs: cniConfigs(calico, flannel)},
			{
				severity: 'warning',
				actual: 'the runtime uses 10-calico.conflist and leaves out 10-flannel.conflist',
				evidence: [{source: '/etc/cni/net.d/10-calico.conflist'}, {source: '/etc/cni/net.d/10-flannel.conflist'}],
				fix: {commands: ['ls -l /etc/cni/net.d', 'mv /etc/cni/net.d/10-flannel.conflist /root/']},
			},
		],
		[
			'the first one is a leftover: the agent of the second runs',
			{
				...node,
				cni: podNetwork('calico', {daemon: daemon(false), products: [product('flannel', 'config', 'daemon')]}),
				cniConfigs: cniConfigs(calico, flannel),
			},
			{
				severity: 'error',
				actual: 'the runtime uses 10-calico.conflist, whose agent does not run; that of 10-flannel.conflist does',
				evidence: [{}, {}, {source: 'flannel daemon'}],
				fix: {commands: ['ls -l /etc/cni/net.d', 'mv /etc/cni/net.d/10-calico.conflist /root/']},
			},
		],
		[
			'whether the agent runs is not known',
			{
				...node,
				cni: podNetwork('calico', {daemon: daemon(null), products: [product('flannel', 'config', 'daemon')]}),
				cniConfigs: cniConfigs(calico, flannel),
			},
			{severity: 'warning'},
		],
	],
);
