import type {Address, Interface} from '../../model/facts/interface.ts';
import {defineRule} from '../../model/rule.ts';
import {isLinkLocal, isLoopback} from '../../net/address.ts';

const isUsable = (address: Address): boolean =>
	address.scope === 'global' && !isLinkLocal(address.address) && !isLoopback(address.address);

const isUp = (link: Interface): boolean => link.flags.includes('UP');

/** Hosts that speak BGP may carry their address on `lo` or a dummy, which routes then name as source. */
const isUnnumbered = (link: Interface, sources: ReadonlySet<string>): boolean =>
	(link.name === 'lo' || link.kind === 'dummy') &&
	link.addresses.some((address) => isUsable(address) && sources.has(address.address));

/** ip-address(8): scope global, on a link that no CNI or container engine made. */
export const noUsableAddress = defineRule({
	id: 'no-usable-address',
	title: 'A physical interface that is up has a global address',
	severity: 'error',
	tier: 1,
	group: 'interfaces',
	roles: 'any',
	needs: ['interfaces', 'nodeAddress', 'routes'],
	whole: ['interfaces'],
	why: 'Every node needs an address of its own: without one nothing reaches it and it reaches nothing.',
	fix: 'Give the interface an address again: mend its DHCP or static configuration.',
	commands: ['networkctl status {interface}', 'journalctl -u systemd-networkd -u NetworkManager -n 50 --no-pager'],
	verify: ['ip -br addr'],
	docs: ['https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/'],
	seen: 'live',
	check: ({interfaces, nodeAddress, routes}) => {
		const physical = interfaces.filter((link) => nodeAddress.physical.includes(link.name));
		const sources = new Set(
			routes.flatMap((route) => (route.source === null || route.type !== 'unicast' ? [] : [route.source])),
		);
		if (
			physical.some((link) => isUp(link) && link.addresses.some(isUsable)) ||
			interfaces.some((link) => isUnnumbered(link, sources))
		) {
			return [];
		}
		const shown = physical.length > 0 ? physical : interfaces;
		if (shown.length === 0) {
			return {unknown: 'no interface was seen at all'};
		}
		const names = physical.map((link) => link.name).join(', ');
		return [
			{
				expected: 'a global address on an interface that is up',
				actual: names === '' ? 'the node has no physical interface' : `no global address on ${names}`,
				evidence: shown.slice(0, 4).map((link) => link.at),
				values: {interface: physical[0]?.name ?? ''},
			},
		];
	},
});
