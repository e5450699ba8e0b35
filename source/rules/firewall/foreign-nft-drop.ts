import {createFirewallVerdicts} from '../../derive/firewall-verdicts.ts';
import {podPackets} from '../../derive/pod-packets.ts';
import {neighbourAddress, requiredPorts} from '../../derive/required-packets.ts';
import type {NftTable} from '../../model/facts/nftables.ts';
import {defineRule, type Violation} from '../../model/rule.ts';

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

/** A table of nftables that an administrator or a firewall keeps beside those of the cluster. */
export const foreignNftDrop = defineRule({
	id: 'foreign-nft-drop',
	title: 'No foreign nftables table drops what the cluster needs',
	severity: 'warning',
	tier: 1,
	group: 'firewall',
	roles: ['control-plane', 'worker', 'etcd'],
	needs: ['nftables', 'iptables'],
	uses: ['portTable', 'nodeAddress', 'etcd', 'addressPlan', 'cni'],
	why: 'In nftables an accept ends only its own chain: what another table drops stays dropped, whatever the rules of the cluster accept.',
	fix: 'Careful: this can cut your SSH session. Accept pods, overlay and node ports in the table {table} itself, or take it out.',
	commands: ['nft list table {table}', 'nft delete table {table}'],
	verify: ['nft list ruleset'],
	docs: [
		'https://wiki.nftables.org/wiki-nftables/index.php/Configuring_chains',
		'https://kubernetes.io/docs/reference/networking/virtual-ips/',
	],
	check: ({nftables, portTable, nodeAddress, etcd, addressPlan, cni}) => {
		const foreign = nftables.filter(isForeign);
		const own = nodeAddress?.addresses[0];
		if (foreign.length > 0 && (own === undefined || (portTable === undefined && addressPlan === undefined))) {
			return {
				unknown: `it is not known what the table ${foreign[0]?.family} ${foreign[0]?.name} would have to let through`,
			};
		}
		return foreign.flatMap((table): readonly Violation[] => {
			// Only this table: what others drop is theirs.
			const verdicts = createFirewallVerdicts({iptables: {tables: [], warnings: []}, nftables: [table]});
			const stopped = [
				...(addressPlan === undefined || cni === undefined || nodeAddress === undefined
					? []
					: ([4, 6] as const).flatMap((family) => podPackets(addressPlan, cni, nodeAddress, family))
				).map(({what, connection}) => ({what: `traffic ${what}`, verdict: verdicts.forwardBothWays(connection)})),
				...(own === undefined ? [] : requiredPorts(portTable ?? [], etcd)).map(({protocol, port}) => ({
					what: `connections to ${port}/${protocol}`,
					verdict: verdicts.input({
						address: own?.address ?? '',
						interface: own?.interface ?? null,
						protocol,
						port,
						source: neighbourAddress(own?.address ?? '', own?.prefix ?? 32),
					}),
				})),
			].filter(({verdict}) => verdict.verdict === 'drop' || verdict.verdict === 'reject');
			const [first] = stopped;
			return first === undefined
				? []
				: [
						{
							expected: `the table ${table.family} ${table.name} lets the cluster through`,
							actual: `the nftables table ${table.family} ${table.name} drops ${stopped
								.map(({what}) => what)
								.slice(0, 3)
								.join(', ')}`,
							evidence: [...new Set(stopped.flatMap(({verdict}) => (verdict.by === null ? [] : [verdict.by])))]
								.slice(0, 4)
								.concat(table.at),
							values: {},
							commands: [
								`nft list table ${table.family} ${table.name}`,
								`nft delete table ${table.family} ${table.name}`,
							].filter(() => /^[\w.-]+$/.test(table.name)),
						},
					];
		});
	},
});
