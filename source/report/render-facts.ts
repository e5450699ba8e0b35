import type {FactsDocument} from '../model/documents.ts';
import type {NodeAnswer, Report} from '../model/report.ts';
import {escapeVisible} from './escape-visible.ts';
import {ownWords} from './own-words.ts';
import {toSafeJson} from './render-json.ts';
import {paint, type Style} from './style.ts';
import {wrap} from './wrap.ts';

const answered = (answer: NodeAnswer, style: Style): string => {
	const number = `${String(answer.number).padStart(2)}. `;
	const shown = answer.evidence.slice(0, 4);
	return [
		`${number}${paint(wrap(ownWords(answer.question, style), style.width, '    '), 'heading', style)}`,
		`    ${wrap(ownWords(answer.answer, style), style.width, '    ')}`,
		...shown.map((item) => {
			const where = paint(escapeVisible(`${item.source}:${item.line}`, style.ascii), 'quiet', style);
			return `      ${where}  ${escapeVisible(item.text.trim(), style.ascii)}`;
		}),
		...(answer.evidence.length > shown.length
			? [ownWords(`      … ${answer.evidence.length - shown.length} more lines`, style)]
			: []),
		...answer.commands.map((command) => `      ${paint('$', 'quiet', style)} ${ownWords(command, style)}`),
	].join('\n');
};

/** The answers for people, node by node: the sentence, the lines it rests on, the commands a person would type. */
export const renderFacts = (report: Report, style: Style): string => {
	const byNode = Map.groupBy(report.answers, (answer) => answer.node);
	const nodes = report.nodes.map((node) =>
		[
			paint(escapeVisible(node.id, style.ascii), 'heading', style),
			...(byNode.get(node.id) ?? []).map((answer) => answered(answer, style)),
		].join('\n\n'),
	);
	return `${nodes.join('\n\n')}\n`;
};

/** The answers as one JSON document. */
export const renderFactsJson = (report: Report): string => {
	const document: FactsDocument = {format: 'kdiag-facts', version: 1, tool: report.tool, answers: report.answers};
	return `${toSafeJson(document)}\n`;
};
