import type {AddressPlan, PlannedRange} from '../model/conclusions.ts';
import {joinWords} from './join-words.ts';

/** Ranges of one kind, each once and IPv4 first; of each the first that says so. */
export const rangesOf = (plan: AddressPlan | undefined, kind: PlannedRange['kind']): readonly PlannedRange[] => {
	const all = (plan?.ranges ?? []).filter((range) => range.kind === kind);
	return all
		.filter((range, index) => all.findIndex(({cidr}) => cidr === range.cidr) === index)
		.sort((a, b) => a.family - b.family);
};

/** Ranges with who says so, as a sentence has them: `10.244.0.0/16 (FLANNEL_NETWORK)`. */
export const rangesText = (ranges: readonly PlannedRange[]): string =>
	joinWords(
		ranges.map(({cidr, owner, provenance}) => `${cidr} (${provenance === 'inferred' ? 'inferred from ' : ''}${owner})`),
	);
