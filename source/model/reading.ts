import type {FailureKind} from './capture.ts';
import type {Unparsed} from './place.ts';

/** Why a fact is not known, and what would make it known (null when nothing would). */
export type Unavailable = {
	readonly status: 'unavailable';
	readonly kind: FailureKind | 'not-understood' | 'not-derived';
	readonly reason: string;
	readonly remedy: string | null;
};

/** A fact that is known. `partial` says why it is not the whole (then it proves presence, never absence). */
export type Ready<T> = {
	readonly status: 'ready';
	readonly value: T;
	readonly partial: string | null;
	readonly sources: readonly string[];
	readonly unparsed: readonly Unparsed[];
};

/** The state of one fact: known, still being read, or unavailable with its reason. */
export type Reading<T> = Ready<T> | {readonly status: 'pending'} | Unavailable;
