import type {Place} from '../place.ts';

/** One hop of a multipath route. */
export type NextHop = {readonly via: string | null; readonly device: string | null; readonly weight: number | null};

/** A route. `destination` is always a CIDR (`default` is 0.0.0.0/0 or ::/0, a host is /32 or /128). `table` is a name or number; `main` where the tool shows none. */
export type Route = {
	readonly family: 4 | 6;
	readonly type: string;
	readonly destination: string;
	readonly via: string | null;
	readonly device: string | null;
	readonly source: string | null;
	readonly protocol: string | null;
	readonly scope: string | null;
	readonly metric: number | null;
	readonly table: string;
	readonly mtu: number | null;
	readonly flags: readonly string[];
	readonly nextHops: readonly NextHop[];
	readonly at: Place;
};

/** A rule of `ip rule`. `from` and `to` are `all` or a CIDR or address as printed; `action` is lookup, unreachable, blackhole, prohibit, goto … */
export type PolicyRule = {
	readonly family: 4 | 6;
	readonly priority: number;
	readonly negated: boolean;
	readonly from: string;
	readonly to: string;
	readonly inputDevice: string | null;
	readonly outputDevice: string | null;
	readonly mark: string | null;
	readonly action: string;
	readonly table: string | null;
	readonly rest: readonly string[];
	readonly at: Place;
};

/** A neighbour (ARP or NDP entry). `mac` is null while it is unresolved; `state` as printed (REACHABLE, STALE, FAILED, PERMANENT …). */
export type Neighbour = {
	readonly family: 4 | 6;
	readonly address: string;
	readonly device: string;
	readonly mac: string | null;
	readonly state: string;
	readonly at: Place;
};

/** An entry of a forwarding database (`bridge fdb`). `destination` is the remote VTEP of a VXLAN entry. */
export type ForwardingEntry = {
	readonly mac: string;
	readonly device: string;
	readonly master: string | null;
	readonly destination: string | null;
	readonly flags: readonly string[];
	readonly at: Place;
};

/** A port of a bridge (`bridge link`, `brctl show`). */
export type BridgePort = {
	readonly bridge: string;
	readonly port: string | null;
	readonly state: string | null;
	readonly at: Place;
};
