import {findChain, jumpTo} from '../../derive/find-chain.ts';
import {defineRule} from '../../model/rule.ts';

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
	why: 'Traffic of services that kube-proxy marked is no longer accepted under a policy of DROP; somebody flushed the filter table.',
	fix: 'Restart kube-proxy, and find the tool that flushes (a reload of firewalld, iptables-restore at boot).',
	commands: ['kubectl -n kube-system rollout restart ds/kube-proxy'],
	verify: ['iptables -S FORWARD | grep KUBE-FORWARD'],
	docs: ['https://kubernetes.io/blog/2022/09/07/iptables-chains-not-api/'],
	check: ({iptables, proxy}) => {
		if (proxy.proxy === null || (proxy.mode !== 'iptables' && proxy.mode !== 'ipvs')) {
			return {skip: `kube-proxy does not run in iptables or ipvs mode (${proxy.mode})`};
		}
		const chain = findChain(iptables, 'filter', 'KUBE-FORWARD');
		const jump = jumpTo(iptables, 'filter', 'FORWARD', 'KUBE-FORWARD');
		if (chain !== undefined && jump !== undefined) {
			return [];
		}
		const forward = findChain(iptables, 'filter', 'FORWARD');
		return [
			{
				expected: '-A FORWARD … -j KUBE-FORWARD',
				actual: chain === undefined ? 'the chain KUBE-FORWARD is missing' : 'FORWARD does not lead to KUBE-FORWARD',
				evidence: [forward?.at, chain?.at, proxy.proxy.at].filter((at) => at !== undefined),
			},
		];
	},
});
