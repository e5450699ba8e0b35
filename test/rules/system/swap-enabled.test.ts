import {swapEnabled} from '../../../source/rules/system/swap-enabled.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {kubeletConfig, place, setting, standard} from '../../support/node-facts.ts';
import {component, componentsOf} from '../../support/port-rows.ts';

const role = roleOf('worker');
const swap = (path: string) => ({path, type: 'partition', size: 2097148, at: place('/proc/swaps', 2)});
const running = {processes: [], components: componentsOf(component('kubelet', {manifest: false}))};
const stopped = {processes: [], components: {}};
const config = kubeletConfig();
const unread = {...config, files: config.files.map((file) => ({...file, state: 'unreadable' as const}))};

testRule(
	swapEnabled,
	[
		['no swap', {role, swaps: [], kubeletConfig: config, ...running}],
		[
			'allowed',
			{role, swaps: [swap('/dev/sda2')], kubeletConfig: kubeletConfig({failSwapOn: setting(false)}), ...running},
		],
		[
			'K3s allows it by itself',
			{role: roleOf('worker', {distribution: 'k3s'}), swaps: [swap('/dev/sda2')], kubeletConfig: config},
			{status: 'skip'},
		],
		[
			'the configuration cannot be read',
			{role, swaps: [swap('/dev/sda2')], kubeletConfig: unread},
			{status: 'unknown'},
		],
	],
	[
		[
			'kubelet is stopped',
			{role, swaps: [swap('/dev/sda2')], kubeletConfig: config, ...stopped},
			{
				severity: 'error',
				actual: 'swap is on (/dev/sda2) and kubelet does not start with it',
				evidence: [{source: '/proc/swaps', line: 2}, {source: '/var/lib/kubelet/config.yaml'}],
				fix: {
					commands: ['swapoff -a', "sed -i '/[[:space:]]swap[[:space:]]/s/^/#/' /etc/fstab", 'systemctl start kubelet'],
				},
			},
		],
		[
			'kubelet runs since before',
			{role, swaps: [swap('/dev/sda2')], kubeletConfig: config, ...running},
			{severity: 'warning', actual: 'swap is on (/dev/sda2) and kubelet will not start again with it'},
		],
		['zram is swap', {role, swaps: [swap('/dev/zram0')], kubeletConfig: config, ...running}, {severity: 'warning'}],
		[
			'K3s that was told to refuse it',
			{
				role: roleOf('worker', {distribution: 'k3s'}),
				swaps: [swap('/dev/sda2')],
				kubeletConfig: kubeletConfig({failSwapOn: setting(true)}),
			},
			{severity: 'warning'},
		],
		[
			'set explicitly, though another file cannot be read',
			{role, swaps: [swap('/dev/sda2')], kubeletConfig: {...unread, failSwapOn: setting(true)}, ...stopped},
			{severity: 'error'},
		],
		[
			'the default of a configuration that was read',
			{role, swaps: [swap('/swap.img')], kubeletConfig: kubeletConfig({failSwapOn: standard(true)}), ...stopped},
			{severity: 'error'},
		],
	],
);
