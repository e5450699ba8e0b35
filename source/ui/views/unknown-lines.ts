import type {FactName} from '../../model/facts.ts';
import {isInspectable, type Scene} from '../../model/scene.ts';
import {wrapSpan} from '../fit-line.ts';
import type {Line} from '../span.ts';
import type {View, ViewContext} from '../view.ts';
import {listRows} from '../view.ts';
import {notInReport} from './not-in-report.ts';

/** What a screen shows of a node that is being read again to be looked into. */
export const readingView = (name: string, context: ViewContext): View => {
	const {pen, node, scene} = context;
	const reading: Line =
		node === '' && scene.progress.isReading
			? [pen.words('Reading this machine.')]
			: [
					pen.words('Reading '),
					pen.quote(node === '' ? 'the node' : node, 'heading'),
					pen.words(' again to look into it.'),
				];
	return {
		title: [pen.words(name, 'heading')],
		lead: isInspectable(scene, node) ? [reading] : notInReport(name, context),
		rows: listRows([]),
		tail: [],
	};
};

/** Whether the first pass is over: before that what is not known is only not known yet. */
export const isRead = ({progress}: Scene): boolean => progress.passes > 0;

/** Why a fact of the node is not known or not whole, and what would make it known; nothing where all of it is known, or is still being read. */
export const unknownLines = (fact: FactName, what: string, context: ViewContext): readonly Line[] => {
	const {pen, scene, node, width} = context;
	const reading = scene.report.nodes.find(({id}) => id === node)?.readings.find((each) => each.fact === fact);
	if (!isRead(scene) || reading === undefined || (reading.status === 'ready' && reading.partial === null)) {
		return [];
	}
	const text =
		reading.status === 'ready'
			? `? ${what} not whole: ${reading.partial}`
			: `? ${what} not known: ${reading.reason}${reading.remedy === null ? '' : ` (${reading.remedy})`}`;
	return wrapSpan(pen.words(text, 'unknown'), width);
};
