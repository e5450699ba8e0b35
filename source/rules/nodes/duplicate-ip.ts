import {evidenceOf, type NodeValue, namesOf, sharedValues} from '../../derive/compare-values.ts';
import {distinctNodes, identityFacts, type NodeView} from '../../derive/distinct-nodes.ts';
import {endpointsOf} from '../../derive/endpoints-of.ts';
import type {NodeAddress} from '../../model/conclusions.ts';
import type {Interface} from '../../model/facts/interface.ts';
import type {Kubeconfig} from '../../model/facts/kubernetes.ts';
import {type ClusterViolation, defineClusterRule} from '../../model/rule.ts';
import {isLinkLocal} from '../../net/address.ts';

type Addresses = {
	readonly interfaces: readonly Interface[];
	readonly nodeAddress: NodeAddress;
	readonly kubeconfigs?: readonly Kubeconfig[] | undefined;
};

/** The address that VirtualBox gives to every guest behind its NAT. */
const behindNat = '10.0.2.15';

/** Addresses that move between nodes: that of the cluster's endpoint. */
const endpoints = (nodes: readonly NodeView<Addresses>[]): ReadonlySet<string> =>
	new Set(
		nodes.flatMap(({view}) =>
			(view.kubeconfigs ?? []).flatMap(({server}) => endpointsOf(server ?? '').map(({host}) => host)),
		),
	);

/** A node's own addresses, by which others know it. An address of one host beside others of its link is a virtual one. */
const nodeIps = ({nodeAddress, interfaces}: Addresses): readonly NodeValue[] =>
	nodeAddress.addresses
		.filter((own) => {
			const link = interfaces.find(({name}) => name === own.interface);
			const others = link?.addresses.filter(({family, scope}) => family === own.family && scope === 'global') ?? [];
			return own.prefix < (own.family === 4 ? 32 : 128) || others.length < 2;
		})
		.map(({address, at}) => ({value: address, at: [at]}));

/** A node's own addresses, and those of others that it has on a card as well, in whatever form. */
const nodeIpsHeld =
	(known: ReadonlySet<string>) =>
	(view: Addresses): readonly NodeValue[] => [
		...nodeIps(view),
		...view.interfaces
			.filter(({name}) => view.nodeAddress.physical.includes(name))
			.flatMap(({addresses}) => addresses)
			.filter(({address}) => known.has(address))
			.map(({address, at}) => ({value: address, at: [at]})),
	];

const otherIps = ({nodeAddress, interfaces}: Addresses): readonly NodeValue[] =>
	interfaces
		.filter(({name}) => nodeAddress.physical.includes(name))
		.flatMap(({addresses}) => addresses)
		.filter(
			({scope, prefix, family, flags}) =>
				scope === 'global' && prefix < (family === 4 ? 32 : 128) && !flags.includes('secondary'),
		)
		.filter(({address}) => address !== behindNat && !isLinkLocal(address))
		.map(({address, at}) => ({value: address, at: [at]}));

/** The addresses at which overlays wait for other nodes. */
const tunnelIps = ({interfaces}: Addresses): readonly NodeValue[] =>
	interfaces.flatMap(({vxlan, at}) =>
		vxlan?.local ? [{value: vxlan.local, at: at.path === undefined ? [at, {...at, line: at.line + 2}] : [at]}] : [],
	);

const compare = (cluster: readonly NodeView<Addresses>[]): readonly ClusterViolation[] => {
	const moving = endpoints(cluster);
	const known = new Set(cluster.flatMap(({view}) => nodeIps(view).map(({value}) => value)));
	const kinds = [
		{what: 'the node address', severity: 'error' as const, shared: sharedValues(cluster, nodeIpsHeld(known))},
		{what: 'the tunnel address', severity: 'error' as const, shared: sharedValues(cluster, tunnelIps)},
		{what: 'the address', severity: 'warning' as const, shared: sharedValues(cluster, otherIps)},
	];
	const seen = new Set<string>();
	return kinds.flatMap(({what, severity, shared}) =>
		shared
			.filter(({value}) => !seen.has(value) && !(moving.has(value) && severity === 'warning'))
			.map(({value, holders}) => {
				seen.add(value);
				return {
					expected: 'an address of its own for each node',
					actual: `${namesOf(holders.map(({id}) => id))} have ${what} ${value}`,
					severity,
					nodes: holders.map(({id}) => id),
					evidence: evidenceOf(holders, 3),
				};
			}),
	);
};

/** IP addresses of nodes of one cluster. */
export const duplicateIp = defineClusterRule({
	id: 'duplicate-ip',
	title: 'Every node has IP addresses of its own',
	severity: 'error',
	tier: 1,
	group: 'nodes',
	roles: 'any',
	needs: ['interfaces', 'nodeAddress'],
	uses: identityFacts,
	why: "Machines with the same address take each other's traffic, and an overlay sends what is for the other to itself.",
	fix: "Give one of them another address; where it is a hypervisor's NAT, name the right one with --node-ip of kubelet and --iface of flannel.",
	commands: ['ip addr show'],
	verify: ['ip addr show'],
	docs: [
		'https://github.com/flannel-io/flannel/tree/master/Documentation',
		'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/',
	],
	seen: 'live',
	check: (nodes) => distinctNodes(nodes).flatMap(compare),
});
