import {answerQuestions} from '../../source/analyzer/answer-questions.ts';
import type {AnyQuestion} from '../../source/model/question.ts';
import type {NodeAnswer} from '../../source/model/report.ts';
import type {Known, KnownName} from '../../source/model/rule.ts';
import {knowledgeOf} from './node-facts.ts';

/** What a question's answer is on a node of which this is known; `partial` says what of it is not whole. */
export const ask = (
	question: AnyQuestion,
	known: Partial<Known>,
	partial: {readonly [K in KnownName]?: string} = {},
): NodeAnswer => {
	const node = {id: 'n1', knowledge: knowledgeOf(known, partial) as never, quote: () => 'quoted'};
	const [answer] = answerQuestions([question], node);
	if (answer === undefined) {
		throw new Error('no answer');
	}
	return answer;
};
