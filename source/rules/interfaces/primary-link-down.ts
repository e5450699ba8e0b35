import type {Interface} from '../../model/facts/interface.ts';
import {defineRule} from '../../model/rule.ts';

const downStates = new Set(['DOWN', 'LOWERLAYERDOWN', 'DORMANT']);

const problemOf = (link: Interface): string | null => {
	if (!link.flags.includes('UP')) {
		return 'is switched off';
	}
	if (link.flags.includes('NO-CARRIER')) {
		return 'has no carrier';
	}
	// UNKNOWN is what tunnels and some virtual drivers report while they work.
	return link.state !== null && downStates.has(link.state) ? `is in state ${link.state}` : null;
};

/** The link that holds the node's address (ip-link(8), RFC 2863 operational states). */
export const primaryLinkDown = defineRule({
	id: 'primary-link-down',
	title: "The interface with the node's address is up",
	severity: 'error',
	tier: 1,
	group: 'interfaces',
	roles: 'any',
	needs: ['interfaces', 'nodeAddress'],
	why: 'No traffic at all goes in or out; every other connectivity failure follows from it.',
	fix: 'Switch the interface on; if it has no carrier look at the cable, the virtual NIC or the members of the bond. Switching it off took its default route away: where no network manager makes that again, add it (ip route add default via GATEWAY dev {interface}).',
	commands: ['ip link set {interface} up', 'ip route show default'],
	verify: ['ip -br link show {interface}', 'ip route show default'],
	docs: ['https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/'],
	seen: 'live',
	check: ({interfaces, nodeAddress}) => {
		const link = interfaces.find((each) => each.name === nodeAddress.uplink);
		if (link === undefined) {
			return {unknown: "it is not known which interface holds the node's address"};
		}
		const problem = problemOf(link);
		return problem === null
			? []
			: [
					{
						expected: `${link.name} is up`,
						actual: `${link.name}, which holds the node's address, ${problem}`,
						evidence: [
							link.at,
							...nodeAddress.addresses.filter((each) => each.interface === link.name).map((each) => each.at),
						],
						values: {interface: link.name},
					},
				];
	},
});
