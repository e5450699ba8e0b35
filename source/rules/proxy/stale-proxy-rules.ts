import {findChain} from '../../derive/find-chain.ts';
import {defineRule} from '../../model/rule.ts';

/** Rules that a proxy mode left behind, or a kube-proxy that is gone. */
export const staleProxyRules = defineRule({
	id: 'stale-proxy-rules',
	title: 'No rules of another proxy mode are left',
	severity: 'warning',
	tier: 1,
	group: 'proxy',
	roles: ['control-plane', 'worker'],
	needs: ['proxy'],
	uses: ['iptables', 'processes'],
	why: 'Old rules still translate or refuse: traffic for a service ends at pods that are gone before the new proxy sees it.',
	fix: 'Clean up with the matching kube-proxy, or reboot the node.',
	commands: ['kube-proxy --cleanup'],
	verify: ['iptables-save | grep -c KUBE-SVC', 'nft list tables'],
	docs: [
		'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-proxy/',
		'https://kubernetes.io/docs/reference/networking/virtual-ips/',
	],
	check: ({proxy, iptables, processes}) => {
		if (proxy.proxy === null && processes === undefined) {
			return {unknown: 'it is not known whether kube-proxy runs', remedy: 'run as root'};
		}
		const running = proxy.proxy === null || proxy.mode === 'replaced' ? null : proxy.mode;
		if (running === 'unknown') {
			return {unknown: 'the mode of kube-proxy is not known'};
		}
		const refusal = findChain(iptables ?? {tables: [], warnings: []}, 'filter', 'KUBE-SERVICES')?.rules.find(
			(rule) => rule.target === 'REJECT' || rule.target === 'DROP',
		);
		return proxy.dataPlanes
			.filter(({mode}) => mode !== running)
			.map(({mode, at}) => ({
				expected: running === null ? 'no rules of kube-proxy, which does not run' : `only rules of mode ${running}`,
				actual: `rules of mode ${mode} are left on the node`,
				severity: refusal !== undefined && mode === 'iptables' ? ('error' as const) : ('warning' as const),
				evidence: [
					at,
					...(refusal !== undefined && mode === 'iptables' ? [refusal.at] : []),
					...(proxy.proxy === null ? [] : [proxy.proxy.at]),
				],
			}));
	},
});
