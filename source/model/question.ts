import type {Evidence} from './finding.ts';
import type {Place} from './place.ts';
import type {KnownName, View} from './rule.ts';

/** What a question's answer returns: a sentence, the bare values in it, and where they stood. */
export type Answered =
	| {readonly answer: string; readonly values: readonly string[]; readonly evidence: readonly Place[]}
	| {readonly missing: string};

/** What a person asks on a node, the commands a person would type, and how kdiag knows. `number` as in the list of 40. */
export type Question<N extends KnownName = KnownName> = {
	readonly number: number;
	readonly id: string;
	readonly question: string;
	/** What the answer looks at where it is known; nothing is required, the answer says what is missing. */
	readonly uses: readonly N[];
	readonly commands: readonly string[];
	/** `isWhole` says of a named fact that all of it is known, so that absence may be concluded from it. */
	readonly answer: (node: View<never, N>, isWhole: (name: N) => boolean) => Answered;
};

/** Any question. */
export type AnyQuestion = Question<never>;

/** Declares a question; touching a fact that it does not name does not compile. */
export const defineQuestion = <const N extends KnownName>(question: Question<N>): AnyQuestion =>
	question as unknown as AnyQuestion;

/** The answer as a report holds it. An answer that cannot be given has no values and says what is missing. */
export type Answer = {
	readonly number: number;
	readonly id: string;
	readonly question: string;
	readonly answer: string;
	readonly values: readonly string[];
	readonly evidence: readonly Evidence[];
	readonly commands: readonly string[];
};
