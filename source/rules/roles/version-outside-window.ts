import type {Place} from '../../model/place.ts';
import {defineRule} from '../../model/rule.ts';

/** Minor versions of Kubernetes 1 that the rules were made for. */
const oldest = 20;
const newest = 37;

const minorOf = (version: string | null | undefined): number | null => {
	const [, minor] = /^1\.(\d{1,3})(?!\d)/.exec(version?.slice(0, 12) ?? '') ?? [];
	return minor === undefined ? null : Number(minor);
};

/** How many minor versions a kubelet may be older than its API server (https://kubernetes.io/releases/version-skew-policy/). */
const allowed = (apiserver: number): number => (apiserver >= 28 ? 3 : 2);

/** kubelet's version against the API server's and against what the rules know. */
export const versionOutsideWindow = defineRule({
	id: 'version-outside-window',
	title: "Kubelet's version fits the API server's and the rules of kdiag",
	severity: 'info',
	tier: 3,
	group: 'roles',
	roles: ['control-plane', 'worker'],
	needs: ['components', 'kubeletVersion'],
	enough: ['components'],
	uses: ['role'],
	why: 'A kubelet that is newer than its API server is not supported, one that is much older neither. Of versions that kdiag does not know, single rules may be wrong.',
	fix: 'Upgrade in order: first the API servers one minor version after the other, then kubelet on each node.',
	commands: ['kubectl get nodes', 'kubeadm upgrade plan'],
	verify: ['kubectl get nodes'],
	docs: [
		'https://kubernetes.io/releases/version-skew-policy/',
		'https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-upgrade/',
	],
	seen: 'never seen live; tested on made-up facts',
	check: ({components, kubeletVersion}) => {
		const version = kubeletVersion.value.replace(/^Kubernetes /, '').replace(/^v/, '');
		const kubelet = minorOf(version);
		if (kubelet === null) {
			return {unknown: `${kubeletVersion.value} is no version of Kubernetes 1`};
		}
		const api = components['kube-apiserver'];
		const server = minorOf(api?.version);
		const evidence: readonly Place[] = [kubeletVersion.at, ...(api?.manifest ? [api.manifest.at] : [])];
		if (server !== null && kubelet > server) {
			return [
				{
					expected: `a kubelet of at most 1.${server}`,
					actual: `kubelet ${version} is newer than the API server ${api?.version}`,
					severity: 'error' as const,
					evidence,
				},
			];
		}
		if (server !== null && server - kubelet > allowed(server)) {
			return [
				{
					expected: `a kubelet of at least 1.${server - allowed(server)}`,
					actual: `kubelet ${version} is ${server - kubelet} minor versions older than the API server ${api?.version}`,
					severity: 'warning' as const,
					evidence,
				},
			];
		}
		return kubelet >= oldest && kubelet <= newest
			? []
			: [
					{
						expected: `Kubernetes 1.${oldest} to 1.${newest}, for which the rules were made`,
						actual: `kubelet is ${version}`,
						evidence: [kubeletVersion.at],
					},
				];
	},
});
