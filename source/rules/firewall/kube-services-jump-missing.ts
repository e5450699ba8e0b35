import {findChain, jumpTo} from '../../derive/find-chain.ts';
import {defineRule, type Violation} from '../../model/rule.ts';

/** KUBE-SERVICES of kube-proxy in iptables mode: from PREROUTING and OUTPUT of nat. */
export const kubeServicesJumpMissing = defineRule({
	id: 'kube-services-jump-missing',
	title: 'Packets reach the services of kube-proxy',
	severity: 'error',
	tier: 1,
	group: 'firewall',
	roles: ['control-plane', 'worker'],
	needs: ['iptables', 'proxy'],
	whole: ['iptables'],
	found: true,
	why: 'No ClusterIP and no NodePort works on this node.',
	fix: 'Restart kube-proxy and read its log for "iptables-restore failed".',
	commands: ['kubectl -n kube-system rollout restart ds/kube-proxy'],
	verify: ['iptables -t nat -S | grep -c KUBE-SVC', 'iptables -t nat -S PREROUTING'],
	docs: ['https://kubernetes.io/docs/reference/networking/virtual-ips/'],
	check: ({iptables, proxy}) => {
		const isIptables = proxy.mode === 'iptables' || (proxy.mode === 'none' && proxy.declared?.value === 'iptables');
		if (proxy.proxy === null || !isIptables) {
			return {skip: `kube-proxy does not run in iptables mode (${proxy.mode})`};
		}
		const services = findChain(iptables, 'nat', 'KUBE-SERVICES');
		const at = proxy.proxy.at;
		if (services === undefined) {
			const nat = findChain(iptables, 'nat', 'PREROUTING');
			return [
				{
					expected: 'the chain KUBE-SERVICES in nat',
					actual: 'the chain KUBE-SERVICES is missing: no service works on this node',
					evidence: [...(nat === undefined ? [] : [nat.at]), at],
				},
			];
		}
		const missing = ['PREROUTING', 'OUTPUT'].filter(
			(hook) => jumpTo(iptables, 'nat', hook, 'KUBE-SERVICES') === undefined,
		);
		const violations: Violation[] = missing.map((hook) => ({
			expected: `-A ${hook} … -j KUBE-SERVICES`,
			actual: `${hook} of nat does not lead to KUBE-SERVICES`,
			evidence: [findChain(iptables, 'nat', hook)?.at ?? services.at, services.at],
		}));
		// default/kubernetes always exists.
		const hasService = services.rules.some(
			(rule) => rule.target?.startsWith('KUBE-SVC-') === true || rule.target?.startsWith('KUBE-EXT-') === true,
		);
		return hasService
			? violations
			: [
					...violations,
					{
						expected: 'at least the service default/kubernetes',
						actual: 'KUBE-SERVICES names no service',
						evidence: [services.at, at],
					},
				];
	},
});
