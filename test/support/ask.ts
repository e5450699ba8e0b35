import {expect, test} from 'vitest';
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

/** A row of a table: its name, what is known, the answer's bare values, what its sentence says, and what of the known is not whole. */
export type AnswerRow = readonly [
	name: string,
	known: Partial<Known>,
	values: readonly string[],
	says: RegExp,
	partial?: {readonly [K in KnownName]?: string},
];

/** Tests a question by a table. */
export const testAnswers = (question: AnyQuestion, rows: readonly AnswerRow[]): void => {
	const {id} = question as unknown as {readonly id: string};
	for (const [name, known, values, says, partial] of rows) {
		test(`${id}: ${name}`, () => {
			const answer = ask(question, known, partial);
			expect(answer.values).toEqual(values);
			expect(answer.answer).toMatch(says);
		});
	}
};
