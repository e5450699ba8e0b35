import type {Finding} from '../../model/finding.ts';
import {findingKey} from '../../model/scene.ts';
import {countedNodes} from '../../report/node-list.ts';
import {gap, labelled, wrapSpan} from '../fit-line.ts';
import {severityMark} from '../severity-mark.ts';
import {showDuration, timeOfDay} from '../show-time.ts';
import type {Line} from '../span.ts';
import type {Target} from '../target.ts';
import {type Row, textRows, type ViewContext} from '../view.ts';
import {commandRows, evidenceRows} from './evidence-rows.ts';
import {consequencesOf, trackOf} from './listed-findings.ts';

const label = 10;

/** The heading of commands that somebody else may have written. */
const givenCommands = 'run (it is the report that says so: read it first; y copies)';

const part = (name: string, text: string, width: number, {pen}: ViewContext): readonly Row[] =>
	textRows(labelled(pen.words(name, 'quiet'), label, pen.words(text), width));

const blank: Row = {line: []};

/** Since when, and how it went before. */
const sinceRows = (finding: Finding, context: ViewContext, width: number): readonly Row[] => {
	const track = trackOf(finding, context);
	if (track === undefined || finding.status !== 'fail' || !context.scene.progress.isLive) {
		return [];
	}
	const ago = showDuration(context.now - track.since);
	const since = track.isOld
		? `already there when kdiag began to look, ${ago} ago`
		: `${timeOfDay(track.since)}, ${ago} ago, seen to begin`;
	const times = track.times > 1 ? `; it came back ${track.times - 1} ${track.times === 2 ? 'time' : 'times'}` : '';
	return part('since', since + times, width, context);
};

const consequenceRows = (finding: Finding, context: ViewContext): readonly Row[] => {
	const {pen} = context;
	const consequences = consequencesOf(finding, context);
	return consequences.length === 0
		? []
		: [
				{line: [pen.words(`consequences (${consequences.length})`, 'quiet')]},
				...consequences.map(
					(other): Row => ({
						line: [gap(2), severityMark(other, pen), pen.words(other.rule, 'heading'), pen.words(`  ${other.actual}`)],
						opens: {screen: 'finding', subject: findingKey(other)},
					}),
				),
			];
};

const causeRows = (finding: Finding, context: ViewContext): readonly Row[] => {
	if (finding.consequenceOf === null) {
		return [];
	}
	const {pen, scene} = context;
	const cause = scene.report.findings.find(
		({rule, nodes, status}) =>
			status === 'fail' && rule === finding.consequenceOf && nodes.some((node) => finding.nodes.includes(node)),
	);
	const opens: Target | undefined = cause && {screen: 'finding', subject: findingKey(cause)};
	return [
		{
			line: [pen.words('follows   ', 'quiet'), pen.words(`from ${finding.consequenceOf}: mend that first`, 'warning')],
			opens,
		},
	];
};

/** All about a finding, row by row in `width` columns: expected, actual, proof, why, fix, commands, consequences, docs. */
export const findingRows = (finding: Finding, context: ViewContext, width: number): readonly Row[] => {
	const {pen, scene} = context;
	const several = scene.report.nodes.length > 1 || finding.nodes.length > 1;
	const isOpen = finding.status === 'fail';
	const waiver = finding.waiver;
	return [
		...textRows(wrapSpan(pen.words(finding.title, 'heading'), width)),
		...causeRows(finding, context),
		...(several ? part('nodes', countedNodes(finding.nodes), width, context) : []),
		...(isOpen ? part('expected', finding.expected, width, context) : []),
		...part(isOpen ? 'actual' : 'because', finding.actual, width, context),
		...(waiver === undefined
			? []
			: part(
					'waiver',
					`${waiver.expired ? 'expired on' : 'until'} ${waiver.expires}: ${waiver.reason}`,
					width,
					context,
				)),
		...sinceRows(finding, context, width),
		blank,
		...evidenceRows(finding.evidence, finding.nodes.length > 1, pen, width),
		...(finding.evidence.length === 0 ? [] : [blank]),
		...(isOpen
			? [
					...part('fix', finding.fix.text, width, context),
					...commandRows(
						scene.given === undefined ? 'run (kdiag never does; y copies)' : givenCommands,
						finding.fix.commands,
						pen,
						width,
					),
					...commandRows('then check', finding.fix.verify, pen, width),
				]
			: []),
		...(isOpen ? [...consequenceRows(finding, context), blank] : []),
		...part('why', finding.why, width, context),
		...finding.docs.map((doc): Row => ({line: [pen.words('docs      ', 'quiet'), pen.words(doc)], copies: doc})),
	].map((row) => ({copies: finding.fix.commands.join('\n'), ...row}));
};

/** The lines of a finding that fit beside a list. */
export const findingLines = (finding: Finding, context: ViewContext, width: number): readonly Line[] => [
	[severityMark(finding, context.pen), context.pen.words(finding.rule, 'heading')],
	...findingRows(finding, context, width).map(({line}) => line),
];
