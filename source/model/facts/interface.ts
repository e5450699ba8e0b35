import type {Place} from '../place.ts';

/** An address of an interface. `address` is in normal form without prefix length. `flags`: secondary, dynamic, deprecated, temporary, tentative, dadfailed, noprefixroute … */
export type Address = {
	readonly family: 4 | 6;
	readonly address: string;
	readonly prefix: number;
	readonly scope: string;
	readonly peer: string | null;
	readonly broadcast: string | null;
	readonly label: string | null;
	readonly flags: readonly string[];
	readonly at: Place;
};

/** What `ip -d` says of a VXLAN interface. `port` is the UDP destination port. */
export type Vxlan = {
	readonly id: number | null;
	readonly local: string | null;
	readonly device: string | null;
	readonly port: number | null;
};

/**
 * A network interface as `ip addr` or `ip link` shows it. `kind` (bridge, veth, vxlan, dummy, bond, vlan, ipip, wireguard …) and `slaveKind` (bridge_slave …)
 * are only in `ip -d`; `detailed` says whether they were looked at. `parent` is the name after `@`, `peerIndex` the number in `@if7`.
 */
export type Interface = {
	readonly name: string;
	readonly index: number | null;
	readonly flags: readonly string[];
	readonly mtu: number | null;
	readonly state: string | null;
	readonly linkType: string | null;
	readonly mac: string | null;
	readonly master: string | null;
	readonly parent: string | null;
	readonly peerIndex: number | null;
	readonly networkNamespace: string | null;
	readonly detailed: boolean;
	readonly kind: string | null;
	readonly slaveKind: string | null;
	readonly vxlan: Vxlan | null;
	readonly alternativeNames: readonly string[];
	readonly alias: string | null;
	readonly addresses: readonly Address[];
	readonly at: Place;
};
