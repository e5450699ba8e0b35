import type {Finding} from '../../model/finding.ts';
import {findingKey, type Track} from '../../model/scene.ts';
import {countedNodes} from '../../report/node-list.ts';
import {verdictOf} from '../../report/verdict.ts';
import {fillLine, firstLines, gap, labelled, rightColumn, wrapSpan} from '../fit-line.ts';
import {cursorRow} from '../rows.ts';
import {goneMark, severityMark, severityWidth} from '../severity-mark.ts';
import {showDuration, timeOfDay} from '../show-time.ts';
import type {Line} from '../span.ts';
import {rawOfProof} from '../target.ts';
import {listRows, type Row, type View, type ViewContext} from '../view.ts';
import {findingLines} from './finding-rows.ts';
import {findingOf, listedFindings, trackOf} from './listed-findings.ts';

/** Columns for since when a failure is there and what changed. */
const sinceWidth = 11;
/** How long what cleared stays on the list, in ms. */
const goneFor = 60_000;
/** Consequences that are listed under their cause; of more, how many there are. */
const shownConsequences = 3;

const sinceOf = (finding: Finding, context: ViewContext): Line => {
	const {pen, now, scene} = context;
	const track = trackOf(finding, context);
	if (track === undefined || finding.status !== 'fail' || !scene.progress.isLive || track.isOld) {
		return [];
	}
	const isNew = track.since === scene.progress.readAt;
	const word = track.times > 1 ? ' back' : ' new';
	return [
		rightColumn(pen.words(showDuration(now - track.since)), sinceWidth - 5),
		pen.words(isNew || track.times > 1 ? word.padEnd(5) : '     ', 'warning'),
	];
};

const row = (finding: Finding, context: ViewContext, indent: number): Row => {
	const {pen, width, scene} = context;
	const nodes = scene.report.nodes.length > 1 ? `[${countedNodes(finding.nodes)}] ` : '';
	const isWaived = finding.waiver?.expired === false;
	const text = finding.status === 'fail' ? finding.actual : `${finding.rule}: ${finding.actual || finding.title}`;
	const since = sinceOf(finding, context);
	const line: Line = [
		gap(indent),
		severityMark(finding, pen),
		pen.quote(nodes, 'heading'),
		pen.words(isWaived ? `(waived until ${finding.waiver?.expires}) ${text}` : text, isWaived ? 'quiet' : undefined),
	];
	const opens = {screen: 'finding', subject: findingKey(finding)} as const;
	return {
		key: findingKey(finding),
		line: since.length === 0 ? line : [...fillLine(line, width - sinceWidth), ...since],
		opens,
		copies: finding.fix.commands.join('\n'),
		raw: rawOfProof(finding.evidence),
	};
};

const consequenceRows = (consequences: readonly Finding[], cause: Finding, context: ViewContext): readonly Row[] => {
	const shown = consequences.slice(0, shownConsequences);
	const rest = consequences.length - shown.length;
	const more: Row = {
		key: `${findingKey(cause)} more`,
		line: [gap(2 + severityWidth), context.pen.words(`and ${rest} more that follow from it`, 'quiet')],
		opens: {screen: 'finding', subject: findingKey(cause)},
	};
	return [...shown.map((each) => row(each, context, 2)), ...(rest > 0 ? [more] : [])];
};

const goneRow = ({key, finding, clearedAt}: Track, {pen}: ViewContext): Row => ({
	key: `gone ${key}`,
	line: [goneMark(pen), pen.words(`${finding.rule} (${timeOfDay(clearedAt ?? 0)}): ${finding.actual}`, 'quiet')],
	opens: {screen: 'finding', subject: key},
});

const rowsOf = (context: ViewContext): readonly Row[] => {
	const {scene, filters, now, pen} = context;
	const listed = listedFindings(context);
	const rowsFor = (isFailure: boolean): readonly Row[] =>
		listed
			.filter(({finding}) => (finding.status === 'fail') === isFailure)
			.flatMap(({finding, consequences}) => [
				row(finding, context, 0),
				...consequenceRows(consequences, finding, context),
			]);
	const gone = [...scene.tracks.values()].filter(({clearedAt}) => clearedAt !== null && now - clearedAt < goneFor);
	const passed = scene.report.findings.filter(({status}) => status === 'pass').length;
	const summary: Row = {
		key: 'passed',
		line: [
			severityMark({status: 'pass', severity: 'info'}, pen),
			pen.words(`${passed} rules pass (t lists them)`, 'quiet'),
		],
	};
	return [
		...rowsFor(true),
		...gone.map((track) => goneRow(track, context)),
		...rowsFor(false),
		...(filters.status === 'attention' && passed > 0 ? [summary] : []),
	];
};

/** What goes with the finding under the cursor where there is no room beside the list. */
const tailOf = (finding: Finding | undefined, {pen, width}: ViewContext): readonly Line[] => {
	if (finding === undefined || finding.status === 'pass') {
		return [];
	}
	const next = finding.fix.commands[0] ?? finding.fix.text;
	return [
		...firstLines(labelled(pen.words('why', 'quiet'), 6, pen.words(finding.why), width), 3),
		...(finding.status === 'fail'
			? firstLines(labelled(pen.words('next', 'quiet'), 6, pen.words(next), width), 2)
			: []),
	];
};

/** Who wrote a report wrote its commands, too. */
const readBeforeRunning = 'A report that somebody gave you: read its commands before you run them.';

const leadOf = ({scene, pen, width, asideWidth}: ViewContext): readonly Line[] => {
	const {progress, report, given} = scene;
	const whole = width + (asideWidth === 0 ? 0 : asideWidth + 3);
	if (report.nodes.length === 0) {
		return [[pen.words('Reading this machine. Findings appear as it answers.')], []];
	}
	const note = given === undefined ? [] : wrapSpan(pen.words(readBeforeRunning, 'quiet'), whole);
	const verdict = progress.passes === 0 ? `So far: ${verdictOf(report)}` : verdictOf(report);
	return [...note, ...wrapSpan(pen.words(verdict, 'heading'), whole).slice(0, 4), []];
};

/** The first screen: the verdict in a sentence, the findings with their causes first, and what goes with the one under the cursor. */
export const overviewView = (context: ViewContext): View => {
	const rows = listRows(rowsOf(context));
	const key = rows.at(cursorRow(context.spot, rows)).opens?.subject;
	const finding = key === undefined ? undefined : findingOf(key, context);
	return {
		title: [context.pen.words('Findings', 'heading')],
		lead: leadOf(context),
		rows,
		tail: context.asideWidth > 0 ? [] : tailOf(finding, context),
		aside:
			context.asideWidth > 0 && finding !== undefined ? findingLines(finding, context, context.asideWidth) : undefined,
	};
};
