import type {AddressPlan, NodeAddress} from '../../model/conclusions.ts';
import type {Sysctl} from '../../model/facts/host.ts';
import type {Interface} from '../../model/facts/interface.ts';
import type {KubeletConfig} from '../../model/facts/kubernetes.ts';
import type {Route} from '../../model/facts/route.ts';
import type {Place} from '../../model/place.ts';
import {defineRule, type Violation} from '../../model/rule.ts';

type Declared = {readonly what: string; readonly at: Place};

/** What says that the cluster has two families: a pair of ranges of one kind, or of node addresses. */
const dualStack = (plan: AddressPlan, kubelet: KubeletConfig | undefined): Declared | null => {
	for (const kind of ['services', 'cluster-pods', 'node-pods'] as const) {
		const ranges = plan.ranges.filter((range) => range.kind === kind && range.provenance === 'declared');
		const [v4, v6] = ([4, 6] as const).map((family) => ranges.find((range) => range.family === family));
		if (v4 !== undefined && v6 !== undefined) {
			return {what: `${v4.cidr} and ${v6.cidr} (${v6.owner})`, at: v6.at};
		}
	}
	const ips = kubelet?.nodeIps;
	const isPair = ips !== undefined && new Set(ips.value.map((address) => address.includes(':'))).size === 2;
	return isPair && ips.at !== null ? {what: `--node-ip=${ips.value.join(',')}`, at: ips.at} : null;
};

const hasAddress = (interfaces: readonly Interface[], {physical}: NodeAddress, family: 4 | 6): boolean =>
	interfaces.some(
		({name, addresses}) =>
			physical.includes(name) && addresses.some((each) => each.family === family && each.scope === 'global'),
	);

const hasDefaultRoute = (routes: readonly Route[], family: 4 | 6): boolean =>
	routes.some(
		(route) =>
			route.family === family &&
			route.table === 'main' &&
			route.type === 'unicast' &&
			(route.destination === '0.0.0.0/0' || route.destination === '::/0'),
	);

type Node = {
	readonly interfaces: readonly Interface[];
	readonly routes: readonly Route[];
	readonly nodeAddress: NodeAddress;
	readonly sysctls: readonly Sysctl[] | undefined;
};

const inFamily = (
	family: 4 | 6,
	{interfaces, routes, nodeAddress, sysctls}: Node,
	said: Declared,
): Violation | null => {
	const expected = `an IPv${family} address and default route, for ${said.what}`;
	const off = family === 6 ? sysctls?.find(({name}) => name === 'net.ipv6.conf.all.disable_ipv6') : undefined;
	const uplink = interfaces.find(({name}) => name === nodeAddress.uplink);
	const evidence = [said.at, ...(uplink === undefined ? [] : [uplink.at])];
	const values = {family: String(family), interface: nodeAddress.uplink ?? ''};
	if (off?.value === '1') {
		return {
			expected,
			actual: 'the cluster has IPv4 and IPv6, but IPv6 is switched off on this node',
			evidence: [off.at, said.at],
			values,
			commands: ['sysctl -w net.ipv6.conf.all.disable_ipv6=0'],
		};
	}
	if (!hasAddress(interfaces, nodeAddress, family)) {
		return {
			expected,
			actual: `the cluster has IPv4 and IPv6, but this node has no global IPv${family} address`,
			evidence,
			values,
		};
	}
	return hasDefaultRoute(routes, family)
		? null
		: {
				expected,
				actual: `the cluster has IPv4 and IPv6, but this node has no default route of IPv${family}`,
				// An isolated network needs none, unless a program finds the node's interface by it.
				severity: 'warning',
				evidence,
				values,
			};
};

/** Both families on the node, where the cluster has both. */
export const dualStackFamilyMissing = defineRule({
	id: 'dual-stack-family-missing',
	title: 'A dual-stack node has addresses and routes of both families',
	severity: 'error',
	tier: 2,
	group: 'interfaces',
	roles: ['control-plane', 'worker'],
	needs: ['addressPlan', 'interfaces', 'routes', 'nodeAddress'],
	whole: ['interfaces', 'routes'],
	uses: ['kubeletConfig', 'sysctls'],
	why: 'Pods get one family only, kube-proxy knows no node address of the other, and flannel ends where it finds no interface of it.',
	fix: 'Give {interface} an IPv{family} address and the node a default route of IPv{family}, and name both addresses in --node-ip of kubelet.',
	commands: ['ip -{family} addr show dev {interface}', 'ip -{family} route'],
	verify: ['ip -{family} route show default'],
	docs: [
		'https://kubernetes.io/docs/concepts/services-networking/dual-stack/',
		'https://kubernetes.io/docs/reference/networking/virtual-ips/',
	],
	seen: 'live',
	check: ({addressPlan, interfaces, routes, nodeAddress, kubeletConfig, sysctls}) => {
		const said = dualStack(addressPlan, kubeletConfig);
		return said === null
			? {skip: 'nothing says that the cluster has two families'}
			: ([4, 6] as const)
					.map((family) => inFamily(family, {interfaces, routes, nodeAddress, sysctls}, said))
					.filter((violation) => violation !== null);
	},
});
