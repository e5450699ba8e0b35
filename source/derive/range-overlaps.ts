import type {AddressPlan, PlannedRange} from '../model/conclusions.ts';
import {type Cidr, overlaps, parseCidr} from '../net/cidr.ts';

type Kind = PlannedRange['kind'];

/** Kinds that may share addresses: a node's pods are of the cluster's, routes lead to nodes and split each other. */
const mayShare: ReadonlySet<string> = new Set([
	'cluster-pods cluster-pods',
	'cluster-pods node-pods',
	'node-pods node-pods',
	'services services',
	'node node',
	'node route',
	'route route',
	'bridge bridge',
]);

const share = (first: Kind, second: Kind): boolean => mayShare.has([first, second].sort().join(' '));

const isPods = (kind: Kind): boolean => kind === 'cluster-pods' || kind === 'node-pods';

/**
 * Pairs of ranges that share addresses and must not, each pair of ranges once. `fromNodes`: pods have addresses of the
 * nodes' network by design.
 */
export const findOverlaps = (ranges: readonly PlannedRange[], fromNodes: boolean): AddressPlan['overlaps'] => {
	const parsed = ranges.flatMap((range): readonly {readonly range: PlannedRange; readonly cidr: Cidr}[] => {
		const cidr = parseCidr(range.cidr);
		return cidr === null ? [] : [{range, cidr}];
	});
	const found = new Map<string, AddressPlan['overlaps'][number]>();
	// Routes may be many and never take from each other: only what is not a route is compared with the rest.
	const fixed = parsed.filter(({range}) => range.kind !== 'route');
	const routes = parsed.filter(({range}) => range.kind === 'route');
	fixed.forEach(({range: first, cidr}, index) => {
		for (const {range: second, cidr: other} of [...fixed.slice(index + 1), ...routes]) {
			const isByDesign =
				fromNodes && [first, second].some((one) => one.kind === 'node') && (isPods(first.kind) || isPods(second.kind));
			if (!share(first.kind, second.kind) && !isByDesign && overlaps(cidr, other)) {
				const key = `${first.kind} ${cidr.text} ${second.kind} ${other.text}`;
				if (!found.has(key)) {
					found.set(key, {first, second});
				}
			}
		}
	});
	return [...found.values()];
};
