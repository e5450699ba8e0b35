import type {Iptables} from '../model/facts/iptables.ts';
import type {NftChain, NftTable} from '../model/facts/nftables.ts';

const tableNames: ReadonlySet<string> = new Set(['filter', 'nat', 'mangle', 'raw', 'security']);
const builtIn: ReadonlySet<string> = new Set(['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING']);

const hasExtension = (chain: NftChain): boolean =>
	chain.rules.some((rule) =>
		rule.statements.some((statement) => statement.kind === 'other' && statement.text.startsWith('xt ')),
	);

/** The look of what iptables-nft makes: built-in chains in capitals, and a counter in every rule. */
const looksManaged = (table: NftTable): boolean =>
	table.chains.every(
		(chain) =>
			(chain.hook === null || builtIn.has(chain.name)) &&
			chain.rules.every((rule) => rule.statements.some((statement) => statement.kind === 'counter')),
	);

const isManaged = (table: NftTable, warned: ReadonlySet<string>, iptables: Iptables | undefined): boolean => {
	if ((table.family !== 'ip' && table.family !== 'ip6') || !tableNames.has(table.name)) {
		return false;
	}
	if (warned.has(`${table.family} ${table.name}`) || table.chains.some(hasExtension)) {
		return true;
	}
	const family = table.family === 'ip' ? 4 : 6;
	const listed = iptables?.tables.filter((other) => other.family === family && other.backend === 'nft') ?? [];
	// A list of iptables-save settles it: it names every table that is its own.
	return listed.length > 0 ? listed.some((other) => other.name === table.name) : looksManaged(table);
};

/**
 * Marks the tables that iptables-nft manages. nft shows their rules only in part, so iptables-save is who to ask about them.
 * `warned` are tables such as `ip nat` that nft itself says are.
 */
export const markManaged = (
	tables: readonly NftTable[],
	warned: ReadonlySet<string>,
	iptables: Iptables | undefined,
): readonly NftTable[] =>
	tables.map((table) => (isManaged(table, warned, iptables) ? {...table, managedByIptables: true} : table));
