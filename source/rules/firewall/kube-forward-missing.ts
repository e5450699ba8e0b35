import {findChain, jumpTo} from '../../derive/find-chain.ts';
import {proxiedFamilies, toolOf} from '../../derive/proxied-families.ts';
import {isProxySettled} from '../../derive/settled-proxy.ts';
import {defineRule, type Violation} from '../../model/rule.ts';

/** KUBE-FORWARD of kube-proxy in iptables and ipvs mode. */
export const kubeForwardMissing = defineRule({
	id: 'kube-forward-missing',
	title: "FORWARD leads to kube-proxy's KUBE-FORWARD",
	severity: 'warning',
	tier: 1,
	group: 'firewall',
	roles: ['control-plane', 'worker'],
	needs: ['iptables', 'proxy'],
	whole: ['iptables'],
	found: true,
	uses: ['processes', 'uptime'],
	why: 'Traffic of services that kube-proxy marked is no longer accepted under a policy of DROP; somebody flushed the filter table.',
	fix: 'Restart kube-proxy, and find the tool that flushes (a reload of firewalld, iptables-restore at boot).',
	commands: ['{restart:kube-proxy}'],
	verify: ['iptables -S FORWARD | grep KUBE-FORWARD'],
	docs: ['https://kubernetes.io/blog/2022/09/07/iptables-chains-not-api/'],
	seen: 'live',
	check: ({iptables, proxy, processes, uptime}) => {
		const at = proxy.proxy?.at;
		if (at === undefined || proxy.replacement !== null || (proxy.mode !== 'iptables' && proxy.mode !== 'ipvs')) {
			return {skip: `kube-proxy does not run in iptables or ipvs mode (${proxy.mode})`};
		}
		const severity = isProxySettled(proxy, processes, uptime) ? 'warning' : 'info';
		return proxiedFamilies(iptables).flatMap((family): readonly Violation[] => {
			const chain = findChain(iptables, 'filter', 'KUBE-FORWARD', family);
			const jump = jumpTo(iptables, 'filter', 'FORWARD', 'KUBE-FORWARD', family);
			const forward = findChain(iptables, 'filter', 'FORWARD', family);
			const what =
				chain === undefined
					? 'the chain KUBE-FORWARD is missing'
					: jump === undefined
						? 'FORWARD does not lead to KUBE-FORWARD'
						: null;
			return what === null
				? []
				: [
						{
							expected: '-A FORWARD … -j KUBE-FORWARD',
							actual: `${what} (${toolOf(family)})`,
							severity,
							evidence: [forward?.at, chain?.at, at].filter((place) => place !== undefined),
						},
					];
		});
	},
});
