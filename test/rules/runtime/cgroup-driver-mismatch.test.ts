import {cgroupDriverMismatch} from '../../../source/rules/runtime/cgroup-driver-mismatch.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {kubeletConfig, place, setting, standard} from '../../support/node-facts.ts';
import {containerd, tail} from '../../support/runtime.ts';

const of = (value: string | null) =>
	roleOf('worker', {version: value === null ? null : {value, at: place('kubelet --version')}});
const cgroupfs = containerd({systemdCgroup: setting(false, {at: place('/etc/containerd/config.toml', 12)})});
const systemd = containerd({systemdCgroup: setting(true, {at: place('/etc/containerd/config.toml', 12)})});
const differ = {kubeletConfig: kubeletConfig(), containerdConfig: cgroupfs};
const asked = 'I1 "Using cgroup driver setting received from the CRI runtime" cgroupDriver="cgroupfs"';
const notAsked =
	'I1 "CRI implementation should be updated to support RuntimeConfig. Falling back to using cgroupDriver from kubelet config."';

testRule(
	cgroupDriverMismatch,
	[
		['both systemd', {role: of('1.30.1'), kubeletConfig: kubeletConfig(), containerdConfig: systemd}],
		[
			'both by default',
			{
				role: of('1.30.1'),
				kubeletConfig: kubeletConfig({cgroupDriver: standard('cgroupfs')}),
				containerdConfig: containerd({systemdCgroup: standard(false)}),
			},
		],
		['no version is known', {role: of(null), ...differ}, {status: 'unknown'}],
		['a newer kubelet may have asked', {role: of('1.34.4'), ...differ}, {status: 'unknown'}],
		['it did', {role: of('1.34.4'), ...differ, logs: [tail('kubelet', asked)]}, {status: 'skip'}],
		[
			'containerd 2 answers',
			{role: of('1.34.4'), ...differ, containerdConfig: {...cgroupfs, version: 3}},
			{status: 'skip'},
		],
		[
			'CRI-O',
			{
				role: of('1.30.1'),
				containerdConfig: cgroupfs,
				kubeletConfig: kubeletConfig({runtimeEndpoint: setting('unix:///run/crio/crio.sock')}),
			},
			{status: 'skip'},
		],
		[
			'k3s sets it inside',
			{
				role: roleOf('worker', {distribution: 'k3s'}),
				kubeletConfig: kubeletConfig({cgroupDriver: standard('cgroupfs')}),
				containerdConfig: systemd,
			},
			{status: 'unknown'},
		],
	],
	[
		[
			'before kubelet asked',
			{role: of('1.30.1'), ...differ},
			{
				severity: 'error',
				actual: 'kubelet uses the cgroup driver systemd, containerd cgroupfs',
				evidence: [{source: '/var/lib/kubelet/config.yaml'}, {source: '/etc/containerd/config.toml', line: 12}],
			},
		],
		[
			'containerd cannot answer',
			{role: of('1.34.4'), ...differ, logs: [tail('kubelet', asked, notAsked)]},
			{evidence: [{}, {}, {source: '/var/log/kubelet.log', line: 2}]},
		],
	],
);
