import {defineRule} from '../../model/rule.ts';

const standard = '/etc/kubernetes/manifests';
const names = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd'].map(
	(name) => `${standard}/${name}.yaml`,
);

/** staticPodPath of kubelet against where kubeadm puts manifests. */
export const staticPodPathMismatch = defineRule({
	id: 'static-pod-path-mismatch',
	title: 'Kubelet looks for static pods where their manifests are',
	severity: 'error',
	tier: 1,
	group: 'runtime',
	roles: ['control-plane', 'etcd'],
	needs: ['kubeletConfig', 'kubernetesFiles'],
	why: 'Kubelet never starts manifests outside its static pod path: the control plane of this node stays down.',
	fix: 'Set staticPodPath: {expected} in {file} and restart kubelet.',
	commands: ["sed -i 's#^staticPodPath:.*#staticPodPath: {expected}#' {file}", '{restart:kubelet}'],
	verify: ['grep staticPodPath {file}'],
	docs: [
		'https://kubernetes.io/docs/tasks/configure-pod-container/static-pod/',
		'https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/',
	],
	seen: 'live',
	check: ({kubeletConfig, kubernetesFiles}) => {
		const {value, at} = kubeletConfig.staticPodPath;
		const path = value.replace(/\/+$/, '');
		const manifests = kubernetesFiles.filter((file) => names.includes(file.path));
		const [first] = manifests;
		if (first === undefined || path === standard) {
			return [];
		}
		return [
			{
				expected: `staticPodPath is ${standard}, where ${manifests.length} manifests of the control plane are`,
				actual: path === '' ? 'kubelet has no static pod path' : `kubelet looks for static pods in ${path}`,
				evidence: [...(at === null ? [] : [at]), first.at],
				values: {expected: standard, file: at?.source ?? kubeletConfig.configPath.value},
			},
		];
	},
});
