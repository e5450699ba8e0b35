import {distinctNodes, identityFacts, type NodeView} from '../../derive/distinct-nodes.ts';
import {isSettled} from '../../derive/running-seconds.ts';
import type {Components, EtcdCensus, NodeAddress} from '../../model/conclusions.ts';
import type {Located} from '../../model/facts/host.ts';
import type {Place} from '../../model/place.ts';
import {lastFlag} from '../../model/read-flags.ts';
import {type ClusterViolation, defineClusterRule} from '../../model/rule.ts';

type Member = {
	readonly etcd: EtcdCensus;
	readonly components: Components;
	readonly nodeAddress: NodeAddress;
	readonly uptime?: Located<number> | undefined;
};

const ownOf = ({nodeAddress}: Member): readonly string[] => nodeAddress.addresses.map(({address}) => address);

/** Whether an etcd has run here long enough to have found the others, and its connections were shown. */
const isSettledMember = ({etcd, components, uptime}: Member): boolean => {
	const process = components.etcd?.processes[0];
	return process !== undefined && etcd.connectionsKnown && etcd.peerPorts.length > 0 && isSettled(process, uptime);
};

/** Where a member shows what it is connected to: its listener, else the process. */
const placeOf = ({etcd, components}: Member): readonly Place[] =>
	[etcd.evidence[0], components.etcd?.processes[0]?.at].filter((at) => at !== undefined).slice(0, 1);

const evidence = (members: readonly NodeView<Member>[]) =>
	members.flatMap(({id, view}) => placeOf(view).map((at) => ({...at, node: id})));

/** Members that were given, and are not connected with each other in either direction. */
const apart = (members: readonly NodeView<Member>[]): readonly ClusterViolation[] => {
	const peers = members.map(({view}) => new Set(view.etcd.peers.byAddress.map(({address}) => address)));
	return members.flatMap((first, index) =>
		members.slice(index + 1).flatMap((second, offset) => {
			const other = peers[index + 1 + offset];
			const isLinked =
				ownOf(second.view).some((address) => peers[index]?.has(address)) ||
				ownOf(first.view).some((address) => other?.has(address));
			return isLinked || ownOf(first.view).length === 0 || ownOf(second.view).length === 0
				? []
				: [
						{
							expected: `peer connections between etcd on ${first.id} and on ${second.id}`,
							actual: `etcd on ${first.id} and etcd on ${second.id} have no connection with each other`,
							nodes: [first.id, second.id],
							evidence: evidence([first, second]),
						},
					];
		}),
	);
};

/** Members that one knows and another does not; only those that were not given themselves, the rest is told by pairs. */
const strangers = (members: readonly NodeView<Member>[]): readonly ClusterViolation[] => {
	const given = new Set(members.flatMap(({view}) => ownOf(view)));
	const seenBy = new Map<string, NodeView<Member>[]>();
	for (const member of members) {
		for (const {address} of member.view.etcd.peers.byAddress) {
			if (!given.has(address)) {
				seenBy.set(address, [...(seenBy.get(address) ?? []), member]);
			}
		}
	}
	return [...seenBy].flatMap(([address, seeing]) => {
		const blind = members.filter((member) => !seeing.includes(member));
		const [first] = seeing;
		return blind.length === 0 || first === undefined
			? []
			: [
					{
						expected: `every member is connected with the member ${address}`,
						actual: `etcd on ${first.id} is connected with the member ${address}, etcd on ${blind.map(({id}) => id).join(', ')} is not`,
						nodes: [...blind.map(({id}) => id), first.id],
						evidence: evidence([...blind.slice(0, 3), first]),
					},
				];
	});
};

/** Members that were started with different tokens are of different clusters. */
const tokens = (members: readonly NodeView<Member>[]): readonly ClusterViolation[] => {
	const told = members.flatMap(({id, view}) => {
		const flag = lastFlag(view.components.etcd?.flags ?? [], 'initial-cluster-token');
		return flag === undefined ? [] : [{id, flag}];
	});
	const [first] = told;
	const other = told.find(({flag}) => flag.value !== first?.flag.value);
	return first === undefined || other === undefined
		? []
		: [
				{
					expected: 'one --initial-cluster-token for all members',
					actual: `etcd on ${first.id} was started with the token ${first.flag.value}, etcd on ${other.id} with ${other.flag.value}`,
					nodes: [first.id, other.id],
					evidence: [first, other].map(({id, flag}) => ({...flag.at, node: id})),
				},
			];
};

/** What the members of one cluster's etcd are connected with. */
export const etcdMembershipMismatch = defineClusterRule({
	id: 'etcd-membership-mismatch',
	title: 'All members of etcd are connected with the same members',
	severity: 'error',
	tier: 1,
	group: 'nodes',
	roles: ['control-plane', 'etcd'],
	needs: ['etcd', 'components', 'nodeAddress', 'connections'],
	unseen: ['connections'],
	uses: [...identityFacts, 'uptime'],
	why: 'etcd is split, or these are two clusters that do not know of each other: writes fail or differ.',
	fix: 'List the members on each node; take one that is of another cluster out, clear its data folder and join it anew.',
	commands: [
		'etcdctl --endpoints https://127.0.0.1:2379 --cacert /etc/kubernetes/pki/etcd/ca.crt --cert /etc/kubernetes/pki/etcd/server.crt --key /etc/kubernetes/pki/etcd/server.key member list',
	],
	verify: ['netstat -npa | grep :2380 | grep ESTABLISHED'],
	docs: ['https://etcd.io/docs/v3.6/faq/', 'https://etcd.io/docs/v3.6/op-guide/runtime-configuration/'],
	seen: 'never seen live; tested on made-up facts',
	check: (nodes) =>
		distinctNodes(nodes).flatMap((cluster) => {
			const members = cluster.filter(({view}) => isSettledMember(view));
			return [...apart(members), ...strangers(members), ...tokens(members)];
		}),
});
