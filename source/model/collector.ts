import type {Capture, FailureKind, Part} from './capture.ts';
import type {FactName, Facts} from './facts.ts';
import type {Input} from './input.ts';
import type {Parsed, Unparsed} from './place.ts';

/** One thing a collector wants: an input, or alternatives of which the first that can be read is taken. */
export type InputSlot = Input | readonly Input[];

/** Facts known so far; absent where not ready. */
export type KnownFacts = {readonly [K in FactName]?: Facts[K]};

/** What a collector made of its captures: the fact, or why there is none. */
export type Collected<T> =
	| {readonly value: T; readonly unparsed: readonly Unparsed[]; readonly partial?: string | null}
	| {
			readonly unavailable: {
				readonly kind: FailureKind | 'not-understood';
				readonly reason: string;
				readonly remedy: string | null;
			};
	  };

/**
 * How one fact is collected. `inputs` may depend on earlier facts, named in `after` (kubelet's argv names its config file).
 * `collect` gets one capture for each slot, in the same order, and is pure.
 */
export type Collector<K extends FactName = FactName> = {
	readonly fact: K;
	readonly title: string;
	readonly after: readonly FactName[];
	/** Only `collect` looks at the earlier facts: the inputs are read without waiting for them. */
	readonly isReadAtOnce?: true;
	readonly inputs: (known: KnownFacts) => readonly InputSlot[];
	readonly collect: (captures: readonly Capture[], known: KnownFacts) => Collected<Facts[K]>;
};

/** Declares a collector; gives its fact's type to `collect`. */
export const defineCollector = <K extends FactName>(collector: Collector<K>): Collector<K> => collector;

/** A format that `kdiag parse` prints and that pasted text is recognised as. */
export type Format = {
	readonly name: string;
	readonly title: string;
	/** How sure the format is that the text is one of its own: 0 not at all, 1 certain. Looks at a bounded sample. */
	readonly recognise: (text: string) => number;
	readonly parse: (part: Part) => Parsed<readonly object[]>;
};
