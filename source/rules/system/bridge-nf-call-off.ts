import {podBridge, reasonNoBridgeFilter} from '../../derive/pod-bridge.ts';
import type {AddressPlan, CniChain} from '../../model/conclusions.ts';
import {defineRule} from '../../model/rule.ts';

/** Whether pods have IPv6 addresses. */
const hasIpv6Pods = (cni: CniChain, plan: AddressPlan | undefined): boolean =>
	cni.bridge?.addresses.some((address) => address.includes(':')) === true ||
	plan?.ranges.some(({kind, family}) => family === 6 && (kind === 'cluster-pods' || kind === 'node-pods')) === true;

/** Bridged traffic and iptables. */
export const bridgeNfCallOff = defineRule({
	id: 'bridge-nf-call-off',
	title: 'Bridged traffic of pods passes iptables',
	severity: 'error',
	tier: 1,
	group: 'system',
	roles: ['control-plane', 'worker'],
	needs: ['sysctls', 'cni', 'proxy'],
	enough: ['sysctls'],
	uses: ['addressPlan'],
	why: 'What a service sends back to a pod on the same node is not translated back: DNS to a local CoreDNS pod times out while a remote one answers.',
	fix: 'Turn it on and write it down in /etc/sysctl.d.',
	commands: ['sysctl -w {name}=1', "echo '{name} = 1' >> /etc/sysctl.d/99-kubernetes.conf"],
	verify: ['sysctl {name}'],
	docs: [
		'https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/network-plugins/',
		'https://github.com/flannel-io/flannel/tree/master/Documentation',
	],
	seen: 'live',
	check: ({sysctls, cni, proxy, addressPlan}) => {
		const reason = reasonNoBridgeFilter(cni, proxy);
		const bridge = podBridge(cni);
		if (reason !== null || bridge === undefined) {
			return reason ?? [];
		}
		const wanted = ['iptables', ...(hasIpv6Pods(cni, addressPlan) ? ['ip6tables'] : [])];
		const found = wanted.flatMap((program) => {
			const one = sysctls.find(({name}) => name === `net.bridge.bridge-nf-call-${program}`);
			return one === undefined ? [] : [{program, ...one}];
		});
		if (found.length === 0) {
			return {unknown: 'the parameters of br_netfilter are not among those that were read'};
		}
		return found
			.filter(({value}) => value === '0')
			.map(({program, name, at}) => ({
				expected: `${name} = 1`,
				actual: `traffic between pods of this node bypasses ${program} (${name} = 0)`,
				evidence: [at, bridge],
				values: {name},
			}));
	},
});
