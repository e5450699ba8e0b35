import type {Conclusions} from './conclusions.ts';
import type {Facts} from './facts.ts';
import type {Finding, Severity} from './finding.ts';
import type {Role} from './layout.ts';
import type {Place} from './place.ts';

/** All that can be known of a node: what was read and what follows from it. */
export type Known = Facts & Conclusions;

/** The name of something known. */
export type KnownName = keyof Known;

/** What a check sees: all that it needs, and what it uses where that is known. Nothing else. */
export type View<N extends KnownName, U extends KnownName = never> = {readonly [K in N]: Known[K]} & {
	readonly [K in U]?: Known[K] | undefined;
};

/**
 * The requirement is not met. `expected` and `actual` are short phrases with this node's values; `evidence` the places that prove it.
 * `values` fill `{name}` in the rule's fix, commands and verify: plain data (addresses, ports, names, paths, numbers), checked before they enter a command.
 */
export type Violation = {
	readonly expected: string;
	readonly actual: string;
	readonly evidence: readonly Place[];
	readonly severity?: Severity;
	readonly values?: {readonly [name: string]: string};
	/** Replaces the declared commands where another fix fits this node (another tool, another supervisor). */
	readonly commands?: readonly string[];
};

/** What a check returns: violations (none: it holds), or why it cannot be told, or why it does not apply. */
export type Verdict =
	| readonly Violation[]
	| {readonly unknown: string; readonly remedy?: string | null}
	| {readonly skip: string};

/** The part of a rule that is the same for one node and for several. */
type Declaration<N extends KnownName, U extends KnownName> = {
	readonly id: string;
	/** The requirement, as a sentence without full stop, so that it serves both pass and fail. */
	readonly title: string;
	readonly severity: Severity;
	readonly tier: 1 | 2 | 3;
	readonly group: string;
	/** Roles it applies to; `any` is every node of a cluster, load balancers too. A machine without Kubernetes skips all rules. */
	readonly roles: readonly Role[] | 'any';
	readonly needs: readonly N[];
	/** Those of `needs` that must be whole, because the check concludes from absence. */
	readonly whole?: readonly N[];
	/** A pass means that what is required was found, so it stands even where only part of `whole` is known. */
	readonly found?: true;
	/** Those of `needs` of which a part is enough: the check looks single things up and says itself when one is not there. */
	readonly enough?: readonly N[];
	readonly uses?: readonly U[];
	readonly why: string;
	readonly fix: string;
	readonly commands: readonly string[];
	readonly verify: readonly string[];
	readonly docs: readonly string[];
	/** `live` where a recorded node with that fault is among the fixtures, else `never seen live; tested on …`. */
	readonly seen?: string;
};

/** A rule on one node. */
export type NodeRule<N extends KnownName = KnownName, U extends KnownName = KnownName> = Declaration<N, U> & {
	readonly scope: 'node';
	readonly check: (node: View<N, U>) => Verdict;
};

/** A violation between nodes: it names them, and each place says on which node it stands. */
export type ClusterViolation = Omit<Violation, 'evidence'> & {
	readonly nodes: readonly string[];
	readonly evidence: readonly (Place & {readonly node: string})[];
};

/** A rule that compares nodes; each violation names the nodes it is about. */
export type ClusterRule<N extends KnownName = KnownName, U extends KnownName = KnownName> = Declaration<N, U> & {
	readonly scope: 'cluster';
	/** Those of `needs` that only have to be known. The check does not look at them, so that nothing of them is kept while other nodes are read. */
	readonly unseen?: readonly N[];
	readonly check: (
		nodes: readonly {readonly id: string; readonly view: View<N, U>}[],
	) => readonly ClusterViolation[] | {readonly skip: string};
};

/** Any rule. */
export type Rule = NodeRule<never, never> | ClusterRule<never, never>;

/** Declares a rule on one node; touching a fact that it does not name does not compile. */
export const defineRule = <const N extends KnownName, const U extends KnownName = never>(
	rule: Omit<NodeRule<N, U>, 'scope'>,
): NodeRule<never, never> => ({...rule, scope: 'node'}) as unknown as NodeRule<never, never>;

/** Declares a rule over nodes. */
export const defineClusterRule = <const N extends KnownName, const U extends KnownName = never>(
	rule: Omit<ClusterRule<N, U>, 'scope'>,
): ClusterRule<never, never> => ({...rule, scope: 'cluster'}) as unknown as ClusterRule<never, never>;

/** A cause and the rules whose failures on the same node are its consequences; `when` decides where the two findings' evidence has to tie them. */
export type CauseLink = {
	readonly cause: string;
	readonly consequences: readonly string[];
	readonly when?: (cause: Finding, consequence: Finding) => boolean;
};
