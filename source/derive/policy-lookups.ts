import type {PolicyRule} from '../model/facts/route.ts';

/** Tables that every machine has. */
export const ownTables: readonly string[] = ['local', 'main', 'default'];

/** Whether a rule takes packets whatever their mark and interfaces. */
export const isUnconditional = ({negated, mark, inputDevice, outputDevice}: PolicyRule): boolean =>
	!negated && mark === null && inputDevice === null && outputDevice === null;

/**
 * Whether a rule asks the main table for everything before the rules that come after it: then these see only what the main table
 * has no route for (with `suppress_prefixlength 0`, which VPNs and newer cloud set-ups use: only what its default route would take).
 */
export const asksMainFirst = (rule: PolicyRule): boolean =>
	rule.action === 'lookup' &&
	rule.table === 'main' &&
	rule.from === 'all' &&
	rule.to === 'all' &&
	isUnconditional(rule);
