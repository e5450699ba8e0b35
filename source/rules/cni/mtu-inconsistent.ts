import type {CniChain} from '../../model/conclusions.ts';
import type {FlannelEnv} from '../../model/facts/cni.ts';
import type {Interface} from '../../model/facts/interface.ts';
import {defineRule, type Violation} from '../../model/rule.ts';

type Overlay = NonNullable<CniChain['overlay']>;
type Sized = Pick<Interface, 'name' | 'mtu' | 'at'>;

/** How much smaller than it could be an MTU may be. */
const waste = 200;

const isPodLink = (link: Interface): boolean => link.kind === 'veth' || link.name.startsWith('veth');

/** Pods' own ends of the bridge: a bridge without ports has an MTU that means nothing. */
const portsOf = (bridge: CniChain['bridge'], interfaces: readonly Interface[]): readonly Interface[] =>
	bridge === null ? [] : interfaces.filter((link) => link.master === bridge.name && isPodLink(link));

/** Links whose packets the overlay has to carry, and flannel's own word for new pods. */
const carried = (
	cni: CniChain,
	ports: readonly Interface[],
	overlay: Overlay,
	env: FlannelEnv | null | undefined,
): readonly Sized[] => [
	overlay,
	...(cni.bridge === null || ports.length === 0 ? [] : [cni.bridge]),
	...ports,
	...(env?.mtu == null ? [] : [{name: 'FLANNEL_MTU', mtu: env.mtu, at: env.at}]),
];

const tooLarge = (overlay: Overlay, underlay: Sized, links: readonly Sized[]): Violation | null => {
	const room = (underlay.mtu ?? 0) - overlay.overhead;
	const large = links.filter(({mtu}) => (mtu ?? 0) > room);
	return large.length === 0
		? null
		: {
				expected: `at most ${room}: ${underlay.name} has ${underlay.mtu}, ${overlay.kind} takes ${overlay.overhead}`,
				actual: `the MTU of the pod network is too large for ${underlay.name} (${underlay.mtu}): ${large
					.slice(0, 3)
					.map(({name, mtu}) => `${name} has ${mtu}`)
					.join(', ')}`,
				evidence: [underlay.at, ...large.slice(0, 4).map(({at}) => at)],
				values: {mtu: String(room), interface: underlay.name},
			};
};

const tooSmall = (overlay: Overlay, underlay: Sized): Violation | null => {
	const room = (underlay.mtu ?? 0) - overlay.overhead;
	return overlay.mtu === null || overlay.mtu >= room - waste
		? null
		: {
				expected: `about ${room} on ${overlay.name}`,
				actual: `${overlay.name} has an MTU of ${overlay.mtu}, though ${underlay.name} would carry ${room}`,
				// Large frames below a usual overlay lose speed and nothing else.
				severity: (underlay.mtu ?? 0) > 1500 ? 'info' : 'warning',
				evidence: [overlay.at, underlay.at],
				values: {mtu: String(room), interface: underlay.name},
			};
};

/** A port larger than its bridge sends packets that the bridge cannot pass on. */
const unequal = (bridge: CniChain['bridge'], ports: readonly Interface[]): Violation | null => {
	const odd = ports.filter(({mtu}) => bridge?.mtu != null && mtu !== null && mtu !== bridge.mtu);
	return bridge === null || odd.length === 0
		? null
		: {
				expected: `${bridge.mtu} on all ports of ${bridge.name}`,
				actual: `${bridge.name} has an MTU of ${bridge.mtu}, its port ${odd[0]?.name} ${odd[0]?.mtu}`,
				severity: 'warning',
				evidence: [bridge.at, ...odd.slice(0, 3).map(({at}) => at)],
				values: {mtu: String(bridge.mtu), interface: bridge.name},
			};
};

/** MTUs of uplink, overlay, bridge and pods against each other. */
export const mtuInconsistent = defineRule({
	id: 'mtu-inconsistent',
	title: 'The MTU of the pod network fits the network below',
	severity: 'error',
	tier: 1,
	group: 'cni',
	roles: ['control-plane', 'worker'],
	needs: ['cni', 'interfaces', 'nodeAddress'],
	uses: ['flannelEnv'],
	why: 'Small packets get through and large ones do not: connections open and then hang, TLS first of all.',
	fix: 'Give {interface} its MTU back, or set the network add-on to {mtu} (flannel takes it from the interface when it starts), and make the pods anew: they keep the old one.',
	commands: ['ip link show dev {interface}', 'kubectl -n kube-flannel rollout restart ds/kube-flannel-ds'],
	verify: ['ip -o link show', 'ping -M do -s 1372 <pod-on-another-node>'],
	docs: [
		'https://github.com/flannel-io/flannel/blob/master/Documentation/troubleshooting.md',
		'https://docs.tigera.io/calico/latest/networking/configuring/mtu',
	],
	seen: 'live',
	check: ({cni, interfaces, nodeAddress, flannelEnv}) => {
		const ports = portsOf(cni.bridge, interfaces);
		const inside = unequal(cni.bridge, ports);
		const {overlay} = cni;
		// Cilium sets the MTU on routes and leaves its overlay's interface alone.
		if (overlay === null || overlay.name.startsWith('cilium_')) {
			return inside === null ? [] : [inside];
		}
		const device = interfaces.find(({name}) => name === overlay.name)?.vxlan?.device ?? nodeAddress.uplink;
		const underlay = interfaces.find(({name}) => name === device);
		if (underlay?.mtu == null || overlay.mtu === null) {
			return inside === null
				? {unknown: `the MTU of ${device ?? 'the interface below the overlay'} is not known`}
				: [inside];
		}
		const large = tooLarge(overlay, underlay, carried(cni, ports, overlay, flannelEnv));
		return [large ?? tooSmall(overlay, underlay), inside].filter((violation) => violation !== null);
	},
});
