import type {Place} from '../place.ts';

/**
 * One option of an iptables rule in the order of the rule, long or short as printed: `{name: '--dport', negated: false, values: ['6443']}`; `-m` options keep their place.
 * Of lists that hide something or print what cannot be read back, an option named `unknown` holds the text: whether it matches is unknown.
 */
export type RuleOption = {readonly name: string; readonly negated: boolean; readonly values: readonly string[]};

/** A rule. `target` is what follows `-j` or `-g` (null: no target); options after it belong to the target. `-m comment` stands in `comment` alone, several joined by newlines. */
export type IptablesRule = {
	readonly chain: string;
	readonly target: string | null;
	readonly isGoto: boolean;
	readonly matches: readonly RuleOption[];
	readonly targetOptions: readonly RuleOption[];
	readonly comment: string | null;
	readonly packets: number | null;
	readonly bytes: number | null;
	readonly at: Place;
};

/** A chain. `policy` is null for a chain that a user or program made. */
export type IptablesChain = {
	readonly name: string;
	readonly policy: string | null;
	readonly packets: number | null;
	readonly bytes: number | null;
	readonly rules: readonly IptablesRule[];
	readonly at: Place;
};

/** A table of one backend and family, from iptables-save or iptables -L. `complete` is false where COMMIT is missing or only part was shown. */
export type IptablesTable = {
	readonly backend: 'nft' | 'legacy' | 'unknown';
	readonly family: 4 | 6;
	readonly name: string;
	readonly chains: readonly IptablesChain[];
	readonly complete: boolean;
	readonly at: Place;
};

/** All iptables rules of the node, and the warnings the tool printed (`iptables-legacy tables present`). */
export type Iptables = {readonly tables: readonly IptablesTable[]; readonly warnings: readonly Place[]};
