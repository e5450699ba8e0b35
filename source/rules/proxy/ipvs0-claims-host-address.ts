import {endpointsOf} from '../../derive/endpoints-of.ts';
import type {Place} from '../../model/place.ts';
import type {View} from '../../model/rule.ts';
import {defineRule} from '../../model/rule.ts';
import {normaliseAddress} from '../../net/address.ts';
import {containsAddress, parseCidr} from '../../net/cidr.ts';

type Claimed = {readonly address: string; readonly what: string; readonly at: Place};

const used = ['nodeAddress', 'routes', 'kubeconfigs', 'resolvConfs', 'etcd', 'addressPlan'] as const;

type Node = View<never, (typeof used)[number]>;

/** Addresses that belong to machines. A single address (/32) of this node is one that moves between nodes, as kube-vip keeps it. */
const machines = ({nodeAddress, routes, kubeconfigs, resolvConfs, etcd}: Node): readonly Claimed[] => [
	...(nodeAddress?.addresses ?? [])
		.filter(({prefix, family}) => prefix < (family === 4 ? 32 : 128))
		.map(({address, at}) => ({address, what: 'an address of this node', at})),
	...(routes ?? [])
		.filter(({destination}) => destination === '0.0.0.0/0' || destination === '::/0')
		.flatMap(({via, at}) => (via === null ? [] : [{address: via, what: 'the default gateway', at}])),
	...(kubeconfigs ?? []).flatMap(({server, at}) =>
		endpointsOf(server ?? '').map(({host}) => ({address: host, what: 'the address of the API server', at})),
	),
	...(resolvConfs ?? [])
		.flatMap(({nameservers}) => nameservers)
		.map(({value, at}) => ({address: value, what: 'a name server', at})),
	...(etcd?.expected ?? []).flatMap(({addresses, at}) =>
		addresses.map((address) => ({address, what: 'the address of another node', at})),
	),
];

/** Addresses of services on kube-proxy's interface in ipvs mode that are really those of machines. */
export const ipvs0ClaimsHostAddress = defineRule({
	id: 'ipvs0-claims-host-address',
	title: 'No service has the address of a machine',
	severity: 'error',
	tier: 2,
	group: 'proxy',
	roles: ['control-plane', 'worker'],
	needs: ['interfaces'],
	uses: used,
	why: 'The kernel takes what is on kube-ipvs0 for its own: traffic to that machine ends on this node and goes nowhere.',
	fix: 'Take {address} out of externalIPs or loadBalancerIP of the service that has it, or list it in ipvs.excludeCIDRs of kube-proxy.',
	commands: ['kubectl get services -A -o wide', 'ip addr show dev kube-ipvs0'],
	verify: ['ip addr show dev kube-ipvs0'],
	docs: [
		'https://kubernetes.io/docs/reference/networking/virtual-ips/',
		'https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/',
	],
	seen: 'live',
	check: ({interfaces, ...node}) => {
		const bound = interfaces.find(({name}) => name === 'kube-ipvs0');
		if (bound === undefined) {
			return {skip: 'kube-proxy keeps no interface kube-ipvs0 here'};
		}
		const services = (node.addressPlan?.ranges ?? [])
			.filter(({kind}) => kind === 'services')
			.map(({cidr}) => parseCidr(cidr))
			.filter((cidr) => cidr !== null);
		const claimed = new Map(machines(node).map((each) => [normaliseAddress(each.address), each]));
		return bound.addresses.flatMap(({address, at}) => {
			const machine = claimed.get(normaliseAddress(address));
			return machine === undefined || services.some((range) => containsAddress(range, address))
				? []
				: [
						{
							expected: 'only addresses of services on kube-ipvs0',
							actual: `kube-ipvs0 holds ${address}, ${machine.what}`,
							evidence: [at, machine.at],
							values: {address},
						},
					];
		});
	},
});
