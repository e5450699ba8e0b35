import type {PlannedRange} from '../../model/conclusions.ts';
import {defineRule, type Violation} from '../../model/rule.ts';
import {containsAddress, overlaps, parseCidr} from '../../net/cidr.ts';

const dockerDefault = parseCidr('172.17.0.0/16');

const words: Readonly<Record<PlannedRange['kind'], string>> = {
	node: "the node's subnet",
	'cluster-pods': 'the pod range',
	'node-pods': "this node's pod range",
	services: 'the service range',
	bridge: 'a bridge',
	route: 'a route',
};

/** Bridges of container engines (docker0, br-…, podman0, virbr0, lxcbr0) against the ranges of node and cluster. */
export const dockerRangeOverlap = defineRule({
	id: 'docker-range-overlap',
	title: 'Bridges of container engines keep out of node and cluster ranges',
	severity: 'warning',
	tier: 1,
	group: 'addresses',
	roles: 'any',
	needs: ['interfaces'],
	uses: ['addressPlan', 'routes', 'resolvConfs', 'cni', 'connections'],
	why: "The bridge's own route wins over the default route: traffic to those addresses never leaves the machine.",
	fix: 'Give the engine another range: "bip" and "default-address-pools" in /etc/docker/daemon.json, or remove the engine if the runtime is another.',
	commands: ['ip route show dev {bridge}', 'cat /etc/docker/daemon.json', '{restart:docker}'],
	verify: ['ip -br addr show {bridge}'],
	docs: [
		'https://docs.docker.com/engine/network/drivers/bridge/',
		'https://kubernetes.io/docs/concepts/cluster-administration/networking/',
	],
	seen: 'live',
	check: ({interfaces, addressPlan, routes, resolvConfs, cni, connections}) => {
		const needed = [
			...(routes ?? []).flatMap((route) =>
				route.via === null ? [] : [{what: 'the gateway', address: route.via, at: route.at}],
			),
			...(resolvConfs ?? []).flatMap((file) =>
				file.nameservers.map((server) => ({what: 'the name server', address: server.value, at: server.at})),
			),
			...(connections ?? [])
				.filter((socket) => [2380, 6443, 10250].includes(socket.remotePort ?? 0))
				.map((socket) => ({what: 'the peer', address: socket.remoteAddress, at: socket.at})),
		];
		const bridges = addressPlan?.ranges.filter((range) => range.kind === 'bridge') ?? [];
		const violations = bridges.flatMap((bridge): readonly Violation[] => {
			const range = parseCidr(bridge.cidr);
			const link = interfaces.find((each) => each.name === bridge.owner);
			if (range === null || link === undefined) {
				return [];
			}
			const stolen =
				link.flags.includes('UP') && !link.flags.includes('NO-CARRIER')
					? needed.filter((each) => containsAddress(range, each.address))
					: [];
			const [first] = stolen;
			if (first !== undefined) {
				return [
					{
						expected: `${first.what} outside ${bridge.cidr} of ${bridge.owner}`,
						actual: `${first.what} ${first.address} lies in ${bridge.cidr} of ${bridge.owner}`,
						severity: 'error',
						evidence: [bridge.at, first.at],
						values: {bridge: bridge.owner},
					},
				];
			}
			return (addressPlan?.ranges ?? [])
				.filter((other) => other.kind !== 'bridge')
				.filter((other) => {
					const cidr = parseCidr(other.cidr);
					return cidr !== null && overlaps(range, cidr) && other.owner !== bridge.owner;
				})
				.slice(0, 3)
				.map((other) => ({
					expected: `${bridge.owner} outside ${words[other.kind]} ${other.cidr}`,
					actual: `${bridge.owner} has ${bridge.cidr}, which overlaps ${words[other.kind]} ${other.cidr} (${other.owner})`,
					evidence: [bridge.at, other.at],
					values: {bridge: bridge.owner},
				}));
		});
		if (violations.length > 0) {
			return violations;
		}
		// The pod bridge in Docker's default range is legal; it only surprises when Docker is installed later.
		const pods = interfaces.find((link) => link.name === (cni?.bridge?.name ?? 'cni0'));
		const address = pods?.addresses.find(
			(each) => each.family === 4 && dockerDefault !== null && containsAddress(dockerDefault, each.address),
		);
		return address === undefined || pods === undefined || bridges.length > 0
			? []
			: [
					{
						expected: "a pod range outside Docker's default 172.17.0.0/16",
						actual: `${pods.name} uses ${address.address}/${address.prefix}, inside Docker's default range`,
						severity: 'info' as const,
						evidence: [address.at],
					},
				];
	},
});
