import {lastError} from '../../derive/last-error.ts';
import type {Components} from '../../model/conclusions.ts';
import {defineRule} from '../../model/rule.ts';

const kubelets = ['kubelet', 'k3s', 'rke2', 'kubelite'];

const runs = (components: Components): boolean =>
	kubelets.some((name) => (components[name]?.processes.length ?? 0) > 0);

/** Files that are only there where a kubelet was set up. */
const traces = [
	'/etc/kubernetes/kubelet.conf',
	'/etc/kubernetes/bootstrap-kubelet.conf',
	'/var/lib/kubelet/config.yaml',
	'/var/lib/kubelet/kubeadm-flags.env',
	'/var/lib/kubelet/kubeconfig',
];

/** kubelet, or the program it is part of (k3s, rke2, kubelite). */
export const kubeletNotRunning = defineRule({
	id: 'kubelet-not-running',
	title: 'Kubelet runs',
	severity: 'error',
	tier: 1,
	group: 'runtime',
	roles: ['control-plane', 'worker', 'etcd'],
	needs: ['components', 'processes', 'kubernetesFiles'],
	whole: ['processes'],
	uses: ['logs', 'units'],
	why: 'Nothing on this node is managed any more: pods are neither started nor restarted, static pods of the control plane too, and the node goes NotReady.',
	fix: 'Mend what its log says, then start it.',
	commands: ['{logs:kubelet}', '{start:kubelet}'],
	verify: ['ps -C kubelet -o pid,args'],
	docs: [
		'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/kubelet-integration/',
		'https://kubernetes.io/docs/tasks/debug/debug-cluster/',
	],
	seen: 'live',
	check: ({components, kubernetesFiles, logs, units}) => {
		if (runs(components)) {
			return [];
		}
		const traced = kubernetesFiles.filter((file) => traces.includes(file.path));
		const unit = units?.find((each) => each.name === 'kubelet.service' && each.loadState === 'loaded');
		if (traced.length === 0 && unit === undefined) {
			return {skip: 'no kubelet was ever set up here'};
		}
		if (
			!traced.some((file) => file.path.endsWith('kubelet.conf')) &&
			traced.length > 0 &&
			!traced.some((file) => file.path.endsWith('config.yaml'))
		) {
			return {skip: 'kubelet waits for kubeadm init or join'};
		}
		const error = lastError(logs, 'kubelet');
		return [
			{
				expected: 'a kubelet process',
				actual: 'kubelet is not running',
				evidence: [
					...(error === undefined ? [] : [error.at]),
					...(unit === undefined ? [] : [unit.at]),
					...traced.slice(0, 2).map((file) => file.at),
				],
			},
		];
	},
});
