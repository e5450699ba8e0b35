import {podResolver} from '../../derive/pod-resolver.ts';
import type {PlannedRange} from '../../model/conclusions.ts';
import {defineRule, type Violation} from '../../model/rule.ts';
import {containsAddress, parseCidr} from '../../net/cidr.ts';

const taken: ReadonlySet<PlannedRange['kind']> = new Set(['cluster-pods', 'node-pods', 'services', 'bridge']);

const holds = ({cidr}: PlannedRange, address: string): boolean => {
	const range = parseCidr(cidr);
	return range !== null && containsAddress(range, address);
};

/** Name servers of the node against the ranges that the cluster and its runtimes take. */
export const resolvNameserverUnreachableRange = defineRule({
	id: 'resolv-nameserver-unreachable-range',
	title: 'Name servers of the node lie outside the cluster',
	severity: 'error',
	tier: 3,
	group: 'dns',
	roles: ['control-plane', 'worker'],
	needs: ['resolvConfs', 'addressPlan', 'interfaces', 'kubeletConfig'],
	enough: ['resolvConfs'],
	uses: ['role'],
	why: 'What is sent to a pod or service range never leaves the cluster: the node loses its names, and with it the pulling of images. A cluster DNS that asks the node, which asks it, turns in a circle.',
	fix: 'Name a server outside {range} in {file}, and where DHCP writes it, there.',
	commands: ['grep -n nameserver {file}', 'ip route get {address}'],
	verify: ['getent hosts kubernetes.io'],
	docs: [
		'https://kubernetes.io/docs/tasks/administer-cluster/dns-debugging-resolution/',
		'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/kubelet-integration/',
	],
	seen: 'live',
	check: ({resolvConfs, addressPlan, interfaces, kubeletConfig, role}) => {
		const local = new Set(interfaces.flatMap(({addresses}) => addresses.map(({address}) => address)));
		const resolver = podResolver(kubeletConfig, resolvConfs, role?.distribution);
		const given = 'file' in resolver ? resolver.file.path : null;
		const ranges = addressPlan.ranges.filter(({kind}) => taken.has(kind));
		return resolvConfs.flatMap(({path, nameservers}) =>
			nameservers.flatMap(({value: address, at}): readonly Violation[] => {
				const range = local.has(address) ? undefined : ranges.find((each) => holds(each, address));
				if (range === undefined) {
					return [];
				}
				// Some ask the cluster DNS from the node on purpose; what pods are given must not lead back to it.
				const isMeant = kubeletConfig.clusterDns.value.includes(address) && path !== given;
				return [
					{
						expected: `name servers outside ${range.cidr} (${range.owner})`,
						actual: `${path} asks ${address}, which is inside ${range.cidr} (${range.owner})`,
						severity: isMeant ? 'info' : range.provenance === 'declared' ? 'error' : 'warning',
						evidence: [at, range.at],
						values: {range: range.cidr, file: path, address},
					},
				];
			}),
		);
	},
});
