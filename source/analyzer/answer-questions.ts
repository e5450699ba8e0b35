import type {AnyQuestion, Question} from '../model/question.ts';
import type {NodeAnswer} from '../model/report.ts';
import type {KnownName} from '../model/rule.ts';
import {viewOf} from './draw-conclusions.ts';
import type {JudgedNode} from './judge-node.ts';
import {quoteAll} from './quote-evidence.ts';

/** Answers every question for one node. An answer that cannot be given has no values and says what is missing. */
export const answerQuestions = (questions: readonly AnyQuestion[], node: JudgedNode): readonly NodeAnswer[] =>
	(questions as unknown as readonly Question[]).map((question) => {
		const isWhole = (name: KnownName): boolean => {
			const reading = node.knowledge[name];
			return reading?.status === 'ready' && reading.partial === null;
		};
		const answered = question.answer(viewOf(node.knowledge, question.uses) as never, isWhole);
		const {number, id, commands} = question;
		const base = {node: node.id, number, id, question: question.question, commands};
		return 'missing' in answered
			? {...base, answer: answered.missing, values: [], evidence: []}
			: {
					...base,
					answer: answered.answer,
					values: answered.values,
					evidence: quoteAll(node.id, node.quote, answered.evidence),
				};
	});
