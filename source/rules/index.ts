import type {Rule} from '../model/rule.ts';

/** Every rule, in the order in which findings of equal weight are shown: what explains most comes first. */
export const rules: readonly Rule[] = [];
