import {cniDaemonNotRunning} from '../../../source/rules/cni/cni-daemon-not-running.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {place, process} from '../../support/node-facts.ts';
import {podNetwork} from '../../support/plan.ts';
import {component, componentsOf} from '../../support/port-rows.ts';
import {product, tail} from '../../support/runtime.ts';

const daemon = (expected: readonly string[], running: boolean | null) => ({expected, running, pid: null, at: null});
const winner = {
	file: '10-flannel.conflist',
	path: '/etc/cni/net.d/10-flannel.conflist',
	name: 'cbr0',
	at: place('/etc/cni/net.d/10-flannel.conflist', 2),
};
const node = {
	role: roleOf('worker'),
	processes: [process({argv: ['kubelet']})],
	components: componentsOf(component('kubelet', {manifest: false})),
	cni: podNetwork('flannel', {
		winner,
		daemon: daemon(['flanneld'], false),
		products: [product('flannel', 'config', 'interface')],
	}),
};
const uptime = {value: 100, at: place('/proc/uptime')};

testRule(
	cniDaemonNotRunning,
	[
		['it runs', {...node, cni: podNetwork('flannel', {daemon: daemon(['flanneld'], true)})}],
		['K3s has flannel inside', {...node, cni: podNetwork('flannel', {daemon: daemon(['k3s'], true)})}],
		['a bridge needs none', {...node, cni: podNetwork('bridge')}, {status: 'skip', actual: 'bridge needs no agent'}],
		['Azure CNI v1 has none', {...node, cni: podNetwork('azure')}, {status: 'skip'}],
		['no network is known', {...node, cni: podNetwork(null)}, {status: 'skip'}],
		['unprivileged', {...node, cni: podNetwork('flannel', {daemon: daemon(['flanneld'], null)})}, {status: 'unknown'}],
	],
	[
		[
			'not scheduled',
			node,
			{
				actual: 'flanneld does not run: nothing keeps the pod network (flannel)',
				evidence: [
					{source: '/etc/cni/net.d/10-flannel.conflist', line: 2},
					{source: 'flannel interface', line: 2},
					{source: '/proc/100/cmdline', line: 1},
				],
				fix: {verify: ['ps -C flanneld -o pid,args']},
			},
		],
		[
			'its log says why',
			{
				...node,
				logs: [tail('kube-flannel', 'E1121 05:25:12.713528       1 main.go:271] Failed to find IPv6 interface')],
			},
			{evidence: [{}, {source: '/var/log/kube-flannel.log', line: 1}, {}, {}]},
		],
		['kubelet was restarted, the agent is gone', {...node, uptime}, {severity: 'error'}],
		[
			'a node that is starting',
			{...node, uptime, cni: {...node.cni, products: [product('flannel', 'config')]}},
			{severity: 'info'},
		],
	],
);
