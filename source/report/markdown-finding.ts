import type {Finding} from '../model/finding.ts';
import {clipText} from './clip-text.ts';
import {isDocumentation} from './documentation-link.ts';
import {placeText} from './finding-lines.ts';
import {fencedBlock, inlineCode, markdownProse} from './markdown-text.ts';
import {countedNodes} from './node-list.ts';
import {badgeOf} from './style.ts';

/** What is shown of one finding at most, so that it leaves room for others: lines, and bytes of a text. */
const most = {evidence: 20, line: 400, place: 200, sentence: 1200, brief: 300, commands: 10, command: 1000, others: 15};

/** A failure and what follows from it. */
export type Told = {readonly finding: Finding; readonly consequences: readonly Finding[]};

const sentence = (text: string): string => markdownProse(clipText(text, most.sentence));

const nodesText = ({nodes}: Finding): string => inlineCode(clipText(countedNodes(nodes), most.brief));

const row = (name: string, text: string): string => `- **${name}:** ${text}`;

/** A failure in one line. */
export const markdownLine = (finding: Finding, withNodes: boolean): string =>
	`- ${badgeOf(finding, false).text} ${inlineCode(finding.rule)}${withNodes ? ` (${nodesText(finding)})` : ''}: ${markdownProse(clipText(finding.actual, most.brief))}`;

const commands = (name: string, list: readonly string[]): readonly string[] => {
	// Half of a command must not be there to be copied.
	const shown = list.filter((command) => command.length <= most.command).slice(0, most.commands);
	const rest = list.length - shown.length;
	return list.length === 0
		? []
		: [
				name,
				...(shown.length === 0 ? [] : [fencedBlock('sh', shown)]),
				...(rest === 0 ? [] : [`${rest} more or longer than fits: see the JSON report.`]),
			];
};

const evidence = (finding: Finding): readonly string[] => {
	const shown = finding.evidence.slice(0, most.evidence);
	const rest = finding.evidence.length - shown.length;
	let last = '';
	const lines = shown.flatMap((item) => {
		const place = clipText(placeText(item, finding), most.place);
		const isSame = place === last;
		last = place;
		return [...(isSame ? [] : [place]), `  ${clipText(item.text, most.line)}`];
	});
	return [
		...(lines.length === 0 ? [] : [fencedBlock('text', lines)]),
		...(rest > 0 ? [`… and ${rest} more lines of evidence: see the JSON report.`] : []),
	];
};

const page = (address: string): string =>
	isDocumentation(address) ? `<${address}>` : inlineCode(clipText(address, most.brief));

const consequences = (list: readonly Finding[], withNodes: boolean): readonly string[] => {
	const shown = list.slice(0, most.others);
	const rest = list.length - shown.length;
	return list.length === 0
		? []
		: [
				'**Consequences**',
				[
					...shown.map((finding) => markdownLine(finding, withNodes)),
					...(rest > 0 ? [`- … and ${rest} more: see the JSON report.`] : []),
				].join('\n'),
			];
};

/** A failure as a section: what is and what should be, the proof, why, the fix, its consequences. */
export const markdownFinding = ({finding, consequences: others}: Told, withNodes: boolean): string => {
	const {waiver, fix} = finding;
	return [
		`### ${badgeOf(finding, false).text}: ${markdownProse(finding.rule)}`,
		[
			...(withNodes ? [row(finding.nodes.length === 1 ? 'Node' : 'Nodes', nodesText(finding))] : []),
			row('Rule', sentence(finding.title)),
			row('Expected', sentence(finding.expected)),
			row('Actual', sentence(finding.actual)),
			...(waiver === undefined ? [] : [row('Waiver', sentence(`expired on ${waiver.expires}: ${waiver.reason}`))]),
		].join('\n'),
		...evidence(finding),
		`**Why** ${sentence(finding.why)}`,
		`**Fix** ${sentence(fix.text)}`,
		...commands('Commands (kdiag ran none of them):', fix.commands),
		...commands('Then check:', fix.verify),
		...(finding.docs.length === 0 ? [] : [`Read on: ${finding.docs.slice(0, most.commands).map(page).join(', ')}`]),
		...consequences(others, withNodes),
	].join('\n\n');
};
