import type {IptablesChain, IptablesTable, RuleOption} from '../model/facts/iptables.ts';
import type {NftRule} from '../model/facts/nftables.ts';
import type {Place} from '../model/place.ts';
import type {PacketFilters} from './packet.ts';
import {samePlace} from './same-place.ts';

/** Packets that must get through: the base chain of iptables that sees them, and how each tool names them. */
export type Opening = {
	readonly chain: 'INPUT' | 'FORWARD';
	readonly family: 4 | 6;
	readonly packets: readonly {readonly iptables: string; readonly nft: string}[];
};

/** A word that needs no quotes in a shell and cannot be anything but itself. */
const isPlain = (word: string): boolean => /^[A-Za-z0-9_./:,@%+=!-]+$/.test(word);

const words = (options: readonly RuleOption[]): readonly string[] =>
	options.flatMap(({name, negated, values}) => [...(negated ? ['!'] : []), name, ...values]);

const programOf = ({backend, family}: Pick<IptablesTable, 'backend' | 'family'>): string =>
	`${family === 6 ? 'ip6tables' : 'iptables'}${backend === 'legacy' ? '-legacy' : ''}`;

/** The rule as it was added, with -D; by its number where it holds a comment or words that a shell would read. */
const deletion = (table: IptablesTable, chain: IptablesChain, index: number): string | null => {
	const rule = chain.rules[index];
	if (rule === undefined || !isPlain(chain.name)) {
		return null;
	}
	const start = [programOf(table), ...(table.name === 'filter' ? [] : ['-t', table.name]), '-D', chain.name];
	const target = rule.target === null ? [] : [rule.isGoto ? '-g' : '-j', rule.target];
	const spec = [...words(rule.matches), ...target, ...words(rule.targetOptions)];
	const isWhole = rule.comment === null && spec.every(isPlain);
	return [...start, ...(isWhole ? spec : [String(index + 1)])].join(' ');
};

/** What says nothing about which packets: the way they come and go, and how far their connection is. */
const broadOptions = new Set(['-m', '-i', '-o', '--state', '--ctstate']);
const broadMatch = /^(meta )?(iif|oif)|^ct state/;

const isParticular = (matches: readonly RuleOption[]): boolean => matches.some(({name}) => !broadOptions.has(name));

const isParticularInNft = (rule: NftRule): boolean =>
	rule.statements.some((statement) => statement.kind === 'match' && !broadMatch.test(statement.left));

const acceptInIptables = (program: string, {chain, packets}: Opening): readonly string[] =>
	packets.map(({iptables}) => `${program} -I ${chain} 1 ${iptables} -j ACCEPT`);

const inIptables = ({iptables}: PacketFilters, place: Place, opening: Opening): readonly string[] | null => {
	for (const table of iptables.tables) {
		for (const chain of table.chains) {
			const index = chain.rules.findIndex((rule) => samePlace(rule.at, place));
			const rule = chain.rules[index];
			if (rule === undefined && !samePlace(chain.at, place)) {
				continue;
			}
			// Before tables other than filter no accept of filter helps.
			const isTakenOut = rule !== undefined && (table.name !== 'filter' || isParticular(rule.matches));
			const command = isTakenOut ? deletion(table, chain, index) : null;
			return command === null ? acceptInIptables(programOf(table), opening) : [command];
		}
	}
	return null;
};

const inNftables = ({nftables}: PacketFilters, place: Place, opening: Opening): readonly string[] | null => {
	for (const table of nftables) {
		for (const chain of table.chains) {
			const rule = chain.rules.find((each) => samePlace(each.at, place));
			if (rule === undefined && !samePlace(chain.at, place)) {
				continue;
			}
			const names = [table.family, table.name, chain.name];
			if (!names.every(isPlain)) {
				return [];
			}
			const name = names.join(' ');
			if (rule === undefined || !isParticularInNft(rule)) {
				return opening.packets.map(({nft}) => `nft insert rule ${name} ${nft} accept`);
			}
			return rule.handle === null ? [`nft -a list chain ${name}`] : [`nft delete rule ${name} handle ${rule.handle}`];
		}
	}
	return null;
};

/**
 * What lets packets through that the rule or policy at a place stops. A rule about particular packets is taken out, exactly as it stands on this node;
 * before a policy or a rule about everything, which somebody meant, an accept is put. An accept of iptables does not help against a drop of nftables: it goes into that chain.
 */
export const openingCommands = (filters: PacketFilters, place: Place | null, opening: Opening): readonly string[] =>
	(place === null ? null : (inIptables(filters, place, opening) ?? inNftables(filters, place, opening))) ??
	acceptInIptables(programOf({backend: 'unknown', family: opening.family}), opening);
