import {endpointsOf} from '../../derive/endpoints-of.ts';
import {isDefaultRoute, viaOf} from '../../derive/route-parts.ts';
import type {Neighbour} from '../../model/facts/route.ts';
import type {Socket} from '../../model/facts/socket.ts';
import {defineRule, type Violation} from '../../model/rule.ts';
import {containsAddress, parseCidr} from '../../net/cidr.ts';

/** Ports on which nodes of a cluster talk to each other. */
const clusterPorts = [6443, 2380, 10250];

/** Addresses that this node has connections of the cluster with. */
const peersOf = (connections: readonly Socket[]): ReadonlySet<string> =>
	new Set(
		connections
			.filter(({localPort, remotePort}) => [localPort, remotePort].some((port) => clusterPorts.includes(port ?? 0)))
			.map(({remoteAddress}) => remoteAddress),
	);

/** One address that answers behind two MAC addresses, in the tables of two interfaces. */
const ofAddress = (address: string, list: readonly Neighbour[], peers: ReadonlySet<string>): readonly Violation[] => {
	const [first, second] = [...Map.groupBy(list, ({mac}) => mac).values()].flatMap((each) => each.slice(0, 1));
	return first === undefined || second === undefined || first.device === second.device
		? []
		: [
				{
					expected: `one machine at ${address}`,
					actual: `${address} is at ${first.mac} on ${first.device} and at ${second.mac} on ${second.device}`,
					severity: peers.has(address) ? ('warning' as const) : ('info' as const),
					evidence: [first.at, second.at],
					values: {address},
				},
			];
};

/** The neighbour table: one node behind one MAC address. */
export const neighbourMacConflict = defineRule({
	id: 'neighbour-mac-conflict',
	title: 'Every other node has an address and a MAC address of its own',
	severity: 'warning',
	tier: 2,
	group: 'nodes',
	roles: 'any',
	needs: ['neighbours', 'nodeAddress'],
	uses: ['connections', 'routes', 'kubeconfigs'],
	why: 'Cloned machines share a MAC address: switches send the traffic of both to the one that spoke last, and connections break at random. An address on two machines has the same effect.',
	fix: 'See on the nodes which of them has {address}, give each machine a MAC address of its own in the hypervisor, and each address to one machine.',
	commands: ['ip neigh show {address}', 'arping -c 3 -I {device} {address}'],
	verify: ['ip neigh show {address}'],
	docs: ['https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/'],
	seen: 'never seen live; tested on made-up facts',
	check: ({neighbours, nodeAddress, connections, routes, kubeconfigs}) => {
		const subnets = nodeAddress.addresses
			.filter(({interface: name}) => name === nodeAddress.uplink)
			.flatMap(({address, prefix}) => parseCidr(`${address}/${prefix}`) ?? []);
		const known = neighbours.filter(
			({mac, address, state}) =>
				mac !== null && !state.includes('FAILED') && subnets.some((subnet) => containsAddress(subnet, address)),
		);
		const gateways = new Set((routes ?? []).filter(isDefaultRoute).map(viaOf));
		// Routers that answer for others, as clouds have them, have many addresses by design.
		const routers = new Set(known.filter(({address}) => gateways.has(address)).map(({mac}) => mac));
		const virtual = new Set((kubeconfigs ?? []).flatMap(({server}) => endpointsOf(server ?? '').map(({host}) => host)));
		const peers = peersOf(connections ?? []);
		const shared = [
			...Map.groupBy(
				known.filter(({device, mac}) => device === nodeAddress.uplink && !routers.has(mac)),
				({mac, family}) => `${family} ${mac}`,
			).values(),
		].filter((list) => new Set(list.map(({address}) => address)).size > 1);
		return [
			...shared.map((list): Violation => {
				const real = list.filter(({address}) => peers.has(address) && !virtual.has(address));
				return {
					expected: 'a MAC address for each machine',
					actual: `${list.map(({address}) => address).join(' and ')} are behind one MAC address, ${list[0]?.mac}`,
					severity: real.length > 1 ? 'warning' : 'info',
					evidence: list.slice(0, 4).map(({at}) => at),
					values: {address: list[0]?.address ?? '', device: list[0]?.device ?? ''},
				};
			}),
			...[...Map.groupBy(known, ({address}) => address)].flatMap(([address, list]) => ofAddress(address, list, peers)),
		];
	},
});
