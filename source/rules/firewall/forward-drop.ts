import {createFirewallVerdicts, verdictText} from '../../derive/firewall-verdicts.ts';
import {podPackets} from '../../derive/pod-packets.ts';
import {defineRule, type Violation} from '../../model/rule.ts';

/** Packets of pods through the forward chains of iptables and nftables together. */
export const forwardDrop = defineRule({
	id: 'forward-drop',
	title: 'This node forwards the traffic of its pods',
	severity: 'error',
	tier: 1,
	group: 'firewall',
	roles: ['control-plane', 'worker'],
	needs: ['iptables', 'nftables', 'addressPlan', 'cni', 'nodeAddress'],
	why: 'Pods of different nodes do not reach each other, and NodePorts answer only where the pod runs. Docker sets the policy of FORWARD to DROP, host firewalls add rules of their own.',
	fix: 'Take out what drops ({chain}), or accept the pod range {pods} before it.',
	commands: ['iptables -I FORWARD 1 -s {pods} -j ACCEPT', 'iptables -I FORWARD 1 -d {pods} -j ACCEPT'],
	verify: ['iptables -L FORWARD -v -n --line-numbers'],
	docs: [
		'https://docs.docker.com/engine/network/firewall-iptables/',
		'https://kubernetes.io/docs/concepts/cluster-administration/networking/',
	],
	check: ({iptables, nftables, addressPlan, cni, nodeAddress}) => {
		const verdicts = createFirewallVerdicts({iptables, nftables});
		const packets = ([4, 6] as const).flatMap((family) => podPackets(addressPlan, cni, nodeAddress, family));
		if (packets.length === 0) {
			return {unknown: 'the pod range of this node is not known'};
		}
		const violations: Violation[] = [];
		let doubt: string | null = null;
		for (const {what, connection} of packets) {
			const verdict = verdicts.forwardBothWays(connection);
			if (verdict.verdict === 'unknown') {
				doubt ??= `traffic ${what} is ${verdictText(verdict)}`;
			} else if (verdict.verdict !== 'accept') {
				const pods =
					addressPlan.ranges.find((range) => range.kind === 'cluster-pods') ??
					addressPlan.ranges.find((range) => range.kind === 'node-pods');
				violations.push({
					expected: `traffic ${what} is forwarded`,
					actual: `traffic ${what} is ${verdictText(verdict)}`,
					evidence: [...(verdict.by === null ? [] : [verdict.by]), ...(pods === undefined ? [] : [pods.at])],
					values: {pods: pods?.cidr ?? '', chain: verdict.chains.at(-1) ?? 'FORWARD'},
				});
			}
		}
		return violations.length === 0 && doubt !== null ? {unknown: doubt} : violations;
	},
});
