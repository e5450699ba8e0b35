import {findChain, jumpTo} from '../../derive/find-chain.ts';
import {proxiedFamilies, toolOf} from '../../derive/proxied-families.ts';
import {isProxySettled} from '../../derive/settled-proxy.ts';
import type {Iptables, IptablesChain, RuleOption} from '../../model/facts/iptables.ts';
import type {NftTable} from '../../model/facts/nftables.ts';
import type {Place} from '../../model/place.ts';
import {defineRule, type Violation} from '../../model/rule.ts';

/** The mark in an option: `0x4000/0x4000` is 0x4000. */
const markIn = (options: readonly RuleOption[], ...names: readonly string[]): number | null => {
	const text = options.find(({name}) => names.includes(name))?.values[0]?.split('/')[0];
	return text === undefined ? null : Number(text);
};

const masquerades = (chain: IptablesChain): boolean =>
	chain.rules.some(({target}) => target === 'MASQUERADE' || target === 'SNAT');

/** Whether what KUBE-MARK-MASQ marks is what KUBE-POSTROUTING looks for. */
const isOneMark = (chain: IptablesChain, marking: IptablesChain | undefined): boolean => {
	const set = marking?.rules.map(({targetOptions}) => markIn(targetOptions, '--set-xmark', '--or-mark', '--set-mark'));
	const wanted = chain.rules.map(({matches}) => markIn(matches, '--mark')).filter((mark) => mark !== null);
	const given = (set ?? []).filter((mark) => mark !== null);
	return wanted.length === 0 || given.length === 0 || given.some((mark) => wanted.includes(mark));
};

const problemIn = (iptables: Iptables, family: 4 | 6, chain: IptablesChain | undefined): string | null => {
	if (chain === undefined) {
		return 'the chain KUBE-POSTROUTING is missing';
	}
	if (jumpTo(iptables, 'nat', 'POSTROUTING', 'KUBE-POSTROUTING', family) === undefined) {
		return 'POSTROUTING does not lead to KUBE-POSTROUTING';
	}
	if (!masquerades(chain)) {
		return 'KUBE-POSTROUTING masquerades nothing';
	}
	return isOneMark(chain, findChain(iptables, 'nat', 'KUBE-MARK-MASQ', family))
		? null
		: 'KUBE-POSTROUTING looks for another mark than KUBE-MARK-MASQ sets';
};

const inIptables = (iptables: Iptables, family: 4 | 6, proxy: Place): readonly Violation[] => {
	const chain = findChain(iptables, 'nat', 'KUBE-POSTROUTING', family);
	const problem = problemIn(iptables, family, chain);
	const hook = findChain(iptables, 'nat', 'POSTROUTING', family)?.at;
	return problem === null
		? []
		: [
				{
					expected: '-A POSTROUTING … -j KUBE-POSTROUTING, with -j MASQUERADE in it',
					actual: `${problem}: NodePort and hairpin traffic keeps its source (${toolOf(family)})`,
					evidence: [hook, chain?.at, proxy].filter((at) => at !== undefined),
				},
			];
};

const isMasquerading = (table: NftTable): boolean =>
	table.chains.some(
		(chain) =>
			chain.name === 'masquerading' &&
			chain.rules.some((rule) =>
				rule.statements.some((each) => each.kind === 'nat' && each.type.startsWith('masquerade')),
			),
	);

const inNftables = (tables: readonly NftTable[], proxy: Place): readonly Violation[] => {
	const own = tables.filter(({name, family}) => name === 'kube-proxy' && (family === 'ip' || family === 'ip6'));
	const expected = 'masquerade in the chain masquerading of the table kube-proxy';
	return own.length === 0
		? [{expected, actual: 'the nftables table kube-proxy is missing: no service works', evidence: [proxy]}]
		: own
				.filter((table) => !isMasquerading(table))
				.map((table) => ({
					expected,
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
	uses: ['processes', 'uptime'],
	why: 'Replies to NodePort and hairpin traffic go past this node, and clients time out.',
	fix: 'Restart kube-proxy, and see that no other tool flushes the nat table.',
	commands: ['{restart:kube-proxy}'],
	verify: ['iptables -t nat -S KUBE-POSTROUTING', 'iptables -t nat -S POSTROUTING'],
	docs: ['https://kubernetes.io/docs/reference/networking/virtual-ips/'],
	seen: 'live',
	check: ({iptables, nftables, proxy, processes, uptime}) => {
		const at = proxy.proxy?.at;
		if (at === undefined || proxy.replacement !== null) {
			return {skip: 'kube-proxy does not run on this node'};
		}
		if (!['iptables', 'ipvs', 'nftables'].includes(proxy.mode)) {
			return {skip: `kube-proxy runs in no known mode (${proxy.mode})`};
		}
		const violations =
			proxy.mode === 'nftables'
				? inNftables(nftables, at)
				: proxiedFamilies(iptables).flatMap((family) => inIptables(iptables, family, at));
		const severity = isProxySettled(proxy, processes, uptime) ? 'error' : 'info';
		return violations.map((violation): Violation => ({...violation, severity}));
	},
});
