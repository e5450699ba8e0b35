import {endpointsOf} from '../../derive/endpoints-of.ts';
import type {Components} from '../../model/conclusions.ts';
import type {HostsEntry} from '../../model/facts/host.ts';
import type {Flag} from '../../model/facts/kubernetes.ts';
import {lastFlag} from '../../model/read-flags.ts';
import {defineRule} from '../../model/rule.ts';
import {isLoopback} from '../../net/address.ts';

/** What Debian writes for the machine's own name. */
const debian = '127.0.1.1';

const announced = [
	['kube-apiserver', 'advertise-address'],
	['etcd', 'initial-advertise-peer-urls'],
	['etcd', 'advertise-client-urls'],
	['etcd', 'listen-peer-urls'],
] as const;

/** A flag by which a loopback address is told to other machines. */
const loopbackFlag = (components: Components): Flag | undefined =>
	announced
		.map(([name, flag]) => lastFlag(components[name]?.flags ?? [], flag))
		.find((flag) => {
			const hosts = endpointsOf(flag?.value ?? '').map(({host}) => host);
			return hosts.length > 0 && hosts.every((host) => isLoopback(host));
		});

/** The lines of /etc/hosts for a name; another source that is asked first makes them count for nothing. */
const linesFor = (
	hostsFile: readonly HostsEntry[],
	name: string,
	order: readonly string[] | undefined,
): readonly HostsEntry[] => {
	const first = order?.find((source) => ['files', 'dns', 'resolve', 'myhostname'].includes(source)) ?? 'files';
	const isName = (other: string): boolean => other.toLowerCase() === name.toLowerCase();
	return first === 'files' ? hostsFile.filter(({names}) => names.some(isName)) : [];
};

/** The node's own name in /etc/hosts. */
export const hostnameResolvesToLoopback = defineRule({
	id: 'hostname-resolves-to-loopback',
	title: 'The hostname leads to an address that others can reach',
	severity: 'warning',
	tier: 2,
	group: 'identity',
	roles: ['control-plane', 'worker', 'etcd'],
	needs: ['hostname', 'hostsFile', 'components'],
	uses: ['nameServiceSwitch', 'kubeletConfig', 'routes'],
	why: 'Programs that look the node up by its name (hostname -i) tell other nodes a loopback address. Kubelet goes by the default route instead, where there is one.',
	fix: 'Put the address of the node beside its name in /etc/hosts and take the loopback line out, or set --node-ip.',
	commands: ['grep -n {name} /etc/hosts'],
	verify: ['getent hosts {name}'],
	docs: ['https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/'],
	seen: 'live',
	check: ({hostname, hostsFile, components, nameServiceSwitch, kubeletConfig, routes}) => {
		const lines = linesFor(hostsFile, hostname.value, nameServiceSwitch?.value);
		const [line] = lines;
		if (line === undefined || !lines.every(({address}) => isLoopback(address))) {
			return [];
		}
		const flag = loopbackFlag(components);
		const isTold =
			(kubeletConfig?.nodeIps.value.length ?? 0) > 0 ||
			lastFlag(components.kubelet?.flags ?? [], 'node-ip') !== undefined;
		const isUsual = line.address === debian;
		const advertised = lastFlag(components['kube-apiserver']?.flags ?? [], 'advertise-address') !== undefined;
		const hasRoute = routes?.some(({destination}) => destination === '0.0.0.0/0' || destination === '::/0') === true;
		if (flag === undefined && isTold && !isUsual) {
			return [];
		}
		const isHarmless = isUsual && (isTold || advertised || hasRoute);
		return [
			{
				expected: `an address of this node beside ${hostname.value} in /etc/hosts`,
				actual: `the hostname ${hostname.value} leads to ${line.address}${flag === undefined ? '' : `, and --${flag.name} tells others ${flag.value}`}`,
				severity: flag !== undefined ? ('error' as const) : isHarmless ? ('info' as const) : ('warning' as const),
				evidence: [line.at, hostname.at, ...(flag === undefined ? [] : [flag.at])],
				values: {name: hostname.value},
			},
		];
	},
});
