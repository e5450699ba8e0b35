import type {Catalogue} from '../analyzer/analyze.ts';
import {collectors} from '../collectors/index.ts';
import {derivations} from '../derive/index.ts';
import type {Role} from '../model/layout.ts';
import type {LayoutChange} from '../model/layout-file.ts';
import {questions} from '../questions/index.ts';
import {causes} from '../rules/causes.ts';
import {rules} from '../rules/index.ts';
import {unknownWord} from './command-failure.ts';
import {withLayouts, withRole} from './override-derivations.ts';

/** What the user narrows down or decides: rules by id or group, the role where kdiag cannot tell, and whose answers are wanted. */
export type CatalogueOptions = {
	readonly only: readonly string[];
	readonly skip: readonly string[];
	readonly role: readonly Role[];
	readonly layouts: readonly LayoutChange[];
	readonly asked: Catalogue['asked'];
};

/** Everything that kdiag knows how to read, conclude, judge and answer. */
export const wholeCatalogue: Catalogue = {collectors, derivations, rules, causes, questions, asked: 'all'};

const isNamed = (names: readonly string[]) => (rule: {readonly id: string; readonly group: string}) =>
	names.includes(rule.id) || names.includes(rule.group);

/** The catalogue as the user's options narrow it; an unknown rule is a usage error that names the nearest one. */
export const catalogueFor = (options: CatalogueOptions): Catalogue => {
	const known = new Set(rules.flatMap((rule) => [rule.id, rule.group]));
	for (const name of [...options.only, ...options.skip]) {
		if (!known.has(name)) {
			throw unknownWord('rule or group', name, [...known], 'kdiag explain lists them');
		}
	}
	const chosen = rules
		.filter((rule) => options.only.length === 0 || isNamed(options.only)(rule))
		.filter((rule) => !isNamed(options.skip)(rule));
	const named = options.role.length === 0 ? derivations : derivations.map(withRole(options.role));
	const changed = options.layouts.length === 0 ? named : named.map(withLayouts(options.layouts));
	// No rule asks for the ways of packets: they are there to be looked at.
	const wanted = options.asked === 'all' ? changed : changed.filter(({conclusion}) => conclusion !== 'packets');
	return {...wholeCatalogue, rules: chosen, derivations: wanted, asked: options.asked};
};
