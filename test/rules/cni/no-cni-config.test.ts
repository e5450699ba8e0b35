import {expect, test} from 'vitest';
import {noCniConfig} from '../../../source/rules/cni/no-cni-config.ts';
import {judge, roleOf, testRule} from '../../support/judge.ts';
import {cniConfig, cniConfigs, cniPlugin, place, setting, standard} from '../../support/node-facts.ts';
import {podNetwork} from '../../support/plan.ts';
import {component, componentsOf} from '../../support/port-rows.ts';
import {containerd, layoutOf, tail} from '../../support/runtime.ts';

const role = roleOf('worker');
const kubelet = (argv: readonly string[] = []) => componentsOf(component('kubelet', {manifest: false, argv}));
const node = {role, components: kubelet(), layout: layoutOf('kubeadm')};
const empty = cniConfigs();
const complaint = 'Network plugin returns error: cni plugin not initialized';

testRule(
	noCniConfig,
	[
		['a list', {...node, cniConfigs: cniConfigs(cniConfig('10-flannel.conflist', [cniPlugin('flannel')]))}],
		[
			'no kubelet on an unknown machine',
			{role: roleOf('undetermined'), components: {}, cniConfigs: empty},
			{status: 'skip'},
		],
		[
			'kubelet makes the network itself',
			{...node, components: kubelet(['--network-plugin=kubenet']), cniConfigs: empty},
			{status: 'skip'},
		],
		[
			'K3s keeps it elsewhere',
			{...node, layout: layoutOf('k3s'), cniConfigs: empty},
			{
				status: 'unknown',
				actual:
					'k3s keeps its network configuration in /var/lib/rancher/k3s/agent/etc/cni/net.d, which was not read; ls -l /var/lib/rancher/k3s/agent/etc/cni/net.d',
			},
		],
	],
	[
		[
			'empty',
			{...node, cniConfigs: empty, logs: [tail('kubelet', 'Started', complaint)]},
			{
				actual: 'the container runtime has no network configuration: /etc/cni/net.d is empty',
				evidence: [
					{source: 'ls -l /etc/cni/net.d', line: 1},
					{source: '/var/log/kubelet.log', line: 2},
				],
				fix: {commands: ['kubectl get pods -A -o wide', 'ls -l /etc/cni/net.d']},
			},
		],
		[
			'no folder',
			{...node, cniConfigs: {...empty, exists: false}},
			{actual: 'the container runtime has no network configuration: /etc/cni/net.d does not exist'},
		],
		[
			'only backups',
			{
				...node,
				cniConfigs: {...empty, others: [{file: '10-flannel.conflist.bak', at: place('ls -l /etc/cni/net.d', 2)}]},
			},
			{
				actual:
					'the container runtime has no network configuration: /etc/cni/net.d holds only 10-flannel.conflist.bak, which is not loaded',
				evidence: [{line: 1}, {line: 2}],
			},
		],
		[
			'in a folder that the runtime is told to read',
			{
				...node,
				layout: layoutOf('k3s'),
				containerdConfig: containerd({confDir: setting('/etc/cni/net.d')}),
				cniConfigs: empty,
			},
		],
		[
			'by default of containerd',
			{...node, containerdConfig: containerd({confDir: standard('/etc/cni/net.d')}), cniConfigs: empty},
		],
		[
			'kubelet has just started for the first time',
			{...node, uptime: {value: 60, at: place('/proc/uptime')}, cni: podNetwork(null), cniConfigs: empty},
			{severity: 'info'},
		],
		[
			'kubelet was restarted on a node with a network',
			{
				...node,
				uptime: {value: 60, at: place('/proc/uptime')},
				cni: podNetwork('flannel', {products: [{product: 'flannel', score: 5, signs: []}]}),
				cniConfigs: empty,
			},
			{severity: 'error'},
		],
	],
);

test('part of a listing proves nothing', () => {
	expect(judge(noCniConfig, {...node, cniConfigs: empty}, {cniConfigs: 'only part'}).status).toBe('unknown');
});
