import type {Finding} from '../../model/finding.ts';
import type {Unparsed} from '../../model/place.ts';
import type {NodeAnswer, ReadingSummary, ReportNode} from '../../model/report.ts';
import {counted} from '../count-findings.ts';
import {placeName} from '../finding-lines.ts';
import {element, type Html, joined} from './element.ts';
import {evidenceLines, folded, leftOut, line, mark, sentence} from './parts.ts';
import {within} from './within.ts';

/** Bytes of the lists of one node. */
const room = {answers: 150_000, readings: 60_000, lines: 60_000, rules: 60_000} as const;

const answerItem = ({question, answer, evidence, commands}: NodeAnswer): Html =>
	element(
		'li',
		{},
		element('strong', {}, question),
		element('div', {}, sentence(answer)),
		evidence.length === 0 && commands.length === 0
			? ''
			: folded(
					'shown by',
					evidenceLines(evidence, []),
					commands.length === 0 ? '' : element('p', {class: 'beside'}, 'To see it on the node:'),
					commands.map((command) => element('div', {class: 'box'}, line(command))),
				),
	);

/** The questions that people ask, answered for one node. */
export const answerList = (answers: readonly NodeAnswer[]): Html =>
	answers.length === 0
		? joined('')
		: folded(
				`${counted(answers.length, 'question')} answered`,
				element('ul', {class: 'plain'}, within(answers, room.answers, answerItem).html),
			);

const noteOf = ({status, reason, remedy, partial, unparsed}: ReadingSummary): string =>
	[
		...(status === 'ready' ? [] : [[reason, remedy].filter((text) => text !== null).join('; ')]),
		...(partial === null ? [] : [`a part: ${partial}`]),
		...(unparsed.length === 0 ? [] : [`${counted(unparsed.length, 'line')} not understood`]),
	].join('; ');

const readingRow = (reading: ReadingSummary): Html =>
	element(
		'tr',
		{},
		element('th', {scope: 'row'}, reading.fact),
		element(
			'td',
			{},
			element(
				'span',
				{class: `mark ${reading.status === 'ready' ? 'pass' : 'unknown'}`},
				reading.status === 'ready' ? '+ read' : '? not read',
			),
		),
		element(
			'td',
			{class: 'long'},
			reading.sources.map((source) => element('div', {}, element('code', {}, sentence(source)))),
		),
		element('td', {class: 'long'}, sentence(noteOf(reading))),
	);

/** What was read of one node, from which command or file, and what could not be read. */
export const readingsTable = ({readings}: ReportNode): Html => {
	const missing = readings.filter(({status}) => status !== 'ready').length;
	const heads = ['fact', 'state', 'command or file', 'note'].map((head) => element('th', {scope: 'col'}, head));
	return folded(
		`${counted(readings.length - missing, 'fact')} read${missing === 0 ? '' : `, ${missing} not read`}`,
		element(
			'div',
			{class: 'scroll'},
			element(
				'table',
				{class: 'folding'},
				element('thead', {}, element('tr', {}, heads)),
				element('tbody', {}, within(readings, room.readings, readingRow).html),
			),
		),
	);
};

const unparsedItem = (item: Unparsed): Html =>
	element(
		'div',
		{class: 'box'},
		element('span', {class: 'place'}, `${placeName(item)}: expected ${item.expected}`),
		line(item.text),
	);

/** Lines that should have been understood and were not. */
export const unparsedLines = (node: ReportNode): Html => {
	const lines = [...node.unrecognised, ...node.readings.flatMap(({unparsed}) => unparsed)];
	const {html, left} = within(lines, room.lines, unparsedItem);
	return lines.length === 0
		? joined('')
		: folded(`${counted(lines.length, 'line')} not understood`, html, leftOut(left, 'more line'));
};

/** Rules that hold, or that do not apply, each with its sentence. */
export const ruleList = (findings: readonly Finding[], status: 'pass' | 'skip'): Html => {
	const own = findings.filter((finding) => finding.status === status);
	return own.length === 0
		? joined('')
		: folded(
				status === 'pass' ? `${counted(own.length, 'rule')} passed` : `${counted(own.length, 'rule')} skipped`,
				element(
					'ul',
					{class: 'plain'},
					within(own, room.rules, (finding) =>
						element(
							'li',
							{},
							mark(finding),
							` ${finding.rule}: `,
							sentence(status === 'pass' ? finding.title : finding.actual),
						),
					).html,
				),
			);
};
