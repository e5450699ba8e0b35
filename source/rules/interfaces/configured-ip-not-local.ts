import type {Components} from '../../model/conclusions.ts';
import type {Interface} from '../../model/facts/interface.ts';
import type {Setting} from '../../model/facts/kubernetes.ts';
import type {Place} from '../../model/place.ts';
import {defineRule} from '../../model/rule.ts';
import {isWildcard, normaliseAddress, parseAddress} from '../../net/address.ts';

/** An address that a component is told to use. It listens on it, or only announces it. */
type Claim = {readonly owner: string; readonly address: string; readonly listens: boolean; readonly at: Place};

const flags: readonly (readonly [component: string, flag: string, listens: boolean])[] = [
	['kube-apiserver', 'bind-address', true],
	['kube-apiserver', 'advertise-address', false],
	['kube-scheduler', 'bind-address', true],
	['kube-controller-manager', 'bind-address', true],
	['etcd', 'listen-client-urls', true],
	['etcd', 'listen-peer-urls', true],
	['etcd', 'listen-metrics-urls', true],
	['etcd', 'advertise-client-urls', false],
	['etcd', 'initial-advertise-peer-urls', false],
];

/** The host of `https://10.0.0.1:2380` or the address itself; null for names, which this node may resolve as it likes. */
const hostOf = (text: string): string | null => {
	const bare = text.replace(/^[a-z]+:\/\//, '').split('/')[0] ?? '';
	const host = bare.startsWith('[')
		? bare.slice(1).split(']')[0]
		: bare.split(':').length > 2
			? bare
			: bare.split(':')[0];
	return host !== undefined && parseAddress(host) !== null ? normaliseAddress(host) : null;
};

const claimsOf = (components: Components, nodeIps: Setting<readonly string[]> | undefined): readonly Claim[] => {
	const claims: Claim[] = [];
	for (const [name, flagName, listens] of flags) {
		for (const flag of components[name]?.flags.filter((each) => each.name === flagName) ?? []) {
			for (const url of flag.value.split(',')) {
				const address = hostOf(url.trim());
				if (address !== null && !isWildcard(address)) {
					claims.push({owner: `${name} --${flagName}`, address, listens, at: flag.at});
				}
			}
		}
	}
	for (const address of nodeIps?.value ?? []) {
		const host = hostOf(address);
		if (host !== null && !isWildcard(host) && nodeIps?.at) {
			claims.push({owner: 'kubelet --node-ip', address: host, listens: true, at: nodeIps.at});
		}
	}
	return claims;
};

const localAddresses = (interfaces: readonly Interface[]): ReadonlySet<string> =>
	new Set(['127.0.0.1', '::1', ...interfaces.flatMap((link) => link.addresses.map((each) => each.address))]);

/** Addresses in flags of kubelet, the API server and etcd against those of the interfaces. */
export const configuredIpNotLocal = defineRule({
	id: 'configured-ip-not-local',
	title: 'Configured node addresses are on this machine',
	severity: 'error',
	tier: 1,
	group: 'interfaces',
	roles: ['control-plane', 'worker', 'etcd'],
	needs: ['interfaces', 'components'],
	whole: ['interfaces'],
	uses: ['kubeletConfig', 'nodeAddress'],
	why: 'A component cannot bind to an address that the machine does not have ("cannot assign requested address"), or announces one on which nobody answers. A changed DHCP lease or a moved machine is the usual cause.',
	fix: 'Give the old address back to the machine (the least work), or make configuration and certificates anew for its present one.',
	commands: ['ip addr add {address}/{prefix} dev {interface}'],
	verify: ['ip -br addr'],
	docs: [
		'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/',
		'https://etcd.io/docs/v3.6/op-guide/configuration/',
	],
	seen: 'live',
	check: ({interfaces, components, kubeletConfig, nodeAddress}) => {
		const local = localAddresses(interfaces);
		const own = nodeAddress?.addresses[0];
		return claimsOf(components, kubeletConfig?.nodeIps)
			.filter((claim) => !local.has(claim.address) && !claim.address.startsWith('127.'))
			.map((claim) => ({
				expected: `${claim.address} (${claim.owner}) on an interface of this machine`,
				actual: `${claim.owner} names ${claim.address}, which no interface has`,
				// VIPs and NAT addresses are announced without being on the machine.
				severity: claim.listens ? ('error' as const) : ('warning' as const),
				evidence: [claim.at, ...(own === undefined ? interfaces.slice(0, 2).map((link) => link.at) : [own.at])],
				values: {
					address: claim.address,
					...(own === undefined ? {} : {prefix: String(own.prefix), interface: own.interface}),
				},
			}));
	},
});
