import type {Iptables, IptablesChain, IptablesRule, IptablesTable} from '../model/facts/iptables.ts';

/** The tables of a name (`filter`, `nat`) in all backends and families, or in one family. */
export const tablesNamed = (iptables: Iptables, name: string, family?: 4 | 6): readonly IptablesTable[] =>
	iptables.tables.filter((table) => table.name === name && (family === undefined || table.family === family));

/** A chain of a table, in whichever backend has it. */
export const findChain = (
	iptables: Iptables,
	table: string,
	chain: string,
	family: 4 | 6 = 4,
): IptablesChain | undefined => {
	for (const each of tablesNamed(iptables, table, family)) {
		const found = each.chains.find(({name}) => name === chain);
		if (found !== undefined) {
			return found;
		}
	}
	return undefined;
};

/** The rule by which a chain hands packets to another one. */
export const jumpTo = (
	iptables: Iptables,
	table: string,
	from: string,
	to: string,
	family: 4 | 6 = 4,
): IptablesRule | undefined => {
	for (const each of tablesNamed(iptables, table, family)) {
		const jump = each.chains.find(({name}) => name === from)?.rules.find((rule) => rule.target === to);
		if (jump !== undefined) {
			return jump;
		}
	}
	return undefined;
};
