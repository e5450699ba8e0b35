import type {Rule} from '../model/rule.ts';
import {exposureRules} from './exposure/index.ts';
import {identityRules} from './identity/index.ts';
import {interfacesRules} from './interfaces/index.ts';
import {rolesRules} from './roles/index.ts';
import {runtimeRules} from './runtime/index.ts';

/** Every rule, in the order in which findings of equal weight are shown: what explains most comes first. */
export const rules: readonly Rule[] = [
	...interfacesRules,
	...runtimeRules,
	...identityRules,
	...exposureRules,
	...rolesRules,
];
