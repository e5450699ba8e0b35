import type {Iptables} from '../../model/facts/iptables.ts';
import type {NftTable} from '../../model/facts/nftables.ts';
import {defineRule, type Violation} from '../../model/rule.ts';
import {isLinkLocal, parseAddress} from '../../net/address.ts';

/** Whether the rules of services of a family were shown whole, so that one that is not there does not exist. */
const isWhole = (
	family: 4 | 6 | undefined,
	iptables: Iptables | undefined,
	nftables: readonly NftTable[] | undefined,
): boolean =>
	iptables?.tables.some(
		(table) =>
			table.name === 'nat' &&
			table.family === family &&
			table.complete &&
			table.chains.some((chain) => chain.name === 'KUBE-SERVICES' && chain.rules.length > 0),
	) === true ||
	nftables?.some(
		(table) =>
			table.name === 'kube-proxy' &&
			table.family === (family === 6 ? 'ip6' : 'ip') &&
			table.sets.some((set) => set.name === 'service-ips'),
	) === true;

/** The service behind the name server that kubelet gives to pods. */
export const clusterDnsNoEndpoints = defineRule({
	id: 'cluster-dns-no-endpoints',
	title: 'The cluster DNS service has an endpoint',
	severity: 'error',
	tier: 1,
	group: 'dns',
	roles: ['control-plane', 'worker'],
	needs: ['services', 'kubeletConfig', 'interfaces'],
	uses: ['iptables', 'nftables'],
	why: 'No name can be looked up in the cluster, or on this node.',
	fix: 'See whether the DNS pods run and are ready, and whether the service selects them.',
	commands: [
		'kubectl -n kube-system get pods -l k8s-app=kube-dns -o wide',
		'kubectl -n kube-system get endpointslices -l kubernetes.io/service-name=kube-dns',
	],
	verify: ['iptables-save -t nat | grep {address}'],
	docs: [
		'https://kubernetes.io/docs/tasks/administer-cluster/dns-debugging-resolution/',
		'https://kubernetes.io/docs/reference/networking/virtual-ips/',
	],
	seen: 'live',
	check: ({services, kubeletConfig, interfaces, iptables, nftables}) => {
		const {clusterDns} = kubeletConfig;
		const {at} = clusterDns;
		const caches = interfaces.filter(({name}) => name !== 'kube-ipvs0' && name !== 'nodelocaldns');
		const local = new Set(caches.flatMap((link) => link.addresses.map(({address}) => address)));
		const wanted = clusterDns.value.filter((address) => !isLinkLocal(address) && !local.has(address));
		if (at === null || wanted.length === 0) {
			return {skip: 'kubelet is told no cluster DNS that is a service'};
		}
		if (services.length === 0) {
			return {unknown: 'no rules of services are on this node'};
		}
		const isShown = (address: string): boolean =>
			services.some(({mode}) => mode === 'ipvs') || isWhole(parseAddress(address)?.family, iptables, nftables);
		const isListed = (address: string): boolean => services.some(({clusterIp}) => clusterIp === address);
		if (wanted.some((address) => !isListed(address) && !isShown(address))) {
			return {unknown: 'only a part of the rules of services is known', remedy: 'run kdiag as root'};
		}
		return wanted.flatMap((address): readonly Violation[] => {
			const own = services.filter(({clusterIp, port}) => clusterIp === address && (port === 53 || port === null));
			const [empty] = own.filter(({endpoints}) => endpoints.length === 0);
			if (own.length > 0 && empty === undefined) {
				return [];
			}
			const shown = services.find(({steps}) => steps.length > 0)?.steps[0]?.at;
			return [
				{
					expected: `endpoints of the cluster DNS ${address}:53`,
					actual:
						empty === undefined
							? `no rule on this node knows the cluster DNS ${address}`
							: `the cluster DNS ${empty.name ?? address} has no endpoints`,
					evidence: [at, ...(empty?.refused.slice(0, 2) ?? (shown === undefined ? [] : [shown]))],
					values: {address},
				},
			];
		});
	},
});
