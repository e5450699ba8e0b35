import {lastLineWith} from '../../derive/last-line-with.ts';
import {defineRule, type View, type Violation} from '../../model/rule.ts';

const bootstrap = '/etc/kubernetes/bootstrap-kubelet.conf';

type Node = View<'kubernetesFiles', 'logs' | 'hostname'>;

/** Of a node that was never joined it is not missed. */
const missingKubeconfig = (file: string, {kubernetesFiles: files, logs, hostname}: Node): readonly Violation[] => {
	const halfJoined = files.find(({path}) => path === bootstrap);
	const expected = `${file} exists`;
	if (halfJoined !== undefined) {
		return [
			{
				expected,
				actual: `${file} does not exist: joining the cluster was not finished`,
				evidence: [halfJoined.at],
				values: {file},
				commands: ['kubeadm reset', 'kubeadm join <endpoint> --token <token> --discovery-token-ca-cert-hash <hash>'],
			},
		];
	}
	const keys = files.find(({path}) => path === '/var/lib/kubelet/pki/');
	const complaint = lastLineWith(logs, ['kubelet'], bootstrap);
	return keys === undefined
		? []
		: [
				{
					expected,
					actual: `${file} does not exist, and this node was joined before`,
					evidence: [...(complaint === undefined ? [] : [complaint.at]), keys.at],
					values: {file, node: hostname?.value.toLowerCase() ?? 'NODE'},
					commands: [
						'kubeadm kubeconfig user --org system:nodes --client-name system:node:{node} > {node}.conf   # on a control-plane node',
						'scp CONTROL-PLANE:{node}.conf {file}',
						'{start:kubelet}',
					],
				},
			];
};

/** --config and --kubeconfig of kubelet. */
export const kubeletConfigMissing = defineRule({
	id: 'kubelet-config-missing',
	title: "Kubelet's configuration and kubeconfig can be read",
	severity: 'error',
	tier: 1,
	group: 'runtime',
	roles: ['control-plane', 'worker', 'etcd'],
	needs: ['kubeletConfig', 'kubernetesFiles'],
	whole: ['kubernetesFiles'],
	uses: ['logs', 'hostname'],
	why: 'Kubelet ends at its start when it cannot load its configuration, or cannot register when it has no kubeconfig.',
	fix: 'Correct {file}, or write it anew with kubeadm, then start kubelet.',
	commands: ['kubeadm upgrade node phase kubelet-config', '{start:kubelet}'],
	verify: ['{logs:kubelet}'],
	docs: [
		'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/kubelet-integration/',
		'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/troubleshooting-kubeadm/',
	],
	seen: 'live',
	check: ({kubeletConfig, ...node}) => {
		const {kubernetesFiles} = node;
		const has = (path: string): boolean => kubernetesFiles.some((file) => file.path === path);
		const wasJoined = has('/var/lib/kubelet/pki/') || has('/etc/kubernetes/kubelet.conf');
		const broken = kubeletConfig.files
			.filter((file) => file.state === 'invalid' || file.state === 'missing')
			.map((file): Violation => {
				// The listing of the folder shows what is there instead of a file that is not.
				const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
				const listed = kubernetesFiles.find((each) => each.path.startsWith(folder)) ?? kubernetesFiles[0];
				return {
					expected: `${file.path} is a KubeletConfiguration`,
					actual: file.state === 'missing' ? `${file.path} does not exist` : `${file.path} is invalid: ${file.problem}`,
					severity: wasJoined || file.state === 'invalid' ? 'error' : 'info',
					evidence: file.state === 'missing' ? (listed === undefined ? [] : [listed.at]) : [file.at],
					values: {file: file.path},
				};
			});
		const {value: kubeconfig} = kubeletConfig.kubeconfigPath;
		if (kubeconfig === '/etc/kubernetes/kubelet.conf' && !has(kubeconfig)) {
			broken.push(...missingKubeconfig(kubeconfig, node));
		}
		return broken;
	},
});
