import type {Supervisor} from '../model/conclusions.ts';
import type {Finding, Fix} from '../model/finding.ts';
import type {Rule} from '../model/rule.ts';
import {fillFix} from './fill-fix.ts';

/**
 * What a finding on one node says beyond its rule: a thousand nodes have a hundred thousand findings, of which most only say that all is well.
 * What is left out is the rule's own severity, a fix that follows from the rule and the node's supervisor alone, and else nothing.
 */
export type PackedFinding = Pick<Finding, 'rule' | 'status'> &
	Partial<Pick<Finding, 'severity' | 'expected' | 'actual' | 'evidence' | 'required' | 'fix'>>;

/** Makes packed findings whole again: of a node with that id and supervisor. */
export type Unpack = (
	id: string,
	supervisor: Supervisor | null,
	packed: readonly PackedFinding[],
) => readonly Finding[];

/** An unpacker of findings of these rules. Fixes that are equal are one. */
export const createUnpacker = (rules: readonly Rule[]): Unpack => {
	const byId = new Map(rules.map((rule) => [rule.id, rule]));
	const fixes = new Map<string, Map<string, Fix>>();
	const fixOf = (rule: Rule, supervisor: Supervisor | null, known: Map<string, Fix>): Fix => {
		const fix = known.get(rule.id) ?? fillFix(rule, [], supervisor ?? undefined);
		known.set(rule.id, fix);
		return fix;
	};
	return (id, supervisor, packed) => {
		const key = JSON.stringify(supervisor);
		const known = fixes.get(key) ?? new Map<string, Fix>();
		fixes.set(key, known);
		return packed.flatMap((finding) => {
			const {rule: name, status, expected = '', actual = '', evidence = [], required = false} = finding;
			const rule = byId.get(name);
			return rule === undefined
				? []
				: [
						{
							rule: name,
							group: rule.group,
							severity: finding.severity ?? rule.severity,
							nodes: [id],
							title: rule.title,
							expected,
							actual,
							evidence,
							why: rule.why,
							fix: finding.fix ?? fixOf(rule, supervisor, known),
							docs: rule.docs,
							consequenceOf: null,
							required,
							status,
						},
					];
		});
	};
};
