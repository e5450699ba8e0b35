import type {Finding} from '../../model/finding.ts';
import type {Report} from '../../model/report.ts';
import {unknownReasons} from '../unknown-reasons.ts';
import {element, type Html, joined} from './element.ts';
import {leftOut, mark, onNodes, sentence} from './parts.ts';
import {within} from './within.ts';

/** Bytes of all reasons. */
const room = 100_000;

/** Rules that could not be checked, by what is missing; the reason says what would help. */
export const unknownList = (findings: readonly Finding[], report: Report): Html => {
	const reasons = unknownReasons(findings);
	const {html, left} = within(reasons, room, ({text, nodes, rules}) =>
		element(
			'li',
			{},
			mark({status: 'unknown', severity: 'info'}),
			' ',
			sentence(text),
			' ',
			onNodes({nodes}, report.nodes.length === 1),
			element('div', {class: 'beside'}, sentence(rules.join(', '))),
		),
	);
	return joined(element('ul', {class: 'plain'}, html), leftOut(left, 'more reason'));
};
