import {parseIptablesSave} from '../../source/collectors/iptables-save.ts';
import {parseNft} from '../../source/collectors/nft.ts';
import type {Iptables, IptablesTable} from '../../source/model/facts/iptables.ts';
import type {NftTable} from '../../source/model/facts/nftables.ts';

const whole = <T>({value, unparsed}: {readonly value: T; readonly unparsed: readonly unknown[]}): T => {
	if (unparsed.length > 0) {
		throw new Error(`the test's rules are not understood: ${JSON.stringify(unparsed)}`);
	}
	return value;
};

/** Tables from the text of a save command; which one it is decides backend and family. */
export const tablesOf = (text: string, command = 'iptables-save'): readonly IptablesTable[] =>
	whole(parseIptablesSave({name: command, text})).map((table) => ({
		...table,
		backend: command.includes('legacy') ? 'legacy' : 'nft',
		family: command.startsWith('ip6') ? 6 : 4,
	}));

/** The node's iptables from the text of `iptables-save`, and of `ip6tables-save` where it is given. */
export const iptablesOf = (v4: string, v6 = ''): Iptables => ({
	tables: [...tablesOf(v4), ...(v6 === '' ? [] : tablesOf(v6, 'ip6tables-save'))],
	warnings: [],
});

/** The node's tables from the text of `nft list ruleset`. */
export const nftOf = (text: string): readonly NftTable[] => whole(parseNft({name: 'nft list ruleset', text}));
