import type {Conclusions} from './conclusions.ts';
import type {KnownName, View} from './rule.ts';

/** What a derivation returns: the conclusion, or why it cannot be drawn. */
export type Derived<T> = T | {readonly unavailable: string; readonly remedy?: string | null};

/**
 * How one conclusion follows from facts and from conclusions drawn before it (the explicit list gives the order). Pure.
 * Without one of `needs` it is unavailable; it is partial where one of `needs` is partial.
 */
export type Derivation<
	K extends keyof Conclusions = keyof Conclusions,
	N extends KnownName = KnownName,
	U extends KnownName = KnownName,
> = {
	readonly conclusion: K;
	readonly title: string;
	readonly needs: readonly N[];
	readonly uses: readonly U[];
	/** `isWhole` says of a named fact that all of it is known, so that absence may be concluded from it. */
	readonly derive: (node: View<N, U>, isWhole: (name: N | U) => boolean) => Derived<Conclusions[K]>;
};

/** Any derivation. */
export type AnyDerivation = Derivation<keyof Conclusions, never, never>;

/** Declares a derivation; touching a fact that it does not name does not compile. */
export const defineDerivation = <
	const K extends keyof Conclusions,
	const N extends KnownName,
	const U extends KnownName = never,
>(
	derivation: Derivation<K, N, U>,
): AnyDerivation => derivation as unknown as AnyDerivation;
