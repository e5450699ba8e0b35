import type {AnyQuestion} from '../model/question.ts';

/** The questions people ask on a node, by number. */
export const questions: readonly AnyQuestion[] = [];
