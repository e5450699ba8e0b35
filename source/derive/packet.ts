import type {Iptables} from '../model/facts/iptables.ts';
import type {NftTable} from '../model/facts/nftables.ts';
import type {Place} from '../model/place.ts';

/** Where in the kernel's path the packet is looked at (https://wiki.nftables.org/wiki-nftables/index.php/Netfilter_hooks). */
export type Hook = 'prerouting' | 'input' | 'forward' | 'output' | 'postrouting';

/** A connection's state as conntrack names it. */
export type ConnectionState = 'NEW' | 'ESTABLISHED' | 'RELATED' | 'INVALID' | 'UNTRACKED';

/**
 * A packet that was thought up. A field that is null is unknown, and so is every match on it.
 * It is an ordinary one: unicast, no fragment, not IPsec, from the interface that its source is routed through; a NEW one of TCP is a SYN.
 */
export type Packet = {
	readonly family: 4 | 6;
	readonly hook: Hook;
	readonly inInterface: string | null;
	readonly outInterface: string | null;
	readonly source: string | null;
	readonly destination: string | null;
	/** `tcp`, `udp`, `icmp`, `ipv6-icmp`, `sctp` … */
	readonly protocol: string | null;
	readonly sourcePort: number | null;
	readonly destinationPort: number | null;
	readonly state: ConnectionState | null;
	/** The netfilter mark that it enters the hook with. */
	readonly mark: number | null;
	/** The connection's mark; where not given, a new connection that has just come in or is sent from here has none. */
	readonly connectionMark?: number | null;
	/** Whether its destination was translated before. */
	readonly dnat?: boolean | null;
};

/** Everything that filters packets on a node. `localAddresses` are the node's own (all interfaces), where known. */
export type PacketFilters = {
	readonly iptables: Iptables;
	readonly nftables: readonly NftTable[];
	readonly localAddresses?: readonly string[] | undefined;
};

/** A step of a packet through chains; where it is the first in a base chain, its title and hook. */
export type PacketStep = {
	readonly text: string;
	readonly at: Place;
	readonly enters?: {readonly chain: string; readonly hook: Hook};
};

/** What becomes of a packet at one hook. */
export type PacketVerdict = {
	/** `unknown`: it depends on something that cannot be told from here (`unknowns`). Where it is surely stopped but one of two ways, the later one. */
	readonly verdict: 'accept' | 'drop' | 'reject' | 'unknown';
	/** The rule or policy that decides; for `unknown` the first rule that it depends on. Null where nothing filters at all. */
	readonly by: Place | null;
	/** The chains down to the one that decides, base chain first (`ip filter INPUT`, `ufw-user-input`). */
	readonly chains: readonly string[];
	readonly steps: readonly PacketStep[];
	/** Rules of which it cannot be told whether they match, and that could have changed the packet's way. */
	readonly unknowns: readonly Place[];
	/** The mark that it leaves the hook with, null where unknown. */
	readonly mark: number | null;
	/** The connection's mark then, null where unknown. */
	readonly connectionMark: number | null;
	/** The connection's state then: a rule may have taken it out of tracking. */
	readonly state: ConnectionState | null;
};
