import {defineRule, type Violation} from '../../model/rule.ts';

/** The first two numbers of a version. */
const numbersOf = (text: string | null | undefined): readonly [number, number] | null => {
	const [, major, minor] = /^(\d{1,4})\.(\d{1,4})/.exec(text?.slice(0, 20) ?? '') ?? [];
	return major === undefined || minor === undefined ? null : [Number(major), Number(minor)];
};

const isBelow = ([major, minor]: readonly [number, number], least: readonly [number, number]): boolean =>
	major < least[0] || (major === least[0] && minor < least[1]);

/** What the mode needs of the kernel, and the first version of Kubernetes that has it. */
const leastKernel = [5, 13] as const;
const leastVersion = [1, 29] as const;

/** Kernel and Kubernetes against what mode nftables needs. */
export const nftablesModeUnsupported = defineRule({
	id: 'nftables-mode-unsupported',
	title: "kube-proxy's nftables mode is possible on the node",
	severity: 'error',
	tier: 3,
	group: 'proxy',
	roles: ['control-plane', 'worker'],
	needs: ['proxy'],
	uses: ['operatingSystem', 'role'],
	why: 'kube-proxy does not start: the nftables mode needs Linux 5.13 and Kubernetes 1.29.',
	fix: 'Upgrade the kernel, or set mode: iptables in the ConfigMap kube-proxy.',
	commands: ['uname -r', 'kubectl -n kube-system edit configmap kube-proxy', '{logs:kube-proxy}'],
	verify: ['nft list table ip kube-proxy'],
	docs: ['https://kubernetes.io/docs/reference/networking/virtual-ips/'],
	seen: 'never seen live; tested on made-up facts',
	check: ({proxy, operatingSystem, role}) => {
		const {declared} = proxy;
		if (declared?.value !== 'nftables') {
			return {skip: 'kube-proxy is not told to use nftables'};
		}
		if (proxy.dataPlanes.some(({mode}) => mode === 'nftables') && proxy.proxy !== null) {
			return [];
		}
		const kernel = numbersOf(operatingSystem?.kernel);
		const version = numbersOf(role?.version?.value);
		const violations: Violation[] = [];
		if (kernel !== null && operatingSystem !== undefined && isBelow(kernel, leastKernel)) {
			violations.push({
				expected: 'Linux 5.13 or newer for mode nftables',
				actual: `kube-proxy cannot use nftables on Linux ${operatingSystem.kernel}`,
				evidence: [declared.at, operatingSystem.at],
			});
		}
		if (version !== null && role?.version && isBelow(version, leastVersion)) {
			violations.push({
				expected: 'Kubernetes 1.29 or newer for mode nftables',
				actual: `kube-proxy of Kubernetes ${role.version.value} has no mode nftables`,
				evidence: [declared.at, role.version.at],
			});
		}
		if (violations.length === 0 && (kernel === null || version === null)) {
			return {unknown: `the version of ${kernel === null ? 'the kernel' : 'Kubernetes'} is not known`};
		}
		return violations;
	},
});
