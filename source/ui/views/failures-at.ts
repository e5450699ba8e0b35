import type {Finding} from '../../model/finding.ts';
import type {Place} from '../../model/place.ts';
import type {ViewContext} from '../view.ts';

/** What a place is looked up by. */
export const placeKey = ({source, line}: Place): string => `${line} ${source}`;

/** The failures of the node that is looked at, worst first; those that somebody knows of are left out. */
export const failuresOf = ({scene: {report}, node, once}: ViewContext): readonly Finding[] =>
	once(report, `failures ${node}`, () =>
		report.findings.filter(
			({status, nodes, waiver}) => status === 'fail' && nodes.includes(node) && waiver?.expired !== false,
		),
	);

/** The failures of that node which rest on a line, by the line's key. */
const byPlace = (context: ViewContext): ReadonlyMap<string, readonly Finding[]> =>
	context.once(context.scene.report, `failures by place ${context.node}`, () => {
		const found = new Map<string, Finding[]>();
		for (const finding of failuresOf(context)) {
			for (const item of finding.evidence.filter(({node}) => node === context.node)) {
				found.set(placeKey(item), [...(found.get(placeKey(item)) ?? []), finding]);
			}
		}
		return found;
	});

/** The failures that rest on one of these lines, worst first. */
export const failuresAt = (places: readonly Place[], context: ViewContext): readonly Finding[] => {
	const found = new Set(places.flatMap((place) => byPlace(context).get(placeKey(place)) ?? []));
	return found.size < 2 ? [...found] : failuresOf(context).filter((finding) => found.has(finding));
};
