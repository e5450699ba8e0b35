import {isMinorAtLeast} from '../../derive/is-minor-at-least.ts';
import type {Severity} from '../../model/finding.ts';
import {defineRule} from '../../model/rule.ts';

type Age = {readonly from: number; readonly severity: Severity; readonly text: string};

/** Releases from which a mode is on its way out, the latest first. Those that are not out yet are plans. */
const ages: {readonly [mode: string]: readonly Age[]} = {
	ipvs: [
		{from: 40, severity: 'error', text: 'off by default since 1.40, as planned: kube-proxy does not start with it'},
		{from: 35, severity: 'warning', text: 'deprecated since 1.35; the plan is to switch it off by default in 1.40'},
	],
	userspace: [
		{from: 26, severity: 'error', text: 'gone since 1.26'},
		{from: 23, severity: 'warning', text: 'deprecated since 1.23 and gone in 1.26'},
	],
};

/** The mode that kube-proxy is told, or else works in, by the version of Kubernetes. */
export const deprecatedOrRemovedMode = defineRule({
	id: 'deprecated-or-removed-mode',
	title: "kube-proxy's mode is one that stays",
	severity: 'warning',
	tier: 2,
	group: 'proxy',
	roles: ['control-plane', 'worker'],
	needs: ['proxy', 'role'],
	why: 'After an upgrade kube-proxy does not start any more, and services stop following their pods.',
	fix: 'Set mode: nftables (Kubernetes 1.33, Linux 5.13 or later) or iptables in the configuration of kube-proxy before you upgrade, and restart it.',
	commands: ['kubectl -n kube-system edit configmap kube-proxy', '{restart:kube-proxy}'],
	verify: ['curl -s 127.0.0.1:10249/proxyMode'],
	docs: [
		'https://kubernetes.io/docs/reference/networking/virtual-ips/',
		'https://github.com/kubernetes/enhancements/issues/5495',
		'https://github.com/kubernetes/kubernetes/pull/112133',
	],
	seen: 'never seen live; tested on made-up facts',
	check: ({proxy, role}) => {
		const mode = proxy.declared?.value ?? proxy.mode;
		const at = proxy.declared?.at ?? proxy.dataPlanes.find((plane) => plane.mode === mode)?.at;
		if (proxy.proxy === null || proxy.replacement !== null || at === undefined) {
			return {skip: 'kube-proxy does not run on this node, or its mode is not known'};
		}
		const {version} = role;
		const known = Object.hasOwn(ages, mode) ? (ages[mode] ?? []) : [];
		if (known.length > 0 && version === null) {
			return {unknown: 'the version of Kubernetes is not known', remedy: 'kubelet --version'};
		}
		const age = known.find(({from}) => isMinorAtLeast(version?.value ?? '', from) === true);
		return age === undefined || version === null
			? []
			: [
					{
						expected: 'mode nftables or iptables',
						actual: `kube-proxy works in mode ${mode}, ${age.text} (this is ${version.value})`,
						severity: age.severity,
						evidence: [at, version.at],
					},
				];
	},
});
