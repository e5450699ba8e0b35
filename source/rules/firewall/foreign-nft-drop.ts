import {filteredPorts} from '../../derive/filtered-ports.ts';
import {createFirewallVerdicts} from '../../derive/firewall-verdicts.ts';
import {isStopped} from '../../derive/is-stopped.ts';
import type {PacketFilters, PacketVerdict} from '../../derive/packet.ts';
import {hasNodePorts, podPackets} from '../../derive/pod-packets.ts';
import type {NftTable} from '../../model/facts/nftables.ts';
import {defineRule, type View, type Violation} from '../../model/rule.ts';

/** Tables that parts of a cluster keep for themselves. */
const known = new Set([
	'kube-proxy',
	'calico',
	'flannel-ipv4',
	'flannel-ipv6',
	'cilium',
	'docker-bridges',
	'kindnet-network-policies',
	'cni_hostport',
	'cni_plugins_masquerade',
]);

const isForeign = (table: NftTable): boolean =>
	!table.managedByIptables &&
	!known.has(table.name) &&
	['ip', 'ip6', 'inet'].includes(table.family) &&
	table.chains.some((chain) => chain.hook === 'forward' || chain.hook === 'input');

const used = ['portTable', 'nodeAddress', 'connections', 'etcd', 'addressPlan', 'cni', 'services'] as const;

type Node = View<never, (typeof used)[number]>;
type Stopped = {readonly what: string; readonly verdict: PacketVerdict};

const stoppedPods = (filters: PacketFilters, {addressPlan, cni, nodeAddress, services}: Node): readonly Stopped[] => {
	if (addressPlan === undefined || cni === undefined || nodeAddress === undefined) {
		return [];
	}
	const verdicts = createFirewallVerdicts(filters);
	return ([4, 6] as const)
		.flatMap((family) => podPackets(addressPlan, cni, nodeAddress, family, hasNodePorts(services, family)))
		.map(({what, connection}) => ({what: `traffic ${what}`, verdict: verdicts.forwardBothWays(connection)}))
		.filter(({verdict}) => isStopped(verdict));
};

const stoppedPorts = (filters: PacketFilters, node: Node): readonly Stopped[] => {
	const {portTable, nodeAddress, connections, etcd, addressPlan} = node;
	return portTable === undefined || nodeAddress === undefined
		? []
		: filteredPorts(filters, {portTable, nodeAddress, connections, etcd, addressPlan})
				.filtered.filter(({isRestricted}) => !isRestricted)
				.map(({port, protocol, verdict}) => ({what: `connections to ${port}/${protocol}`, verdict}));
};

/** What one table stops: only it, for what others drop is theirs. */
const violationOf = (table: NftTable, node: Node): Violation | null => {
	const filters = {iptables: {tables: [], warnings: []}, nftables: [table]};
	const stopped = [...stoppedPods(filters, node), ...stoppedPorts(filters, node)];
	if (stopped.length === 0) {
		return null;
	}
	const name = `${table.family} ${table.name}`;
	const what = [...new Set(stopped.map((each) => each.what))].slice(0, 3).join(', ');
	const places = [...new Set(stopped.flatMap(({verdict}) => (verdict.by === null ? [] : [verdict.by])))];
	return {
		expected: `the table ${name} lets the cluster through`,
		actual: `the nftables table ${name} drops ${what}`,
		evidence: [...places.slice(0, 4), table.at],
		values: {family: table.family, table: table.name},
	};
};

/** A table of nftables that an administrator or a firewall keeps beside those of the cluster. */
export const foreignNftDrop = defineRule({
	id: 'foreign-nft-drop',
	title: 'No foreign nftables table drops what the cluster needs',
	severity: 'warning',
	tier: 1,
	group: 'firewall',
	roles: ['control-plane', 'worker', 'etcd'],
	needs: ['nftables'],
	uses: used,
	why: 'In nftables an accept ends only its own chain: what another table drops stays dropped, whatever the rules of the cluster accept.',
	fix: 'Careful: this can cut your SSH session. Accept pods, overlay and node ports in the table {table} itself, or take it out and switch off what loads it.',
	commands: ['nft list table {family} {table}', 'nft delete table {family} {table}', '{stop:nftables}'],
	verify: ['nft list ruleset'],
	docs: [
		'https://wiki.nftables.org/wiki-nftables/index.php/Configuring_chains',
		'https://kubernetes.io/docs/reference/networking/virtual-ips/',
	],
	seen: 'live',
	check: ({nftables, ...node}) => {
		const foreign = nftables.filter(isForeign);
		const [first] = foreign;
		const isJudged = node.nodeAddress !== undefined && (node.portTable ?? node.addressPlan) !== undefined;
		if (first !== undefined && !isJudged) {
			return {unknown: `it is not known what the table ${first.family} ${first.name} would have to let through`};
		}
		return foreign.map((table) => violationOf(table, node)).filter((violation) => violation !== null);
	},
});
