import type {Place} from '../place.ts';

/** A value in a rule of nft: a word, number, prefix or range as text, a set's elements, or a reference to a named set or map (`@name`). */
export type NftValue =
	| {readonly kind: 'text'; readonly text: string}
	| {readonly kind: 'set'; readonly elements: readonly string[]};

/**
 * What a rule of nft does or looks at, in order. `left` is written as in nft's text form (`tcp dport`, `ip saddr . meta l4proto`, `meta mark & 0x4000`),
 * hexadecimal numbers without leading zeros. A match without operator is `==`; `a,b` is any of the flags, `a | b` all of them.
 * `to` of a translation holds addresses with ports (`10.0.0.1:80`, `[fd00::1]:80`, `:8080`), all values of a map, or a map's name (`@name`).
 */
export type NftStatement =
	| {readonly kind: 'match'; readonly left: string; readonly operator: string; readonly right: NftValue}
	| {readonly kind: 'verdict'; readonly verdict: string; readonly chain: string | null}
	| {
			readonly kind: 'verdict-map';
			readonly left: string;
			readonly map: string | null;
			readonly entries: readonly NftMapEntry[];
	  }
	| {readonly kind: 'nat'; readonly type: string; readonly to: readonly string[]}
	| {readonly kind: 'counter'; readonly packets: number; readonly bytes: number}
	| {readonly kind: 'other'; readonly text: string};

/** An element of a map or verdict map: key as text, and its verdict or data. */
export type NftMapEntry = {
	readonly key: string;
	readonly value: string;
	readonly comment: string | null;
	readonly at: Place;
};

/** A rule of nft. */
export type NftRule = {
	readonly statements: readonly NftStatement[];
	readonly comment: string | null;
	readonly handle: number | null;
	readonly at: Place;
};

/** A chain of nft. A base chain has a hook, a priority and a policy; in a dormant table it has no hook, for no packet gets there. */
export type NftChain = {
	readonly name: string;
	readonly type: string | null;
	readonly hook: string | null;
	readonly priority: number | null;
	readonly policy: string | null;
	readonly rules: readonly NftRule[];
	readonly at: Place;
};

/** A named set or map. `type` as printed; a set's elements have an empty value. */
export type NftSet = {
	readonly name: string;
	readonly isMap: boolean;
	readonly type: string;
	readonly elements: readonly NftMapEntry[];
	readonly at: Place;
};

/** A table of nft. `family` is ip, ip6, inet, arp, bridge or netdev. Tables that iptables-nft manages are listed too and marked. */
export type NftTable = {
	readonly family: string;
	readonly name: string;
	readonly chains: readonly NftChain[];
	readonly sets: readonly NftSet[];
	readonly managedByIptables: boolean;
	readonly at: Place;
};

/** A virtual server of IPVS and its real servers (`ipvsadm -Ln`, /proc/net/ip_vs). */
export type VirtualServer = {
	readonly protocol: string;
	readonly address: string;
	readonly port: number | null;
	readonly scheduler: string;
	readonly servers: readonly {
		readonly address: string;
		readonly port: number | null;
		readonly weight: number | null;
		readonly at: Place;
	}[];
	readonly at: Place;
};

/** A set of ipset, its type and its members as printed. */
export type IpSet = {
	readonly name: string;
	readonly type: string;
	readonly members: readonly string[];
	readonly at: Place;
};
