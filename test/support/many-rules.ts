import type {Iptables, IptablesChain, IptablesRule} from '../../source/model/facts/iptables.ts';
import type {Place} from '../../source/model/place.ts';
import {place} from './node-facts.ts';

const source = 'iptables-save -c';

const rule = (chain: string, index: number, target: string): IptablesRule => ({
	chain,
	target,
	isGoto: false,
	matches: [],
	targetOptions: [],
	comment: null,
	packets: index,
	bytes: index * 60,
	at: place(source, index + 1),
});

const chain = (name: string, policy: string | null, rules: readonly IptablesRule[] = []): IptablesChain => ({
	name,
	policy,
	packets: 0,
	bytes: 0,
	rules,
	at: place(source, 1),
});

const filter = (chains: readonly IptablesChain[]): Iptables => ({
	tables: [{backend: 'nft', family: 4, name: 'filter', chains, complete: true, at: place(source, 1)}],
	warnings: [],
});

/** A filter table whose INPUT has so many rules; each leads to one chain. */
export const manyRules = (count: number): Iptables =>
	filter([
		chain(
			'INPUT',
			'ACCEPT',
			Array.from({length: count}, (_, index) => rule('INPUT', index, 'ALLOWED')),
		),
		chain('ALLOWED', null, [rule('ALLOWED', 0, 'ACCEPT')]),
	]);

/** The line of `manyRules` at a place. */
export const ruleLine = ({line}: Place): string => `[${line - 1}:0] -A INPUT -s 10.${line % 200}.0.${line} -j ALLOWED`;

/** A filter table with so many chains that nothing leads to. */
export const manyChains = (count: number): Iptables =>
	filter(Array.from({length: count}, (_, index) => chain(`KUBE-SVC-${index}`, null)));

/** A filter table with one chain of that name, and a jump to it. */
export const chainNamed = (name: string): Iptables =>
	filter([chain('INPUT', 'DROP', [rule('INPUT', 0, name)]), chain(name, null, [rule(name, 1, 'RETURN')])]);
