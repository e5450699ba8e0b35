import {findChain} from '../../derive/find-chain.ts';
import type {Service} from '../../model/conclusions.ts';
import type {Iptables} from '../../model/facts/iptables.ts';
import type {Place} from '../../model/place.ts';
import {defineRule} from '../../model/rule.ts';

/** A rule that refuses a service: kube-proxy writes it where a service has no endpoints. */
const refusalIn = (iptables: Iptables | undefined): Place | undefined =>
	([4, 6] as const)
		.flatMap((family) => findChain(iptables ?? {tables: [], warnings: []}, 'filter', 'KUBE-SERVICES', family) ?? [])
		.flatMap(({rules}) => rules.find(({target}) => target === 'REJECT' || target === 'DROP') ?? [])[0]?.at;

/** An endpoint that a left-over rule translates to, for an address of a service that the running mode serves too. */
const hijackIn = (services: readonly Service[] | undefined, stale: string, running: string): Place | undefined => {
	const served = new Set((services ?? []).filter(({mode}) => mode === running).map(({clusterIp}) => clusterIp));
	return services?.find(
		({mode, clusterIp, endpoints}) =>
			mode === stale && clusterIp !== null && served.has(clusterIp) && endpoints.length > 0,
	)?.endpoints[0]?.at;
};

/** Rules that a proxy mode left behind, or a kube-proxy that is gone. */
export const staleProxyRules = defineRule({
	id: 'stale-proxy-rules',
	title: 'No rules of another proxy mode are left',
	severity: 'warning',
	tier: 1,
	group: 'proxy',
	roles: ['control-plane', 'worker'],
	needs: ['proxy', 'processes'],
	whole: ['processes'],
	uses: ['iptables', 'services'],
	why: 'Old rules still translate or refuse: traffic for a service ends at pods that are gone before the new proxy sees it.',
	fix: 'Careful: this can cut your SSH session. Clean up with kube-proxy of the same version, or reboot the node.',
	commands: ['kube-proxy --cleanup'],
	verify: ['iptables-save | grep -c KUBE-SVC', 'nft list tables'],
	docs: [
		'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-proxy/',
		'https://kubernetes.io/docs/reference/networking/virtual-ips/',
	],
	seen: 'live',
	check: ({proxy, iptables, services}) => {
		const running = proxy.proxy === null || proxy.mode === 'replaced' ? null : proxy.mode;
		if (running === 'unknown') {
			return {unknown: 'the mode of kube-proxy is not known'};
		}
		return proxy.dataPlanes
			.filter(({mode}) => mode !== running)
			.map(({mode, at}) => {
				const refusal = mode === 'iptables' ? refusalIn(iptables) : undefined;
				const harm = refusal ?? (running === null ? undefined : hijackIn(services, mode, running));
				return {
					expected: running === null ? 'no rules of kube-proxy, which does not run' : `only rules of mode ${running}`,
					actual: `rules of mode ${mode} are left on the node${harm === undefined ? '' : ' and still act on services'}`,
					severity: harm === undefined ? ('warning' as const) : ('error' as const),
					evidence: [at, harm, proxy.proxy?.at].filter((place) => place !== undefined),
				};
			});
	},
});
