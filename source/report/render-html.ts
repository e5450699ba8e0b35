import type {Report} from '../model/report.ts';
import {countFindings} from './count-findings.ts';
import {frameEnd, frameStart} from './html/document-frame.ts';
import {type Child, element, type Html} from './html/element.ts';
import {findingArticles, waivedList} from './html/finding-articles.ts';
import {addressesOf, detailsOf, type NodePart, nodeParts, packetsOf} from './html/node-sections.ts';
import {nodesTable} from './html/nodes-table.ts';
import {packReport} from './html/pack-report.ts';
import {pageHead, pageTitle} from './html/page-head.ts';
import {leftOut, sentence} from './html/parts.ts';
import {unknownList} from './html/unknown-list.ts';
import {type Within, within} from './html/within.ts';
import {isWaived} from './is-waived.ts';
import {machineAnswers} from './machine-answers.ts';
import {fewNodes} from './node-list.ts';
import {analyseAgain} from './origin-of-report.ts';

/** Bytes of what is shown of single nodes. */
const room = {pictures: 250_000, details: 400_000} as const;

/** A part of the document with its heading. */
type Part = {readonly id: string; readonly title: string; readonly content: readonly Child[]};

const section = ({id, title, content}: Part): Html => element('section', {id}, element('h2', {}, title), content);

const failuresOf = ({findings}: NodePart): number => findings.filter(({status}) => status === 'fail').length;

/** The nodes of which pictures are drawn: all of a few, of many those with most failures. */
const drawnParts = (parts: readonly NodePart[]): readonly NodePart[] =>
	parts.length <= fewNodes ? parts : parts.toSorted((one, other) => failuresOf(other) - failuresOf(one)).slice(0, 5);

const pictures = ({html, left}: Within, others: number): readonly Child[] =>
	html.markup === '' ? [] : [html, leftOut(left + others, 'more node')];

/** What can be said of a machine without Kubernetes, on which nothing is judged. */
const network = (report: Report): readonly Child[] => {
	const [node, ...others] = report.nodes;
	const answers = node === undefined || node.role !== 'none' || others.length > 0 ? [] : machineAnswers(node, report);
	return answers.length === 0
		? []
		: [
				element(
					'ul',
					{class: 'plain'},
					answers.map(({answer}) => element('li', {}, sentence(answer))),
				),
			];
};

/** All sections that have something to say, in the order in which a person needs them. */
const partsOf = (report: Report): readonly Part[] => {
	const {nodes, findings} = report;
	const isOne = nodes.length === 1;
	const failures = findings.filter(({status}) => status === 'fail');
	const waived = failures.filter(isWaived);
	const open = failures.filter((finding) => !isWaived(finding));
	const unknown = findings.filter(({status}) => status === 'unknown');
	const single = nodeParts(report);
	const drawn = drawnParts(single);
	const addresses = within(drawn, room.pictures, (part) => addressesOf(part, isOne));
	const packets = within(drawn, room.pictures, (part) => packetsOf(part, isOne));
	const details = within(single, room.details, (part) => detailsOf(part, isOne));
	return [
		{id: 'nodes', title: 'Nodes', content: isOne ? [] : [nodesTable(single)]},
		{
			id: 'findings',
			title: 'Findings',
			content: open.length === 0 ? ['Nothing is wrong in what could be checked.'] : [findingArticles(open, report)],
		},
		{
			id: 'waived',
			title: `Waived (${waived.length})`,
			content: waived.length === 0 ? [] : [waivedList(waived, report)],
		},
		{
			id: 'unknown',
			title: `Could not check (${unknown.length})`,
			content: unknown.length === 0 ? [] : [unknownList(unknown, report)],
		},
		{id: 'network', title: 'Network of this machine', content: network(report)},
		{
			id: 'addresses',
			title: 'Addresses',
			content: pictures(addresses, single.length - drawn.length),
		},
		{
			id: 'packets',
			title: 'Packets that have to pass',
			content: pictures(packets, single.length - drawn.length),
		},
		{
			id: 'read',
			title: 'What was asked, passed and read',
			content: [details.html, leftOut(details.left, 'more node')],
		},
	].filter(({content}) => content.length > 0);
};

/** The end of the document: what it is, and the report itself for kdiag to open again. */
const pageFoot = (report: Report): readonly Html[] => {
	const {data, without} = packReport(report);
	const {command, of} = analyseAgain(report);
	const inside = without === null ? 'the whole report' : `the report without ${without}`;
	return [
		element(
			'footer',
			{},
			element(
				'p',
				{},
				`This file holds ${inside}. Open it again, on any machine: `,
				element('code', {}, 'kdiag FILE.html'),
				'.',
			),
			element('p', {}, 'Look again at what was read: ', element('code', {}, command), ` (${of}).`),
			element(
				'p',
				{},
				'It runs no script and loads nothing. kdiag changed nothing on the node; fixes are for people to read and run. What lies between nodes (cloud firewalls, security groups, routers) cannot be seen from a node.',
			),
		),
		...(data === '' ? [] : [element('template', {id: 'kdiag-report'}, data)]),
	];
};

/**
 * The report as one HTML file that runs no script and asks for nothing: the verdict, each failure with its proof and fix, causes before
 * consequences, what could not be checked, pictures of the addresses, and all the rest folded. The report itself is inside, packed.
 */
export function* renderHtml(report: Report): Generator<string> {
	const counts = countFindings(report.findings);
	const parts = partsOf(report);
	yield frameStart(pageTitle(report, counts));
	yield pageHead(report, counts, parts).markup;
	yield '<main>';
	for (const part of parts) {
		yield `${section(part).markup}\n`;
	}
	yield '</main>\n';
	for (const piece of pageFoot(report)) {
		yield `${piece.markup}\n`;
	}
	yield frameEnd;
}
