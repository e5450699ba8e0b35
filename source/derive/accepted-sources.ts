import type {Iptables} from '../model/facts/iptables.ts';
import type {NftStatement, NftTable} from '../model/facts/nftables.ts';
import type {Place} from '../model/place.ts';
import {addressAt, parseCidr} from '../net/cidr.ts';

/** How many sources are looked at: who is let in by name is a handful of machines. */
const most = 64;

/** A source that a rule names, as text, and the rule. */
type Named = {readonly text: string; readonly at: Place};

/** An address that a rule names as the source of what it lets in, and the rule. */
export type AcceptedSource = {readonly address: string; readonly at: Place};

const iptablesSources = ({tables}: Iptables): readonly Named[] =>
	tables
		.filter(({name}) => name === 'filter')
		.flatMap(({chains}) => chains.flatMap(({rules}) => rules))
		.filter(({target}) => target !== null && target !== 'DROP' && target !== 'REJECT')
		.flatMap(({matches, at}) =>
			matches
				.filter(({name, negated}) => name === '-s' && !negated)
				.flatMap(({values}) => values.slice(0, 1).map((text) => ({text, at}))),
		);

const inStatement = (statement: NftStatement, table: NftTable): readonly string[] => {
	if (statement.kind !== 'match' || !/^ip6? saddr$/.test(statement.left) || statement.operator === '!=') {
		return [];
	}
	const {right} = statement;
	if (right.kind === 'set') {
		return right.elements;
	}
	const set = right.text.startsWith('@') ? table.sets.find(({name}) => name === right.text.slice(1)) : undefined;
	return set === undefined ? [right.text] : set.elements.map(({key}) => key);
};

const nftSources = (tables: readonly NftTable[]): readonly Named[] =>
	tables.flatMap((table) =>
		table.chains
			.flatMap(({rules}) => rules)
			.flatMap(({statements, at}) =>
				statements.flatMap((statement) => inStatement(statement, table)).map((text) => ({text, at})),
			),
	);

/** An address of each range that the filters name as the source of what they let in. Whether they do let it in, a walk tells. */
export const acceptedSources = (iptables: Iptables, nftables: readonly NftTable[]): readonly AcceptedSource[] => {
	const found = new Map<string, AcceptedSource>();
	const named = [...iptablesSources(iptables), ...nftSources(nftables.filter((table) => !table.managedByIptables))];
	for (const {text, at} of named) {
		const range = parseCidr(text.split('-')[0] ?? '');
		if (range !== null && range.prefix > 0 && found.size < most) {
			found.set(`${text} ${at.source} ${at.line}`, {
				address: addressAt(range, range.first === range.last ? 0n : 1n),
				at,
			});
		}
	}
	return [...found.values()];
};
