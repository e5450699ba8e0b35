import type {IptablesTable} from '../../source/model/facts/iptables.ts';
import type {NftStatement, NftTable} from '../../source/model/facts/nftables.ts';

/** What tables of iptables say, without places, counters and the order of chains, in which the forms differ. */
export const bareIptables = (tables: readonly IptablesTable[]): unknown =>
	tables.map(({name, chains}) => ({
		name,
		chains: chains
			.map((chain) => ({
				name: chain.name,
				policy: chain.policy,
				rules: chain.rules.map(({at: _, packets: __, bytes: ___, ...rule}) => rule),
			}))
			.sort((a, b) => (a.name < b.name ? -1 : 1)),
	}));

/** A statement without places and counts, which go on while two commands run. */
const bareStatement = (statement: NftStatement): unknown => {
	if (statement.kind === 'counter') {
		return {kind: 'counter'};
	}
	return statement.kind === 'verdict-map'
		? {...statement, entries: statement.entries.map(({at: _, ...entry}) => entry)}
		: statement;
};

/** What tables of nft say, without places, counts and handles, which the text form shows only when asked. */
export const bareNft = (tables: readonly NftTable[]): unknown =>
	tables.map(({at: _, chains, sets, ...table}) => ({
		...table,
		chains: chains.map(({at: __, rules, ...chain}) => ({
			...chain,
			rules: rules.map(({comment, statements}) => ({comment, statements: statements.map(bareStatement)})),
		})),
		sets: sets.map(({at: __, elements, type, ...set}) => ({
			...set,
			// With `typeof` the text form prints an expression, the JSON of version 1.0 a type.
			type: type.includes('saddr') || type === 'ipv4_addr . mark' ? 'typeof' : type,
			elements: elements.map(({at: ___, ...element}) => element),
		})),
	}));
