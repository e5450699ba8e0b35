import {modulesMissing} from '../../../source/rules/system/modules-missing.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {flannel1, modules, proxyIn} from '../../support/kernel.ts';
import {place} from '../../support/node-facts.ts';
import {podNetwork} from '../../support/plan.ts';

const role = roleOf('worker');
const log = (component: string, text: string, restart = 0) => ({
	component,
	source: `/var/log/pods/x_x_x/${component}/${restart}.log`,
	namespace: 'kube-system',
	pod: component,
	podUid: 'x',
	container: component,
	restart,
	lines: [{text, time: null, at: place(`/var/log/pods/x_x_x/${component}/${restart}.log`, 9)}],
});
const node = {role, cni: podNetwork('flannel'), proxy: proxyIn('none')};
const noVxlan = 'E1121 04:00:00.000001       1 main.go:371] Error registering network: operation not supported';
const noComment =
	'E1121 04:00:00.000001 1 proxier.go:1] "Failed to execute iptables-restore" err="Warning: Extension comment revision 0 not supported, missing kernel module?"';
const noBtrfs =
	'level=info msg="skip loading plugin" error="modprobe: FATAL: Module btrfs not found in directory /lib/modules/6.1.0"';

testRule(
	modulesMissing,
	[
		['nothing said', {...node, logs: [log('kube-flannel', 'I1121 04:00:00.000001 1 main.go:1] running')]}],
		[
			'the link exists by now',
			{...node, cni: podNetwork('flannel', {overlay: flannel1}), logs: [log('kube-flannel', noVxlan)]},
		],
		['loaded since', {...node, modules: modules('vxlan'), logs: [log('kube-flannel', noVxlan)]}],
		['the rules exist by now', {...node, proxy: proxyIn('iptables'), logs: [log('kube-proxy', noComment)]}],
		[
			'said before the last restart',
			{...node, logs: [log('kube-flannel', noVxlan), log('kube-flannel', 'I1121 ok', 1)]},
		],
		['a module that the network does not need', {...node, logs: [log('containerd', noBtrfs)]}],
	],
	[
		[
			'flannel gets no VXLAN',
			{...node, logs: [log('kube-flannel', noVxlan)]},
			{
				expected: 'vxlan in the kernel',
				actual: 'kube-flannel cannot work: the kernel has no vxlan',
				evidence: [{source: '/var/log/pods/x_x_x/kube-flannel/0.log', line: 9}],
				fix: {commands: ['modinfo vxlan', 'modprobe vxlan', 'echo vxlan >> /etc/modules-load.d/k8s.conf']},
			},
		],
		[
			'kube-proxy lacks an extension',
			{...node, logs: [log('kube-proxy', noComment)]},
			{expected: 'xt_comment in the kernel'},
		],
		[
			'modprobe finds no module',
			{...node, logs: [log('calico-node', 'modprobe: FATAL: Module ipip not found in directory /lib/modules/6.1.0')]},
			{expected: 'ipip in the kernel'},
		],
	],
);
