import type {Collector} from '../model/collector.ts';
import type {AnyDerivation} from '../model/derivation.ts';
import type {AnyQuestion} from '../model/question.ts';
import type {CauseLink, Rule} from '../model/rule.ts';

/** What the analyzer is given, so that a test can pass two rules instead of a hundred. */
export type Catalogue = {
	readonly collectors: readonly Collector[];
	readonly derivations: readonly AnyDerivation[];
	readonly rules: readonly Rule[];
	readonly causes: readonly CauseLink[];
	readonly questions: readonly AnyQuestion[];
	/** Which machines are asked: a report for people shows answers only of those that run no part of Kubernetes. */
	readonly asked: 'all' | 'bare';
};
