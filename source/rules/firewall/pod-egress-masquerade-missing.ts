import type {CniChain} from '../../model/conclusions.ts';
import type {CniConfigFile} from '../../model/facts/cni.ts';
import type {Iptables, IptablesRule} from '../../model/facts/iptables.ts';
import type {NftTable} from '../../model/facts/nftables.ts';
import {defineRule} from '../../model/rule.ts';
import {isPublic} from '../../net/address.ts';
import {type Cidr, overlaps, parseCidr} from '../../net/cidr.ts';

/** Products whose pods have addresses that only the cluster knows, and that translate them with the node's packet filter. */
const masquerading = new Set(['flannel', 'bridge', 'kindnet', 'kube-router', 'canal', 'weave', 'crio-bridge']);

/** Chains and tables that masquerade traffic of services and host ports, and of containers that are no pods. */
const others = /^(KUBE-POSTROUTING|CNI-HOSTPORT-MASQ|DOCKER.*|kube-proxy|cni_hostport|docker-bridges)$/;

/** Whether a rule translates the source of packets from the pods: those that it names, or anybody's. */
const isForPods = ({chain, target, matches}: IptablesRule, pods: Cidr): boolean => {
	const source = matches.find(({name}) => name === '-s');
	const named = parseCidr(source?.values[0] ?? '');
	return (
		(target === 'MASQUERADE' || target === 'SNAT') &&
		!others.test(chain) &&
		!matches.some(({name}) => name === '--mark') &&
		(source === undefined || named === null || source.negated !== overlaps(named, pods))
	);
};

const inIptables = ({tables}: Iptables, pods: Cidr): boolean =>
	tables.some(
		({name, family, chains}) =>
			name === 'nat' && family === pods.family && chains.some(({rules}) => rules.some((rule) => isForPods(rule, pods))),
	);

const inNftables = (tables: readonly NftTable[]): boolean =>
	tables.some(
		({name, managedByIptables, chains}) =>
			!managedByIptables &&
			!others.test(name) &&
			chains.some(({rules}) => rules.some(({statements}) => statements.some(isTranslation))),
	);

const isTranslation = (statement: NftTable['chains'][number]['rules'][number]['statements'][number]): boolean =>
	statement.kind === 'nat' && (statement.type.startsWith('masquerade') || statement.type.startsWith('snat'));

/** The bridge plugin writes its rule for each pod: without pods there is none. */
const waitsForPods = ({bridge}: CniChain, file: CniConfigFile | undefined): boolean =>
	(bridge === null || bridge.ports === 0) && file?.plugins.some(({options}) => options.ipMasq === true) === true;

/** Translation of pods' addresses on their way out of the cluster. */
export const podEgressMasqueradeMissing = defineRule({
	id: 'pod-egress-masquerade-missing',
	title: 'Pods reach the outside under the address of their node',
	severity: 'warning',
	tier: 2,
	group: 'firewall',
	roles: ['control-plane', 'worker'],
	needs: ['iptables', 'nftables', 'cni', 'addressPlan'],
	whole: ['iptables', 'nftables'],
	found: true,
	uses: ['cniConfigs'],
	why: 'Pods reach each other, but the internet and machines beside the cluster have no way back to their addresses. Pods whose addresses your network routes need no translation.',
	fix: 'Switch it on in the network add-on (flannel: --ip-masq; bridge: "ipMasq": true; Calico: natOutgoing: true) and restart its agent.',
	commands: ['{restart:kube-flannel}'],
	verify: ['iptables -t nat -S | grep MASQUERADE'],
	docs: [
		'https://www.cni.dev/plugins/current/main/bridge/',
		'https://github.com/flannel-io/flannel/blob/master/Documentation/configuration.md',
	],
	seen: 'live',
	check: ({iptables, nftables, cni, addressPlan, cniConfigs}) => {
		if (!masquerading.has(cni.product ?? '')) {
			return {skip: `${cni.product ?? 'this network'} translates addresses in its own way, or its pods need none`};
		}
		const own = addressPlan.ranges.find(({kind, family}) => kind === 'node-pods' && family === 4);
		const pods = parseCidr(own?.cidr ?? '');
		if (own === undefined || pods === null) {
			return {unknown: 'the pod range of this node is not known'};
		}
		const isRouted = isPublic(own.cidr.split('/')[0] ?? '');
		const isWaiting = waitsForPods(cni, cniConfigs?.files[0]);
		return isRouted || isWaiting || inIptables(iptables, pods) || inNftables(nftables)
			? []
			: [
					{
						expected: `a rule that masquerades what ${own.cidr} sends out of the cluster`,
						actual: `no rule translates the addresses of pods (${own.cidr}) on their way out`,
						evidence: [own.at, ...(cni.winner === null ? [] : [cni.winner.at])],
					},
				];
	},
});
