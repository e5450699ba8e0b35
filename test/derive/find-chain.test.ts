import {expect, test} from 'vitest';
import {findChain, jumpTo, tablesNamed} from '../../source/derive/find-chain.ts';
import {emptyNatTable, filterTable, lineOf, natTable} from '../support/kube-rules.ts';
import {iptablesOf, tablesOf} from '../support/packet-filter.ts';

const rules = iptablesOf(filterTable() + natTable, emptyNatTable);

test.each([
	['a chain of IPv4', 'nat', 'KUBE-POSTROUTING', 4, lineOf(filterTable() + natTable, ':KUBE-POSTROUTING')],
	['a chain of IPv6', 'nat', 'KUBE-SERVICES', 6, lineOf(emptyNatTable, ':KUBE-SERVICES')],
	['a chain of the other family only', 'nat', 'KUBE-POSTROUTING', 6, undefined],
	['a chain of another table', 'filter', 'KUBE-POSTROUTING', 4, undefined],
	['a table that is not there', 'mangle', 'PREROUTING', 4, undefined],
] as const)('%s', (_, table, chain, family, line) => {
	expect(findChain(rules, table, chain, family)?.at.line).toBe(line);
});

test('a chain in whichever backend has it', () => {
	const tables = [...tablesOf(filterTable()), ...tablesOf(natTable, 'iptables-legacy-save')];
	expect(findChain({tables, warnings: []}, 'nat', 'KUBE-SERVICES')?.at.source).toBe('iptables-legacy-save');
});

test('the rule that leads from one chain to another', () => {
	const line = lineOf(filterTable() + natTable, '-A POSTROUTING');
	expect(jumpTo(rules, 'nat', 'POSTROUTING', 'KUBE-POSTROUTING')?.at).toEqual({source: 'iptables-save', line});
	expect(jumpTo(rules, 'nat', 'POSTROUTING', 'KUBE-SERVICES')).toBeUndefined();
	expect(jumpTo(rules, 'nat', 'POSTROUTING', 'KUBE-POSTROUTING', 6)).toBeUndefined();
});

test('tables by name, of both families or of one', () => {
	expect(tablesNamed(rules, 'nat').map(({family}) => family)).toEqual([4, 6]);
	expect(tablesNamed(rules, 'nat', 6)).toHaveLength(1);
	expect(tablesNamed(rules, 'raw')).toEqual([]);
});
