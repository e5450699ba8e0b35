import type {Evidence} from '../model/finding.ts';
import type {Place} from '../model/place.ts';

/** The screens, by what a person looks at. */
export type ScreenName =
	| 'overview'
	| 'finding'
	| 'ports'
	| 'connections'
	| 'addresses'
	| 'firewall'
	| 'chain'
	| 'services'
	| 'service'
	| 'cni'
	| 'facts'
	| 'sources'
	| 'raw'
	| 'nodes'
	| 'compare'
	| 'copied'
	| 'help';

/** What to look at: a screen and what it is about. */
export type Target = {
	readonly screen: ScreenName;
	/** The node's id; the one chosen last where it is left out. */
	readonly node?: string | undefined;
	/** What the screen is about: a finding's key, a service, the name of an output, a chain, a text to copy. */
	readonly subject?: string | undefined;
	/** The row to begin at: a line of an output, 1-based. */
	readonly line?: number | undefined;
};

/** The line of a node's output that something rests on. */
export const rawAt = ({source, line}: Pick<Place, 'source' | 'line'>, node: string): Target => ({
	screen: 'raw',
	node,
	subject: source,
	line,
});

/** The first line of a proof, on its own node; undefined where there is none. */
export const rawOfProof = ([proof]: readonly Evidence[]): Target | undefined => proof && rawAt(proof, proof.node);

/** A place on a screen: what is looked at, and where in it. */
export type Spot = Target & {
	/** The row under the cursor, by index, and by key where the row has one: it then follows its row from pass to pass. */
	readonly cursor: number;
	readonly key: string | null;
	/** The first row that is shown. */
	readonly top: number;
	/** Columns that are scrolled out on the left. */
	readonly pan: number;
	/** What was searched for last; empty for nothing. */
	readonly search: string;
};
