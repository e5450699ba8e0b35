import {type FilteredPort, filteredPorts, portList} from '../../derive/filtered-ports.ts';
import {createFirewallVerdicts} from '../../derive/firewall-verdicts.ts';
import {findHostFirewall} from '../../derive/host-firewall.ts';
import {isStopped} from '../../derive/is-stopped.ts';
import type {PacketFilters, PacketVerdict} from '../../derive/packet.ts';
import {podPackets} from '../../derive/pod-packets.ts';
import type {AddressPlan, CniChain, NodeAddress} from '../../model/conclusions.ts';
import {defineRule} from '../../model/rule.ts';

/** The first connection of pods that the filters stop. */
const stoppedPods = (
	filters: PacketFilters,
	plan: AddressPlan | undefined,
	cni: CniChain | undefined,
	node: NodeAddress | undefined,
): PacketVerdict | undefined => {
	if (plan === undefined || cni === undefined || node === undefined) {
		return undefined;
	}
	const verdicts = createFirewallVerdicts(filters);
	return ([4, 6] as const)
		.flatMap((family) => podPackets(plan, cni, node, family))
		.map(({connection}) => verdicts.forwardBothWays(connection))
		.find(isStopped);
};

/** What to type so that the firewall lets the cluster through, and to switch it off. */
const commandsFor = (name: 'ufw' | 'firewalld', closed: readonly FilteredPort[]): readonly string[] =>
	name === 'ufw'
		? [
				...closed.map(({port, protocol}) => `ufw allow ${port}/${protocol}`),
				'ufw route allow from {pods}',
				'ufw route allow to {pods}',
				'ufw disable',
			]
		: [
				...closed.map(({port, protocol}) => `firewall-cmd --permanent --add-port=${port}/${protocol}`),
				'firewall-cmd --permanent --zone=trusted --add-source={pods}',
				'firewall-cmd --reload',
				'{stop:firewalld}',
			];

/** ufw and firewalld, where they are switched on. */
export const hostFirewallActive = defineRule({
	id: 'host-firewall-active',
	title: 'No host firewall stands in the way of the cluster',
	severity: 'warning',
	tier: 1,
	group: 'firewall',
	roles: ['control-plane', 'worker', 'etcd'],
	needs: ['iptables', 'nftables'],
	uses: ['units', 'processes', 'portTable', 'nodeAddress', 'connections', 'etcd', 'addressPlan', 'cni'],
	why: 'A host firewall knows nothing of pods and services; each reload may flush or reorder the rules of the cluster.',
	fix: 'Careful: this can cut your SSH session. Open the ports of the node and trust the pod range in {firewall}, or switch it off.',
	commands: [],
	verify: ['iptables -L INPUT -v -n --line-numbers'],
	docs: [
		'https://kubernetes.io/docs/reference/networking/ports-and-protocols/',
		'https://docs.tigera.io/calico/latest/getting-started/kubernetes/requirements',
	],
	seen: 'live',
	check: ({iptables, nftables, units, processes, portTable, nodeAddress, connections, etcd, addressPlan, cni}) => {
		const found = findHostFirewall({iptables, nftables, units, processes});
		if (found === null) {
			return [];
		}
		const filters = {iptables, nftables};
		const isKnown = nodeAddress !== undefined && portTable !== undefined;
		const {filtered} = isKnown
			? filteredPorts(filters, {portTable, nodeAddress, connections, etcd, addressPlan})
			: {filtered: []};
		const closed = filtered.filter(({isRestricted}) => !isRestricted);
		const pods = stoppedPods(filters, addressPlan, cni, nodeAddress);
		const ports = portList(closed);
		const harm = [
			...(ports === '' ? [] : [`closes ${ports}`]),
			...(pods === undefined ? [] : ['drops the traffic of pods']),
		].join(' and ');
		const harmless = isKnown
			? {text: 'is active and lets through what this node needs', severity: 'info' as const}
			: {text: 'is active', severity: 'warning' as const};
		const range = addressPlan?.ranges.find(({kind}) => kind === 'cluster-pods' || kind === 'node-pods');
		return [
			{
				expected: 'no host firewall, or one that lets the cluster through',
				actual: `${found.name} ${harm === '' ? harmless.text : `is active and ${harm}`}`,
				severity: harm === '' ? harmless.severity : ('error' as const),
				evidence: [found.at, pods?.by, ...closed.slice(0, 2).map(({row}) => row.listeners[0]?.at)].filter(
					(at) => at != null,
				),
				values: {firewall: found.name, ports, ...(range === undefined ? {} : {pods: range.cidr})},
				commands: commandsFor(found.name, closed),
			},
		];
	},
});
