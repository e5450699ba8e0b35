import type {StaticPod} from '../../model/facts/kubernetes.ts';
import {defineRule, type Violation} from '../../model/rule.ts';

/** Static pods that distributions and load balancers of the API server make. */
const usual =
	/^(talos-)?(kube-(apiserver|controller-manager|scheduler|proxy|vip|haproxy)|etcd(-events)?|haproxy|keepalived|nginx-proxy|cloud-controller-manager|konnectivity-server|coredns)(-[\w.]+)?$/;

const nameOf = (pod: StaticPod): string => `${pod.namespace ?? 'default'}/${pod.name}`;

/** Two files with one pod: kubelet runs now the one, now the other, and both want the same ports. */
const twice = (pods: readonly StaticPod[]): readonly Violation[] => {
	const byName = Map.groupBy(
		pods.filter(({name}) => name !== null),
		nameOf,
	);
	return [...byName.values()]
		.filter((list) => list.length > 1)
		.map((list) => ({
			expected: `one manifest of ${list[0]?.name}`,
			actual: `${list.map(({file}) => file).join(' and ')} both describe the pod ${list[0]?.name}`,
			severity: 'error' as const,
			evidence: list.slice(0, 4).map(({at}) => at),
			values: {file: list.findLast(({file}) => !/\.(ya?ml|json)$/.test(file))?.path ?? list.at(-1)?.path ?? ''},
		}));
};

/** Files in the folder of static pods: kubelet reads each one that is not hidden, whatever it is called. */
export const strayManifest = defineRule({
	id: 'stray-manifest',
	title: 'Only manifests that are meant lie in the folder of static pods',
	severity: 'warning',
	tier: 3,
	group: 'runtime',
	roles: 'any',
	needs: ['staticPods'],
	why: 'kubelet reads every file there that is not hidden, whatever its ending: a backup runs as a second pod, or in the place of the real one.',
	fix: 'Move {file} to another folder. Backups do not belong beside the manifests.',
	commands: ['ls -la {folder}', 'mv {file} /root/'],
	verify: ['ls -la {folder}', 'crictl pods'],
	docs: [
		'https://kubernetes.io/docs/tasks/configure-pod-container/static-pod/',
		'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/kubelet-integration/',
	],
	seen: 'live',
	check: ({staticPods: {pods, directory}}) => {
		const doubled = twice(pods).map((violation) => ({
			...violation,
			values: {...violation.values, folder: directory},
		}));
		const shown = new Set(doubled.flatMap(({evidence}) => evidence.map(({source}) => source)));
		const strange = pods
			.filter((pod) => !shown.has(pod.path) && !usual.test(pod.name ?? ''))
			.filter((pod) => !(pod.problem !== null && usual.test(pod.file.replace(/\.(ya?ml|json)$/, ''))))
			.map((pod) => ({
				expected: 'manifests of the control plane and its load balancer only',
				actual:
					pod.problem === null
						? `${pod.file} describes a static pod of this node's own, ${pod.name ?? 'without a name'}`
						: `${pod.file} is no manifest, and kubelet complains about it`,
				// A static pod that somebody wrote is legitimate.
				severity: pod.problem === null ? ('info' as const) : ('warning' as const),
				evidence: [pod.at],
				values: {file: pod.path, folder: directory},
			}));
		return [...doubled, ...strange];
	},
});
