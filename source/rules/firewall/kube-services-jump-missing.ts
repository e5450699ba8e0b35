import {findChain, jumpTo} from '../../derive/find-chain.ts';
import {proxiedFamilies, toolOf} from '../../derive/proxied-families.ts';
import {isProxySettled} from '../../derive/settled-proxy.ts';
import type {Iptables, IptablesRule} from '../../model/facts/iptables.ts';
import type {Place} from '../../model/place.ts';
import {defineRule, type Violation} from '../../model/rule.ts';

const isService = ({target}: IptablesRule): boolean => /^KUBE-(?:SVC|SVL|EXT)-/.test(target ?? '');

const inFamily = (iptables: Iptables, family: 4 | 6, proxy: Place): readonly Violation[] => {
	const tool = toolOf(family);
	const services = findChain(iptables, 'nat', 'KUBE-SERVICES', family);
	const first = findChain(iptables, 'nat', 'PREROUTING', family)?.at;
	if (services === undefined) {
		return [
			{
				expected: 'the chain KUBE-SERVICES in nat',
				actual: `the chain KUBE-SERVICES is missing: no service works on this node (${tool})`,
				evidence: [...(first === undefined ? [] : [first]), proxy],
			},
		];
	}
	const missing = ['PREROUTING', 'OUTPUT']
		.filter((hook) => jumpTo(iptables, 'nat', hook, 'KUBE-SERVICES', family) === undefined)
		.map((hook) => ({
			expected: `-A ${hook} … -j KUBE-SERVICES`,
			actual: `${hook} of nat does not lead to KUBE-SERVICES: ${
				hook === 'OUTPUT' ? 'the node itself reaches' : 'pods and other machines reach'
			} no service (${tool})`,
			evidence: [findChain(iptables, 'nat', hook, family)?.at ?? services.at, services.at],
		}));
	// default/kubernetes always exists.
	const empty = {
		expected: 'at least the service default/kubernetes',
		actual: `KUBE-SERVICES names no service (${tool})`,
		evidence: [services.at, proxy],
	};
	return services.rules.some(isService) ? missing : [...missing, empty];
};

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
	uses: ['processes', 'uptime'],
	why: 'No ClusterIP and no NodePort works on this node.',
	fix: 'Restart kube-proxy and read its log for "iptables-restore failed".',
	commands: ['{logs:kube-proxy}', '{restart:kube-proxy}'],
	verify: ['iptables -t nat -S | grep -c KUBE-SVC', 'iptables -t nat -S PREROUTING'],
	docs: ['https://kubernetes.io/docs/reference/networking/virtual-ips/'],
	seen: 'live',
	check: ({iptables, proxy, processes, uptime}) => {
		const at = proxy.proxy?.at;
		if (at === undefined || proxy.replacement !== null || proxy.mode !== 'iptables') {
			return {skip: `kube-proxy does not run in iptables mode (${proxy.mode})`};
		}
		const severity = isProxySettled(proxy, processes, uptime) ? 'error' : 'info';
		return proxiedFamilies(iptables)
			.flatMap((family) => inFamily(iptables, family, at))
			.map((violation): Violation => ({...violation, severity}));
	},
});
