import {findChain, jumpTo} from '../../derive/find-chain.ts';
import type {Iptables} from '../../model/facts/iptables.ts';
import type {NftTable} from '../../model/facts/nftables.ts';
import type {Place} from '../../model/place.ts';
import {defineRule, type Verdict} from '../../model/rule.ts';

const inIptables = (iptables: Iptables, proxy: Place): Verdict => {
	const chain = findChain(iptables, 'nat', 'KUBE-POSTROUTING');
	const jump = jumpTo(iptables, 'nat', 'POSTROUTING', 'KUBE-POSTROUTING');
	const postrouting = findChain(iptables, 'nat', 'POSTROUTING');
	const missing =
		chain === undefined
			? 'the chain KUBE-POSTROUTING is missing'
			: jump === undefined
				? 'POSTROUTING does not lead to KUBE-POSTROUTING'
				: chain.rules.some((rule) => rule.target === 'MASQUERADE' || rule.target === 'SNAT')
					? null
					: 'KUBE-POSTROUTING masquerades nothing';
	return missing === null
		? []
		: [
				{
					expected: '-A POSTROUTING … -j KUBE-POSTROUTING, with -j MASQUERADE in it',
					actual: `${missing}: NodePort and hairpin traffic keeps its source`,
					evidence: [postrouting?.at, chain?.at, proxy].filter((at) => at !== undefined),
				},
			];
};

const inNftables = (tables: readonly NftTable[], proxy: Place): Verdict => {
	const own = tables.filter(
		(table) => table.name === 'kube-proxy' && (table.family === 'ip' || table.family === 'ip6'),
	);
	return own
		.filter(
			(table) =>
				!table.chains.some(
					(chain) =>
						chain.name === 'masquerading' &&
						chain.rules.some((rule) =>
							rule.statements.some((each) => each.kind === 'nat' && each.type.startsWith('masquerade')),
						),
				),
		)
		.map((table) => ({
			expected: 'masquerade in the chain masquerading',
			actual: `the table ${table.family} kube-proxy masquerades nothing`,
			evidence: [table.at, proxy],
		}));
};

/** kube-proxy's masquerading of marked traffic. */
export const kubePostroutingMissing = defineRule({
	id: 'kube-postrouting-missing',
	title: 'kube-proxy masquerades the traffic that it marks',
	severity: 'error',
	tier: 1,
	group: 'firewall',
	roles: ['control-plane', 'worker'],
	needs: ['iptables', 'nftables', 'proxy'],
	whole: ['iptables', 'nftables'],
	found: true,
	why: 'Replies to NodePort and hairpin traffic go past this node, and clients time out.',
	fix: 'Restart kube-proxy, and see that no other tool flushes the nat table.',
	commands: ['kubectl -n kube-system rollout restart ds/kube-proxy'],
	verify: ['iptables -t nat -S KUBE-POSTROUTING', 'iptables -t nat -S POSTROUTING'],
	docs: ['https://kubernetes.io/docs/reference/networking/virtual-ips/'],
	check: ({iptables, nftables, proxy}) => {
		if (proxy.proxy === null || proxy.replacement !== null) {
			return {skip: 'kube-proxy does not run on this node'};
		}
		if (proxy.mode === 'nftables') {
			return inNftables(nftables, proxy.proxy.at);
		}
		return proxy.mode === 'iptables' || proxy.mode === 'ipvs'
			? inIptables(iptables, proxy.proxy.at)
			: {skip: `kube-proxy runs in no known mode (${proxy.mode})`};
	},
});
