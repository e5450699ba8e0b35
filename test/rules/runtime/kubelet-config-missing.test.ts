import {kubeletConfigMissing} from '../../../source/rules/runtime/kubelet-config-missing.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {kubeletConfig, place} from '../../support/node-facts.ts';

const path = '/var/lib/kubelet/config.yaml';
const role = roleOf('worker');
const files = (...paths: readonly string[]) =>
	paths.map((each, index) => ({path: each, at: place('ls -la /var/lib/kubelet', index + 2)}));
const joined = files('/var/lib/kubelet/pki/', '/etc/kubernetes/kubelet.conf');
const config = (state: 'missing' | 'invalid' | 'read', problem: string | null = null) =>
	kubeletConfig({files: [{path, state, problem, at: place(path, 9)}]});

testRule(
	kubeletConfigMissing,
	[
		[
			'a kubelet that was never joined',
			{role, kubeletConfig: config('read'), kubernetesFiles: files('/var/lib/kubelet/plugins/')},
		],
		['read', {role, kubeletConfig: config('read'), kubernetesFiles: joined}],
		[
			'the kubeconfig is there beside the bootstrap one',
			{
				role,
				kubeletConfig: config('read'),
				kubernetesFiles: [...joined, ...files('/etc/kubernetes/bootstrap-kubelet.conf')],
			},
		],
	],
	[
		[
			'missing on a node that was joined',
			{role, kubeletConfig: config('missing'), kubernetesFiles: joined},
			{severity: 'error', actual: `${path} does not exist`, evidence: [{source: 'ls -la /var/lib/kubelet', line: 2}]},
		],
		[
			'missing before the first join is a note',
			{role, kubeletConfig: config('missing'), kubernetesFiles: files('/var/lib/kubelet/plugins/')},
			{severity: 'info'},
		],
		[
			'it does not parse',
			{role, kubeletConfig: config('invalid', 'line 9: a key without a value'), kubernetesFiles: joined},
			{
				actual: `${path} is invalid: line 9: a key without a value`,
				evidence: [{source: path, line: 9}],
				fix: {text: `Correct ${path}, or write it anew with kubeadm, then start kubelet.`},
			},
		],
		[
			'joining was not finished',
			{role, kubeletConfig: config('read'), kubernetesFiles: files('/etc/kubernetes/bootstrap-kubelet.conf')},
			{actual: '/etc/kubernetes/kubelet.conf does not exist: joining the cluster was not finished'},
		],
		[
			'a node that was joined has lost its kubeconfig',
			{
				role,
				hostname: {value: 'W1', at: place('hostname')},
				kubeletConfig: config('read'),
				kubernetesFiles: files('/var/lib/kubelet/pki/'),
			},
			{
				actual: '/etc/kubernetes/kubelet.conf does not exist, and this node was joined before',
				evidence: [{source: 'ls -la /var/lib/kubelet', line: 2}],
			},
		],
	],
);
