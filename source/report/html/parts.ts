import type {Evidence, Finding, Severity, Status} from '../../model/finding.ts';
import {clipText} from '../clip-text.ts';
import {counted} from '../count-findings.ts';
import {mostEvidence, placeText} from '../finding-lines.ts';
import {countedNodes} from '../node-list.ts';
import {badgeOf} from '../style.ts';
import {type Child, element, type Html, joined} from './element.ts';
import {within} from './within.ts';

/** Bytes of a sentence and of a line that are shown; what is longer stands whole in the report itself. */
export const longest = {sentence: 4000, line: 2000} as const;

/** Mark and word of a finding; the colour only repeats them. */
export const mark = ({status, severity}: {readonly status: Status; readonly severity: Severity}): Html =>
	element(
		'span',
		{class: `mark ${status === 'fail' ? severity : status}`},
		badgeOf({status, severity}, false)?.text ?? status,
	);

/** A sentence, wrapped where the page ends. */
export const sentence = (text: string): string => clipText(text, longest.sentence);

/** A line of a node or a command, verbatim, in a box of its own. */
export const line = (text: string): Html => element('code', {}, clipText(text, longest.line));

/** Bytes of the lines of evidence. */
const room = 30_000;

/** The proof. Where `nodes` are several, each line says on which it stands. */
export const evidenceLines = (evidence: readonly Evidence[], nodes: readonly string[]): Html => {
	const {html, left} = within(evidence.slice(0, mostEvidence), room, (item) =>
		element(
			'div',
			{class: 'box'},
			element('span', {class: 'place'}, clipText(placeText(item, {nodes}), longest.line)),
			line(item.text),
		),
	);
	return joined(html, leftOut(left + Math.max(0, evidence.length - mostEvidence), 'more line'));
};

/** A row of a list of names and values; nothing where there is no value. */
export const entry = (name: string, ...values: readonly Child[]): Html =>
	joined(element('dt', {}, name), element('dd', {}, ...values));

/** What is folded until somebody asks; on paper it is open. */
export const folded = (summary: Child, ...content: readonly Child[]): Html =>
	element('details', {}, element('summary', {}, summary), ...content);

/** Nodes by name after something that stands on them; nothing where the report is of one node. */
export const onNodes = ({nodes}: Pick<Finding, 'nodes'>, isOne: boolean): Child =>
	isOne ? '' : element('bdi', {class: 'beside'}, clipText(countedNodes(nodes), longest.line));

/** What had no room, so that nothing is left out in silence. */
export const leftOut = (count: number, what: string): Child =>
	count === 0 ? '' : element('p', {class: 'quiet'}, `${counted(count, what)} left out here.`);
