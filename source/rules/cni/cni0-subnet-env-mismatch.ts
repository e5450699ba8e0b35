import {isSettled} from '../../derive/running-seconds.ts';
import type {CniChain} from '../../model/conclusions.ts';
import type {FlannelEnv} from '../../model/facts/cni.ts';
import type {Interface} from '../../model/facts/interface.ts';
import {defineRule, type Violation} from '../../model/rule.ts';
import {sameAddress} from '../../net/address.ts';

/** The bridge's address of each family against flannel's: both the first of the node's pod range. */
const mismatches = (
	bridge: NonNullable<CniChain['bridge']>,
	env: FlannelEnv,
	interfaces: readonly Interface[],
): readonly Violation[] => {
	const own = interfaces.find(({name}) => name === bridge.name)?.addresses ?? [];
	const wanted = [
		[4, 'FLANNEL_SUBNET', env.subnet],
		[6, 'FLANNEL_IPV6_SUBNET', env.ipv6Subnet],
	] as const;
	return wanted.flatMap(([family, name, subnet]) => {
		const held = own.filter((address) => address.family === family && address.scope !== 'link');
		const [text = '', prefix = ''] = subnet?.split('/') ?? [];
		const isHeld = held.some((each) => sameAddress(each.address, text) && each.prefix === Number(prefix));
		const [first] = held;
		return subnet === null || first === undefined || isHeld
			? []
			: [
					{
						expected: `${bridge.name} has ${subnet} (${name})`,
						actual: `${bridge.name} has ${first.address}/${first.prefix}, but flannel's subnet of this node is ${subnet}`,
						evidence: [first.at, env.at],
						values: {bridge: bridge.name},
					},
				];
	});
};

/** flannel's /run/flannel/subnet.env and the bridge that its plugin makes. */
export const cni0SubnetEnvMismatch = defineRule({
	id: 'cni0-subnet-env-mismatch',
	title: "The pod bridge has the address of flannel's subnet",
	severity: 'error',
	tier: 1,
	group: 'cni',
	roles: ['control-plane', 'worker'],
	needs: ['cni', 'interfaces'],
	uses: ['flannelEnv', 'processes', 'uptime'],
	why: 'New pods do not start: "cni0 already has an IP address different from …". It happens where a node joined again and got another range.',
	fix: 'Stop kubelet, take the bridge and the old reservations away, and start it again: bridge and pods are made anew.',
	commands: [
		'{stop:kubelet}',
		'ip link delete {bridge}',
		'ip link delete flannel.1',
		'rm -rf /var/lib/cni/networks/cbr0',
		'{start:kubelet}',
	],
	verify: ['ip -4 addr show dev cni0', 'cat /run/flannel/subnet.env'],
	docs: [
		'https://github.com/flannel-io/flannel/blob/master/Documentation/running.md',
		'https://github.com/flannel-io/flannel/blob/master/Documentation/troubleshooting.md',
	],
	seen: 'live',
	check: ({cni, flannelEnv, interfaces, processes, uptime}) => {
		if (cni.product !== 'flannel') {
			return {skip: `the pod network is not flannel (${cni.product ?? 'none'})`};
		}
		if (flannelEnv === undefined) {
			return {unknown: '/run/flannel/subnet.env was not read', remedy: 'cat /run/flannel/subnet.env'};
		}
		if (flannelEnv !== null) {
			return cni.bridge === null ? [] : mismatches(cni.bridge, flannelEnv, interfaces);
		}
		const agent = processes?.find(({pid}) => pid === cni.daemon.pid);
		const {winner} = cni;
		if (winner === null || agent === undefined || !isSettled(agent, uptime, 60)) {
			return [];
		}
		return [
			{
				expected: '/run/flannel/subnet.env',
				actual: 'flanneld runs but has not written /run/flannel/subnet.env: it has no subnet for this node',
				evidence: [winner.at, agent.at],
				commands: ['kubectl get node -o custom-columns=NAME:.metadata.name,RANGE:.spec.podCIDR'],
			},
		];
	},
});
