import {distinctNodes, identityFacts, type NodeView} from '../../derive/distinct-nodes.ts';
import type {Probe} from '../../model/facts/probe.ts';
import type {Socket} from '../../model/facts/socket.ts';
import {type ClusterViolation, defineClusterRule, type View} from '../../model/rule.ts';
import {isLoopback} from '../../net/address.ts';

const needed = ['probes', 'listeners', 'nodeAddress'] as const;
type Node = NodeView<View<(typeof needed)[number], (typeof identityFacts)[number]>>;
type Cell = {readonly from: Node; readonly to: Node; readonly probe: Probe; readonly listener: Socket};

const listenerFor = ({view}: Node, {host, port}: Probe): Socket | undefined =>
	view.listeners.find(
		(socket) =>
			socket.protocol.startsWith('tcp') &&
			socket.localPort === port &&
			(socket.localAddress === host || ['0.0.0.0', '::', '*'].includes(socket.localAddress)),
	);

/** Dials that another node of the set did not answer although something listens there. */
const closedCells = (nodes: readonly Node[]): readonly Cell[] =>
	nodes.flatMap((from) =>
		from.view.probes.results
			.filter(({result, host}) => result !== 'open' && result !== 'unknown host' && !isLoopback(host))
			.flatMap((probe): readonly Cell[] => {
				const to = nodes.find(
					(node) => node !== from && node.view.nodeAddress.addresses.some(({address}) => address === probe.host),
				);
				const listener = to === undefined ? undefined : listenerFor(to, probe);
				return to === undefined || listener === undefined ? [] : [{from, to, probe, listener}];
			}),
	);

/** What each node dialled (--probe), against what listens on the node that was dialled: who is filtered, and who is only down. */
export const reachabilityMatrix = defineClusterRule({
	id: 'reachability-matrix',
	title: 'Nodes reach the ports that other nodes listen on',
	severity: 'error',
	tier: 1,
	group: 'nodes',
	roles: 'any',
	needs: needed,
	uses: identityFacts,
	why: 'Something listens there, so what is between the nodes stops the connection: a host firewall, a security group, an access list or a route.',
	fix: 'On {host} let {port}/tcp in from the other nodes; where its own firewall does, look at security groups and routers.',
	commands: ['nc -zv {host} {port}', 'ip route get {host}'],
	verify: ['nc -zv {host} {port}'],
	docs: ['https://kubernetes.io/docs/reference/networking/ports-and-protocols/'],
	seen: 'live',
	check: (nodes) => {
		const asked = nodes.filter(({view}) => view.probes.asked);
		if (asked.length === 0) {
			return {skip: 'no node was recorded with --probe'};
		}
		const cells = distinctNodes(nodes).flatMap(closedCells);
		return [...Map.groupBy(cells, ({probe}) => `${probe.host} ${probe.port}`).values()].flatMap(
			(all): readonly ClusterViolation[] => {
				const [first] = all;
				if (first === undefined) {
					return [];
				}
				const {to, probe, listener} = first;
				const from = all.map((cell) => cell.from.id);
				const results = [...new Set(all.map((cell) => cell.probe.result))].join(', ');
				return [
					{
						expected: `${probe.purpose} of ${to.id} (${probe.host} port ${probe.port}) answers ${from.join(', ')}`,
						actual: `${listener.program ?? 'something'} listens on ${to.id} port ${probe.port} and does not answer ${from.join(', ')}: ${results}`,
						nodes: [...from, to.id],
						evidence: [...all.map((cell) => ({...cell.probe.at, node: cell.from.id})), {...listener.at, node: to.id}],
						values: {host: probe.host, port: String(probe.port)},
					},
				];
			},
		);
	},
});
