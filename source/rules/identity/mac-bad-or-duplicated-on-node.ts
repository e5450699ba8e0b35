import type {Interface} from '../../model/facts/interface.ts';
import {defineRule, type Violation} from '../../model/rule.ts';

const zero = '00:00:00:00:00:00';

/** A network card: neither part of a bond or bridge, nor made upon another link, nor of a kind of its own (bond, vlan, bridge, macvlan). */
const isCard = ({master, parent, kind, mac}: Interface): boolean =>
	mac !== null && master === null && parent === null && (kind === null || kind === 'veth');

const shared = (cards: readonly Interface[]): readonly Violation[] => {
	const seen = new Map<string, Interface>();
	return cards.flatMap((card): readonly Violation[] => {
		const mac = card.mac?.toLowerCase() ?? '';
		const first = seen.get(mac);
		seen.set(mac, first ?? card);
		return first === undefined || mac === zero
			? []
			: [
					{
						expected: `a MAC of its own for ${card.name}`,
						actual: `${first.name} and ${card.name} have the same MAC ${mac}`,
						evidence: [first.at, card.at],
						values: {interface: card.name},
					},
				];
	});
};

/** MACs of the node's own network cards; what is on other nodes cannot be seen from here. */
export const macBadOrDuplicatedOnNode = defineRule({
	id: 'mac-bad-or-duplicated-on-node',
	title: "Each of the node's network cards has a MAC of its own",
	severity: 'warning',
	tier: 2,
	group: 'identity',
	roles: ['control-plane', 'worker', 'etcd'],
	needs: ['interfaces', 'nodeAddress'],
	why: 'Every node needs a unique MAC: otherwise neighbours and bridges send its packets here and there.',
	fix: 'Give {interface} a new MAC in the hypervisor, or set one in the network configuration of the node.',
	commands: ['ip link show dev {interface}'],
	verify: ['ip -br link'],
	docs: ['https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/'],
	seen: 'never seen live; tested on made-up facts',
	check: ({interfaces, nodeAddress}) => {
		const own = interfaces.filter(({name}) => nodeAddress.physical.includes(name));
		const uplink = own.find(({name}) => name === nodeAddress.uplink);
		const bad: readonly Violation[] =
			uplink?.mac !== zero
				? []
				: [
						{
							expected: `a MAC on ${uplink.name}`,
							actual: `${uplink.name}, which carries the node's address, has the MAC ${zero}`,
							evidence: [uplink.at],
							values: {interface: uplink.name},
						},
					];
		const twins = shared(own.filter(isCard));
		return twins.length > 0 && !own.every(({detailed}) => detailed)
			? {unknown: 'the kinds of the interfaces are not known', remedy: 'ip -d link'}
			: [...bad, ...twins];
	},
});
