import type {ContainerdConfig} from '../../../source/model/facts/kubernetes.ts';
import {containerdCriDisabled} from '../../../source/rules/runtime/containerd-cri-disabled.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {kubeletConfig, place, setting, standard} from '../../support/node-facts.ts';

const file = '/etc/containerd/config.toml';
const disabled = (...plugins: readonly string[]): ContainerdConfig => ({
	files: [],
	version: 2,
	disabledPlugins: plugins.length === 0 ? standard([]) : setting(plugins, {at: place(file, 2)}),
	confDir: standard('/etc/cni/net.d'),
	binDirs: standard(['/opt/cni/bin']),
	maxConfNum: standard(1),
	systemdCgroup: standard(null),
	streamAddress: standard('127.0.0.1'),
});
const node = {role: roleOf('worker'), kubeletConfig: kubeletConfig()};

testRule(
	containerdCriDisabled,
	[
		['defaults', {...node, containerdConfig: disabled()}],
		['another plugin is off', {...node, containerdConfig: disabled('io.containerd.internal.v1.opt')}],
		[
			'kubelet uses CRI-O',
			{
				...node,
				kubeletConfig: kubeletConfig({runtimeEndpoint: setting('unix:///run/crio/crio.sock')}),
				containerdConfig: disabled('cri'),
			},
			{status: 'skip'},
		],
	],
	[
		[
			'as in the package of Docker',
			{...node, containerdConfig: disabled('cri')},
			{
				evidence: [{source: file, line: 2}],
				fix: {
					commands: [`sed -i 's/^disabled_plugins.*/disabled_plugins = []/' ${file}`, 'systemctl restart containerd'],
				},
			},
		],
		['by its full name', {...node, containerdConfig: disabled('io.containerd.grpc.v1.cri')}],
	],
);
