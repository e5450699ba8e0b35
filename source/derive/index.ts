import type {AnyDerivation} from '../model/derivation.ts';

/** Every derivation, each after those it needs. */
export const derivations: readonly AnyDerivation[] = [];
