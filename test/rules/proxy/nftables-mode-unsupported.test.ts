import {nftablesModeUnsupported} from '../../../source/rules/proxy/nftables-mode-unsupported.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {place} from '../../support/node-facts.ts';
import {plane, proxyAs} from '../../support/proxy.ts';

const declared = {value: 'nftables', at: place('/var/lib/kube-proxy/config.conf', 40)};
const proxy = proxyAs('nftables', {declared});
const on = (kernel: string | null) => ({
	id: 'debian',
	name: 'Debian',
	version: '12',
	kernel,
	architecture: 'x86_64',
	at: place('uname -a'),
});
const of = (value: string) => roleOf('worker', {version: {value, at: place('kubelet --version')}});

testRule(
	nftablesModeUnsupported,
	[
		['another mode', {role: of('1.25.0'), proxy: proxyAs('iptables')}, {status: 'skip'}],
		['new enough', {role: of('1.31.2'), proxy, operatingSystem: on('6.1.0-13-amd64')}],
		['the kernel of RHEL 9', {role: of('1.34.0'), proxy, operatingSystem: on('5.14.0-362.el9.x86_64')}],
		[
			'it works, whatever the numbers say',
			{role: of('1.31.2'), proxy: {...proxy, dataPlanes: [plane('nftables')]}, operatingSystem: on('4.18.0')},
		],
		[
			'no version of Kubernetes',
			{role: roleOf('worker', {version: null}), proxy, operatingSystem: on('6.1.0')},
			{status: 'unknown'},
		],
		['no version of the kernel', {role: of('1.34.0'), proxy, operatingSystem: on(null)}, {status: 'unknown'}],
	],
	[
		[
			'the kernel of RHEL 8',
			{role: roleOf('worker', {version: null}), proxy, operatingSystem: on('4.18.0-553.el8_10.x86_64')},
			{
				severity: 'error',
				actual: 'kube-proxy cannot use nftables on Linux 4.18.0-553.el8_10.x86_64',
				evidence: [{source: '/var/lib/kube-proxy/config.conf', line: 40}, {source: 'uname -a'}],
			},
		],
		[
			'an old Kubernetes',
			{role: of('1.28.9'), proxy, operatingSystem: on('6.1.0')},
			{
				actual: 'kube-proxy of Kubernetes 1.28.9 has no mode nftables',
				evidence: [{}, {source: 'kubelet --version'}],
			},
		],
	],
);
