import type {Catalogue} from './catalogue.ts';
import type {Readings} from './read-facts.ts';

type Names = {readonly needs: readonly string[]; readonly uses?: readonly string[] | undefined};

/**
 * The part of a catalogue that can be judged while facts are still being read: a rule or conclusion whose every fact, needed or only used,
 * is read or known to be unavailable. What is judged of it stays so when the rest arrives; the conclusion `gaps` needs all facts.
 */
export const settledCatalogue = (readings: Readings, catalogue: Catalogue): Catalogue => {
	const facts = catalogue.collectors.map(({fact}) => fact);
	const settled = new Set<string>(facts.filter((fact) => readings[fact] !== undefined));
	if (settled.size === facts.length) {
		return catalogue;
	}
	const isSettled = ({needs, uses = []}: Names): boolean => [...needs, ...uses].every((name) => settled.has(name));
	const derivations = catalogue.derivations.filter((derivation) => {
		const isReady = isSettled(derivation as unknown as Names);
		if (isReady) {
			settled.add(derivation.conclusion);
		}
		return isReady;
	});
	const rules = settled.has('role')
		? catalogue.rules.filter((rule) => rule.scope === 'node' && isSettled(rule as unknown as Names))
		: [];
	return {...catalogue, derivations, rules};
};
