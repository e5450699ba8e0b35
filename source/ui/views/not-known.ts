import {wrapSpan} from '../fit-line.ts';
import type {Line} from '../span.ts';
import type {ViewContext} from '../view.ts';

/** Why something is not known of the node that is looked at, and what would make it known: `what` rests on these facts. */
export const notKnown = (
	what: string,
	facts: readonly string[],
	{scene, node, pen, width}: ViewContext,
): readonly Line[] => {
	if (scene.progress.passes === 0) {
		return [[pen.words(`${what} is not known yet: the node is being read.`)]];
	}
	const readings = scene.report.nodes.find(({id}) => id === node)?.readings ?? [];
	const missing = readings.filter(({fact, status}) => status === 'unavailable' && facts.includes(fact));
	return [
		[pen.words(`? ${what} is not known.`, 'unknown')],
		...missing.flatMap(({fact, reason, remedy}) =>
			wrapSpan(pen.words(`${fact}: ${reason ?? 'not read'}${remedy === null ? '' : ` (${remedy})`}`), width),
		),
	];
};
