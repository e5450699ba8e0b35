import {createFirewallVerdicts, verdictText} from '../../derive/firewall-verdicts.ts';
import {isStopped} from '../../derive/is-stopped.ts';
import {type Opening, openingCommands} from '../../derive/opening-commands.ts';
import type {PacketFilters, PacketVerdict} from '../../derive/packet.ts';
import {hasNodePorts, podPackets} from '../../derive/pod-packets.ts';
import type {AddressPlan} from '../../model/conclusions.ts';
import {defineRule, type Violation} from '../../model/rule.ts';

type Judged = {readonly what: string; readonly family: 4 | 6; readonly verdict: PacketVerdict};

const podsOf = (family: 4 | 6): Opening['packets'] =>
	['s', 'd'].map((end) => ({iptables: `-${end} {pods}`, nft: `${family === 4 ? 'ip' : 'ip6'} ${end}addr {pods}`}));

/** One violation for all that stops at one place: they have one cause. */
const violationsOf = (judged: readonly Judged[], plan: AddressPlan, filters: PacketFilters): readonly Violation[] => {
	const byCause = Map.groupBy(
		judged.filter(({verdict}) => isStopped(verdict)),
		({family, verdict}) => `${family} ${verdictText(verdict)}`,
	);
	return [...byCause.values()].flatMap((all): readonly Violation[] => {
		const [first] = all;
		if (first === undefined) {
			return [];
		}
		const {verdict, family} = first;
		const what = all.map((each) => each.what).join(', ');
		const isAll = all.length === judged.filter((each) => each.family === family).length;
		const ofFamily = plan.ranges.filter((range) => range.family === family);
		const pods =
			ofFamily.find((range) => range.kind === 'cluster-pods') ?? ofFamily.find((range) => range.kind === 'node-pods');
		return [
			{
				expected: `traffic of pods is forwarded: ${what}`,
				actual: `traffic of pods is ${verdictText(verdict)}${isAll ? '' : `: ${what}`}`,
				evidence: [verdict.by, pods?.at].filter((at) => at != null),
				values: {pods: pods?.cidr ?? '', chain: verdict.chains.at(-1) ?? 'FORWARD'},
				commands: openingCommands(filters, verdict.by, {chain: 'FORWARD', family, packets: podsOf(family)}),
			},
		];
	});
};

/** Packets of pods through the forward chains of iptables and nftables together, each family on its own. */
export const forwardDrop = defineRule({
	id: 'forward-drop',
	title: 'This node forwards the traffic of its pods',
	severity: 'error',
	tier: 1,
	group: 'firewall',
	roles: ['control-plane', 'worker'],
	needs: ['iptables', 'nftables', 'addressPlan', 'cni', 'nodeAddress'],
	uses: ['services'],
	why: 'Pods of different nodes do not reach each other, and NodePorts answer only where the pod runs. Docker sets the policy of FORWARD to DROP, host firewalls add rules of their own.',
	fix: 'Take out what drops ({chain}), or accept the pod range {pods} before it.',
	commands: [],
	verify: ['iptables -L FORWARD -v -n --line-numbers'],
	docs: [
		'https://docs.docker.com/engine/network/firewall-iptables/',
		'https://kubernetes.io/docs/concepts/cluster-administration/networking/',
	],
	seen: 'live',
	check: ({iptables, nftables, addressPlan, cni, nodeAddress, services}) => {
		const verdicts = createFirewallVerdicts({iptables, nftables});
		const judged = ([4, 6] as const).flatMap((family) =>
			podPackets(addressPlan, cni, nodeAddress, family, hasNodePorts(services, family)).map(
				({what, connection}): Judged => ({what, family, verdict: verdicts.forwardBothWays(connection)}),
			),
		);
		if (judged.length === 0) {
			return {unknown: 'the pod range of this node is not known'};
		}
		const violations = violationsOf(judged, addressPlan, {iptables, nftables});
		const doubt = judged.find(({verdict}) => verdict.verdict === 'unknown');
		return violations.length === 0 && doubt !== undefined
			? {unknown: `traffic ${doubt.what} is ${verdictText(doubt.verdict)}`}
			: violations;
	},
});
