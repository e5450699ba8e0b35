import {namesOf} from '../../derive/compare-values.ts';
import {distinctNodes, identityFacts, type NodeView} from '../../derive/distinct-nodes.ts';
import {type PeerView, type WrongWay, waysOf, wrongWay} from '../../derive/peer-routes.ts';
import {type ClusterViolation, defineClusterRule} from '../../model/rule.ts';
import {type Cidr, parseCidr} from '../../net/cidr.ts';

/** Products that put a route to each other node into the main table. */
const routing = ['flannel', 'canal', 'kube-router', 'kindnet', 'bridge'];

const subnetsOf = ({addressPlan}: PeerView): readonly Cidr[] => {
	const found = new Map<string, Cidr>();
	for (const {kind, cidr} of addressPlan.ranges) {
		const parsed = kind === 'node-pods' ? parseCidr(cidr) : null;
		if (parsed !== null) {
			found.set(parsed.text, parsed);
		}
	}
	return [...found.values()];
};

type Peer = NodeView<PeerView> & {readonly subnets: readonly Cidr[]};

const judgeNode = (node: Peer, peers: readonly Peer[]): readonly ClusterViolation[] => {
	const ways = waysOf(node.view);
	const wrong = peers.flatMap((peer): readonly {readonly peer: Peer; readonly way: WrongWay}[] => {
		if (peer.id === node.id) {
			return [];
		}
		const found = peer.subnets.map((subnet) => wrongWay(ways, subnet, peer.view)).filter((way) => way !== null);
		return found.slice(0, 1).map((way) => ({peer, way}));
	});
	const [first] = wrong;
	return first === undefined
		? []
		: [
				{
					expected: `${node.id} knows the way to the pods of ${namesOf(wrong.map(({peer}) => peer.id))}`,
					actual: wrong
						.slice(0, 3)
						.map(({peer, way}) => `${node.id}, asked for ${peer.id}, ${way.text}`)
						.join('; '),
					nodes: [node.id, ...wrong.map(({peer}) => peer.id)],
					evidence: wrong.slice(0, 3).flatMap(({way}) => way.at.map((at) => ({...at, node: node.id}))),
				},
			];
};

/** The way from each node to the pods of each other. */
export const missingOrWrongPeerRoutes = defineClusterRule({
	id: 'missing-or-wrong-peer-routes',
	title: 'Every node knows the way to the pods of every other',
	severity: 'error',
	tier: 1,
	group: 'nodes',
	roles: 'any',
	needs: ['routes', 'addressPlan', 'nodeAddress', 'cni', 'interfaces'],
	uses: [...identityFacts, 'forwardingEntries', 'neighbours'],
	why: 'Pods reach those of some nodes and not of others, in one direction or in both.',
	fix: 'Restart the agent of the pod network on the other node, so that it announces itself anew, and then on this one.',
	commands: ['ip route', 'bridge fdb show dev flannel.1', 'ip neigh show dev flannel.1'],
	verify: ['ip route'],
	docs: [
		'https://github.com/flannel-io/flannel/tree/master/Documentation',
		'https://kubernetes.io/docs/concepts/cluster-administration/networking/',
	],
	seen: 'live',
	check: (nodes) =>
		distinctNodes(nodes).flatMap((cluster) => {
			const peers = cluster
				.filter(({view}) => routing.includes(view.cni.product ?? ''))
				.map((node) => ({...node, subnets: subnetsOf(node.view)}));
			return peers.flatMap((node) => judgeNode(node, peers));
		}),
});
