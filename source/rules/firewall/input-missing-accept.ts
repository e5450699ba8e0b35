import {type FilteredPort, filteredPorts, portList} from '../../derive/filtered-ports.ts';
import {openingCommands} from '../../derive/opening-commands.ts';
import type {PacketFilters} from '../../derive/packet.ts';
import {defineRule, type Violation} from '../../model/rule.ts';

const familyOf = ({source}: FilteredPort): 4 | 6 => (source.includes(':') ? 6 : 4);

/** Rules that go by their number are taken out from the last, so that the numbers of the others hold. */
const openings = (filters: PacketFilters, filtered: readonly FilteredPort[]): readonly string[] => [
	...new Set(
		filtered
			.toSorted((one, other) => (other.verdict.by?.line ?? 0) - (one.verdict.by?.line ?? 0))
			.flatMap((each) => {
				const {verdict, protocol, port} = each;
				const packets = [{iptables: `-p ${protocol} -m ${protocol} --dport ${port}`, nft: `${protocol} dport ${port}`}];
				return openingCommands(filters, verdict.by, {chain: 'INPUT', family: familyOf(each), packets});
			}),
	),
];

const violationOf = (filters: PacketFilters, filtered: readonly FilteredPort[], first: FilteredPort): Violation => {
	const ports = portList(filtered);
	const verb = first.verdict.verdict === 'reject' ? 'rejects' : 'drops';
	const where = first.verdict.chains.join(' → ');
	return {
		expected: `new connections from other nodes to ${ports} are accepted`,
		actual: first.isRestricted
			? `this node takes new connections to ${ports} only from some addresses (${where}); whether all nodes are among them is not known`
			: `this node ${verb} new connections from other nodes to ${ports} (${where})`,
		severity: first.isRestricted ? 'info' : 'error',
		evidence: filtered
			.flatMap(({verdict, row}) => [
				...(verdict.by === null ? [] : [verdict.by]),
				...row.listeners.slice(0, 1).map(({at}) => at),
			])
			.slice(0, 6),
		values: {ports},
		commands: openings(filters, filtered),
	};
};

/** New connections from other nodes to the ports that they need, through the input chains of iptables and nftables together. */
export const inputMissingAccept = defineRule({
	id: 'input-missing-accept',
	title: 'Other nodes get through to the ports that they need',
	severity: 'error',
	tier: 1,
	group: 'firewall',
	roles: ['control-plane', 'worker', 'etcd'],
	needs: ['iptables', 'nftables', 'portTable', 'nodeAddress'],
	uses: ['connections', 'etcd', 'addressPlan'],
	why: 'The failure cannot be seen from this node, because connections from itself come in over loopback. Cloud firewalls and security groups cannot be seen from here either.',
	fix: 'Take out the rule that drops, or accept {ports} from the other nodes before it.',
	commands: [],
	verify: ['iptables -L INPUT -v -n --line-numbers', 'nft list ruleset'],
	docs: ['https://kubernetes.io/docs/reference/networking/ports-and-protocols/'],
	seen: 'live',
	check: ({iptables, nftables, ...needs}) => {
		const filters = {iptables, nftables};
		const {filtered, doubtful} = filteredPorts(filters, needs);
		// What is closed to all says more than what is open to some.
		const closed = filtered.filter(({isRestricted}) => !isRestricted);
		const [first] = closed;
		const [restricted] = filtered;
		if (first !== undefined) {
			return [violationOf(filters, closed, first)];
		}
		if (doubtful.length > 0) {
			return {
				unknown: `whether ${portList(doubtful)} is filtered depends on rules that cannot be decided from here`,
			};
		}
		return restricted === undefined ? [] : [violationOf(filters, filtered, restricted)];
	},
});
