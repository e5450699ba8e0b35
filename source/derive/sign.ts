import type {Distribution, Role} from '../model/layout.ts';
import type {Place} from '../model/place.ts';

/**
 * A sign of what a node is. Weights: a running program or a socket with a known owner 3, a static pod manifest 2,
 * a file that only such a node has 1, an installed unit 0.5 (installed is not running).
 */
export type Sign = {
	readonly role: Role | null;
	readonly distribution: Distribution | null;
	readonly means: string;
	readonly weight: number;
	readonly at: Place;
};

/** A sign of a role. */
export const roleSign = (role: Role, weight: number, means: string, at: Place): Sign => ({
	role,
	distribution: null,
	means,
	weight,
	at,
});

/** A sign of a distribution. */
export const distributionSign = (distribution: Distribution, weight: number, means: string, at: Place): Sign => ({
	role: null,
	distribution,
	means,
	weight,
	at,
});

/** The sum of weights for each value of `role` or `distribution`. */
export const scores = <K extends 'role' | 'distribution'>(
	signs: readonly Sign[],
	key: K,
): ReadonlyMap<NonNullable<Sign[K]>, number> => {
	const sums = new Map<NonNullable<Sign[K]>, number>();
	for (const sign of signs) {
		const value = sign[key];
		if (value !== null) {
			sums.set(value, (sums.get(value) ?? 0) + sign.weight);
		}
	}
	return sums;
};
