import {resolvLoop} from '../../../source/rules/dns/resolv-loop.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {kubeletConfig, setting, standard} from '../../support/node-facts.ts';
import {resolvConf} from '../../support/resolver.ts';

const role = roleOf('worker');
const own = '/etc/resolv.conf';
const behind = '/run/systemd/resolve/resolv.conf';
const stub = resolvConf(own, ['127.0.0.53']);
const real = resolvConf(behind, ['192.168.56.1']);
const config = kubeletConfig();

testRule(
	resolvLoop,
	[
		['a real server', {role, kubeletConfig: config, resolvConfs: [resolvConf(own, ['192.168.56.1'])]}],
		[
			'kubelet names the file behind the stub',
			{role, kubeletConfig: kubeletConfig({resolvConf: setting(behind)}), resolvConfs: [stub, real]},
		],
		[
			'no file of the node at all',
			{role, kubeletConfig: kubeletConfig({resolvConf: setting('')}), resolvConfs: [stub]},
			{status: 'skip'},
		],
		[
			'K3s makes one of its own',
			{
				role: roleOf('worker', {distribution: 'k3s'}),
				kubeletConfig: kubeletConfig({resolvConf: standard(own)}),
				resolvConfs: [stub],
			},
			{status: 'skip'},
		],
		[
			'the file was not read',
			{role, kubeletConfig: kubeletConfig({resolvConf: setting('/etc/other')}), resolvConfs: [stub]},
			{status: 'unknown'},
		],
		[
			'the configuration was not read',
			{
				role,
				kubeletConfig: kubeletConfig({
					resolvConf: standard(own),
					files: config.files.map((file) => ({...file, state: 'invalid'})),
				}),
				resolvConfs: [stub],
			},
			{status: 'unknown'},
		],
	],
	[
		[
			"systemd-resolved's stub",
			{role, kubeletConfig: config, resolvConfs: [stub, real]},
			{
				actual: 'kubelet gives pods /etc/resolv.conf, whose name server is 127.0.0.53',
				evidence: [{source: own, line: 1}, {source: '/var/lib/kubelet/config.yaml'}],
				fix: {
					commands: [
						"sed -i 's#^resolvConf:.*#resolvConf: /run/systemd/resolve/resolv.conf#' /var/lib/kubelet/config.yaml",
						'systemctl restart kubelet',
						'kubectl -n kube-system rollout restart deployment coredns',
					],
				},
			},
		],
		[
			'by default, a server of its own on the node',
			{
				role,
				kubeletConfig: kubeletConfig({resolvConf: standard(own)}),
				resolvConfs: [resolvConf(own, ['192.168.56.1', '::1'])],
			},
			{
				evidence: [{source: own, line: 2}],
				fix: {
					commands: [
						`grep -n nameserver ${own}`,
						'grep -n resolvConf /var/lib/kubelet/config.yaml',
						'systemctl restart kubelet',
						'kubectl -n kube-system rollout restart deployment coredns',
					],
				},
			},
		],
		[
			'in a container engine',
			{role, kubeletConfig: config, resolvConfs: [resolvConf(own, ['127.0.0.11'])]},
			{severity: 'error'},
		],
	],
);
