import type {CniChain} from '../model/conclusions.ts';
import type {CniConfigFile} from '../model/facts/cni.ts';
import type {Interface} from '../model/facts/interface.ts';
import type {CniView as Node} from './cni-facts.ts';
import {bridgeOf} from './cni-plugins.ts';

/** Bridges of products whose configuration does not name them. */
const bridges: ReadonlyMap<string, string> = new Map([
	['kube-router', 'kube-bridge'],
	['weave', 'weave'],
	['azure', 'azure0'],
	['flannel', 'cni0'],
	['crio-bridge', 'cni0'],
]);

/** Bridges that only pods hang on, for a node of which no configuration is known. */
const byName: readonly string[] = ['cni0', 'cbr0', 'kube-bridge', 'weave'];

/** The Linux bridge that pods of the default network hang on, with its ports. */
export const findBridge = (
	winner: CniConfigFile | undefined,
	product: string | null,
	{interfaces, bridgePorts}: Node,
): CniChain['bridge'] => {
	const declared = winner?.plugins.map(bridgeOf).find((name) => name !== null);
	const known = declared ?? bridges.get(product ?? '');
	const names = known !== undefined ? [known] : winner === undefined && product === null ? byName : [];
	const link = interfaces?.find((one) => names.includes(one.name));
	if (link === undefined) {
		return null;
	}
	const enslaved = interfaces?.filter((one) => one.master === link.name).length ?? 0;
	const listed = bridgePorts?.filter((port) => port.bridge === link.name && port.port !== null).length ?? 0;
	return {
		name: link.name,
		ports: Math.max(enslaved, listed),
		addresses: link.addresses
			.filter((address) => address.scope !== 'link')
			.map((address) => `${address.address}/${address.prefix}`),
		up: link.flags.includes('UP'),
		mtu: link.mtu,
		at: link.at,
	};
};

/** Kinds of overlays by the name of their interface, for `ip addr` without `-d`. */
const overlays: readonly (readonly [name: RegExp, kind: string])[] = [
	[/^flannel\.\d+$/, 'vxlan'],
	[/^flannel-v6\.\d+$/, 'vxlan'],
	[/^flannel-wg/, 'wireguard'],
	[/^flannel\.ipip$/, 'ipip'],
	[/^vxlan(-v6)?\.calico$/, 'vxlan'],
	[/^(wireguard|wg-v6)\.cali$/, 'wireguard'],
	[/^tunl0$/, 'ipip'],
	[/^cilium_vxlan$/, 'vxlan'],
	[/^cilium_geneve$/, 'geneve'],
	[/^cilium_wg0$/, 'wireguard'],
	[/^genev_sys_\d+$/, 'geneve'],
	[/^tun-[0-9a-f]+$/, 'ipip'],
];

/** Bytes that an encapsulation adds to each packet, over IPv4 and over IPv6. */
const overheads: ReadonlyMap<string, readonly [number, number]> = new Map([
	['vxlan', [50, 70]],
	['geneve', [50, 70]],
	['ipip', [20, 40]],
	['wireguard', [60, 80]],
]);

const kindOf = (link: Interface): string | null => {
	const named = overlays.find(([name]) => name.test(link.name));
	// tunl0 exists wherever the module is loaded; only an address shows that it is used.
	const isUsed = link.flags.includes('UP') && (link.name !== 'tunl0' || link.addresses.length > 0);
	return named === undefined || !isUsed ? null : named[1];
};

/** The interface that encapsulates what pods send to other nodes. */
export const findOverlay = ({interfaces}: Node): CniChain['overlay'] => {
	for (const link of interfaces ?? []) {
		const kind = kindOf(link);
		if (kind !== null) {
			const isOverIpv6 = link.vxlan?.local?.includes(':') ?? /-v6/.test(link.name);
			const overhead = overheads.get(kind)?.[isOverIpv6 ? 1 : 0] ?? 0;
			return {name: link.name, kind, mtu: link.mtu, overhead, at: link.at};
		}
	}
	return null;
};
