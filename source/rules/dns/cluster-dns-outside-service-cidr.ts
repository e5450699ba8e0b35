import {defineRule} from '../../model/rule.ts';
import {isLinkLocal, parseAddress} from '../../net/address.ts';
import {containsAddress, parseCidrs} from '../../net/cidr.ts';

/** The name server that kubelet gives to pods against the service range. */
export const clusterDnsOutsideServiceCidr = defineRule({
	id: 'cluster-dns-outside-service-cidr',
	title: "Kubelet's cluster DNS is an address of the service range",
	severity: 'error',
	tier: 1,
	group: 'dns',
	roles: ['control-plane', 'worker'],
	needs: ['kubeletConfig', 'addressPlan', 'interfaces'],
	uses: ['services'],
	why: 'Pods on this node are told a name server that nobody answers at: everything that goes by a name fails.',
	fix: 'Set clusterDNS in {config} (a drop-in replaces the whole list) and in the ConfigMap kubelet-config to the address of the service kube-dns, restart kubelet and make the pods anew.',
	commands: ['grep -n -A2 clusterDNS {config}', 'kubectl -n kube-system get service kube-dns', '{restart:kubelet}'],
	verify: ['grep -A2 clusterDNS {config}'],
	docs: [
		'https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/',
		'https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/',
	],
	seen: 'live',
	check: ({kubeletConfig, addressPlan, interfaces, services}) => {
		const {clusterDns} = kubeletConfig;
		const {at} = clusterDns;
		if (at === null || clusterDns.value.length === 0) {
			return {skip: 'kubelet is told no cluster DNS'};
		}
		const local = new Set(interfaces.flatMap((link) => link.addresses.map(({address}) => address)));
		// A cache on the node has an address of its own; a service of the cluster is one wherever it lies.
		const isAnswered = (address: string): boolean =>
			isLinkLocal(address) || local.has(address) || services?.some(({clusterIp}) => clusterIp === address) === true;
		const open = clusterDns.value.filter((address) => !isAnswered(address));
		const ranges = addressPlan.ranges.filter(({kind}) => kind === 'services');
		const ofFamily = (address: string) => ranges.filter(({family}) => family === parseAddress(address)?.family);
		if (open.some((address) => ofFamily(address).length === 0)) {
			return {unknown: 'the service range is not known on this node', remedy: 'look at a control-plane node'};
		}
		return open.flatMap((address) => {
			const known = ofFamily(address);
			const [range] = known;
			const holds = parseCidrs(known.map(({cidr}) => cidr).join(',')).some((cidr) => containsAddress(cidr, address));
			if (range === undefined || holds) {
				return [];
			}
			return [
				{
					expected: `a cluster DNS in ${known.map(({cidr}) => cidr).join(', ')}`,
					actual: `kubelet gives pods the name server ${address}, which is no service (services are in ${known.map(({cidr}) => cidr).join(', ')})`,
					severity: known.every(({provenance}) => provenance === 'declared')
						? ('error' as const)
						: ('warning' as const),
					evidence: [at, range.at],
					values: {address, config: at.source.startsWith('/') ? at.source : kubeletConfig.configPath.value},
				},
			];
		});
	},
});
