import {expect, test} from 'vitest';
import {catalogueFor, wholeCatalogue} from '../../source/commands/catalogue.ts';

const all = {only: [], skip: [], role: [], layouts: [], asked: 'all'} as const;
const ids = (given: Partial<typeof all> | object): readonly string[] =>
	catalogueFor({...all, ...given}).rules.map((rule) => rule.id);

test('without options it is whole', () => {
	const catalogue = catalogueFor(all);
	expect(catalogue.rules).toEqual(wholeCatalogue.rules);
	expect(catalogue.derivations).toEqual(wholeCatalogue.derivations);
	expect(catalogue.rules.length).toBeGreaterThan(50);
});

test('a report for people draws every conclusion that a rule or another conclusion names', () => {
	const {derivations, rules} = catalogueFor({...all, asked: 'bare'});
	const drawn = new Set<string>(derivations.map(({conclusion}) => conclusion));
	const known = new Set<string>(wholeCatalogue.derivations.map(({conclusion}) => conclusion));
	const named = [...rules, ...derivations].flatMap(({needs, uses = []}): readonly string[] => [...needs, ...uses]);
	expect(named.filter((name) => known.has(name) && !drawn.has(name))).toEqual([]);
	expect(drawn.size).toBeLessThan(known.size);
});

test('rules by id and by group', () => {
	expect(ids({only: ['forward-drop']})).toEqual(['forward-drop']);
	const firewall = ids({only: ['firewall']});
	expect(firewall).toContain('forward-drop');
	expect(firewall.length).toBeLessThan(wholeCatalogue.rules.length);
	expect(ids({skip: ['firewall']})).not.toContain('forward-drop');
	expect(ids({only: ['firewall'], skip: ['forward-drop']})).toEqual(firewall.filter((id) => id !== 'forward-drop'));
	expect(ids({only: ['swap-enabled', 'forward-drop']})).toHaveLength(2);
});

test('no rule is left where all are skipped that were chosen', () => {
	expect(ids({only: ['forward-drop'], skip: ['forward-drop']})).toEqual([]);
});

test.each([
	['only', 'forward-dorp', "there is no rule or group 'forward-dorp'; did you mean 'forward-drop'?"],
	['skip', 'firewal', "there is no rule or group 'firewal'; did you mean 'firewall'?"],
	['only', 'something else entirely', "there is no rule or group 'something else entirely'; kdiag explain lists them"],
] as const)('--%s %s', (option, name, message) => {
	expect(() => catalogueFor({...all, [option]: [name]})).toThrow(expect.objectContaining({exit: 64, message}));
});

test('a role that is named replaces what kdiag would conclude, and nothing else', () => {
	const {derivations} = catalogueFor({...all, role: ['worker']});
	const changed = derivations.filter((derivation, index) => derivation !== wholeCatalogue.derivations[index]);
	expect(changed.map(({conclusion}) => conclusion)).toEqual(['role']);
});
