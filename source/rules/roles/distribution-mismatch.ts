import {distributionSigns} from '../../derive/distribution-signs.ts';
import {roleFacts} from '../../derive/role-facts.ts';
import type {Sign} from '../../derive/sign.ts';
import {defineRule} from '../../model/rule.ts';

/** Distributions that cannot share a node; RKE2 keeps its files where K3s does. */
const families: Readonly<Record<string, string>> = {
	kubeadm: 'kubeadm',
	k3s: 'K3s or RKE2',
	rke2: 'K3s or RKE2',
	microk8s: 'MicroK8s',
};

/** The folder that `kubeadm reset` leaves empty says nothing. */
const isTelling = ({means}: Sign): boolean => means !== '/etc/kubernetes/manifests/ exists';

const weightOf = (signs: readonly Sign[]): number => signs.reduce((sum, {weight}) => sum + weight, 0);

/** Signs of two distributions on one node. */
export const distributionMismatch = defineRule({
	id: 'distribution-mismatch',
	title: 'One distribution of Kubernetes is on the node',
	severity: 'warning',
	tier: 3,
	group: 'roles',
	roles: 'any',
	needs: ['components'],
	uses: roleFacts,
	why: 'Both want the same ports, packet-filter chains and network configuration: the one that starts later does not start, or breaks the other.',
	fix: 'Remove the one that is not meant, with its own tool: k3s-uninstall.sh, rke2-uninstall.sh, snap remove microk8s --purge, or kubeadm reset.',
	commands: ['netstat -tlnp | grep -E "10250|6443"'],
	verify: ['ps -ef | grep -E "[k]ubelet|[k]3s|[r]ke2|[k]ubelite"'],
	docs: [
		'https://docs.k3s.io/installation/uninstall',
		'https://kubernetes.io/docs/reference/setup-tools/kubeadm/kubeadm-reset/',
	],
	seen: 'never seen live; tested on a made-up node with MicroK8s beside kubeadm',
	check: (node) => {
		const signs = distributionSigns(node).filter(
			(sign) => families[sign.distribution ?? ''] !== undefined && isTelling(sign),
		);
		const found = [...Map.groupBy(signs, ({distribution}) => families[distribution ?? ''] ?? '')].filter(
			([, list]) => weightOf(list) >= 3,
		);
		if (found.length < 2) {
			return [];
		}
		// kubeadm has no program of its own that stays: a kubelet that runs by itself is its sign.
		const runs = (name: string, list: readonly Sign[]): boolean =>
			name === 'kubeadm'
				? node.components.kubelet?.processes[0] !== undefined
				: list.some(({means}) => means.endsWith(' runs'));
		const names = found.map(([name]) => name);
		return [
			{
				expected: 'files and programs of one distribution',
				actual: `${names.join(' and ')} are on this node`,
				severity: found.every(([name, list]) => runs(name, list)) ? ('warning' as const) : ('info' as const),
				evidence: found.map(([, list]) => list[0]?.at).filter((at) => at !== undefined),
			},
		];
	},
});
