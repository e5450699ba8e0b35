import {isProxySettled} from '../../derive/settled-proxy.ts';
import type {KubeProxyConfig} from '../../model/facts/kubernetes.ts';
import {defineRule} from '../../model/rule.ts';

/** What kube-proxy makes of conntrack.maxPerCore and conntrack.min; null where it leaves the limit as it is. */
const wanted = ({conntrackMaxPerCore, conntrackMin}: KubeProxyConfig, cores: number): number | null =>
	conntrackMaxPerCore.value > 0 ? Math.max(conntrackMaxPerCore.value * cores, conntrackMin.value) : null;

/** nf_conntrack_max against what kube-proxy would set. */
export const conntrackMaxLow = defineRule({
	id: 'conntrack-max-low',
	title: 'The limit of tracked connections is the one of kube-proxy',
	severity: 'warning',
	tier: 3,
	group: 'system',
	roles: ['control-plane', 'worker'],
	needs: ['sysctls', 'kubeProxyConfig', 'counters'],
	enough: ['sysctls', 'counters'],
	uses: ['proxy', 'processes', 'uptime'],
	why: 'kube-proxy could not write the limit, or something lowers it again. When the table is full the kernel drops new connections.',
	fix: 'Find what sets the lower limit and remove it; where kube-proxy may not write it, set it in /etc/sysctl.d.',
	commands: [
		'grep -rn nf_conntrack_max /etc/sysctl.conf /etc/sysctl.d /usr/lib/sysctl.d',
		'sysctl -w net.netfilter.nf_conntrack_max={wanted}',
	],
	verify: ['sysctl net.netfilter.nf_conntrack_max'],
	docs: [
		'https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/',
		'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-proxy/',
	],
	seen: 'never seen live; tested on made-up facts',
	check: ({sysctls, kubeProxyConfig, counters, proxy, processes, uptime}) => {
		if (proxy !== undefined && (proxy.proxy === null || proxy.mode === 'replaced')) {
			return {skip: 'kube-proxy does not run here'};
		}
		const limit = sysctls.find(({name}) => name === 'net.netfilter.nf_conntrack_max');
		// One line a processor that is on.
		const lines = counters.filter(({name}) => /^softnet\.\d+\.processed$/.test(name));
		if (kubeProxyConfig.conntrackMaxPerCore.value === 0) {
			return {skip: 'kube-proxy is told to leave the limit as it is'};
		}
		if (limit === undefined || lines.length === 0) {
			return {
				unknown: `the ${limit === undefined ? 'limit of tracked connections' : 'number of processors'} is not known`,
			};
		}
		const least = wanted(kubeProxyConfig, lines.length);
		const value = Number(limit.value);
		if (least === null || !Number.isFinite(value) || value === 0 || value >= least) {
			return [];
		}
		const isNew = proxy !== undefined && !isProxySettled(proxy, processes, uptime);
		return [
			{
				expected: `nf_conntrack_max of at least ${least} with ${lines.length} processors`,
				actual: `at most ${value} connections are tracked (nf_conntrack_max)`,
				severity: isNew ? ('info' as const) : ('warning' as const),
				evidence: [limit.at, kubeProxyConfig.conntrackMaxPerCore.at, lines.at(-1)?.at].filter((at) => at != null),
				values: {wanted: String(least)},
			},
		];
	},
});
