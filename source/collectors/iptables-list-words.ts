import type {RuleOption} from '../model/facts/iptables.ts';
import {portOfService} from './service-ports.ts';

/** The words behind a rule's columns in `iptables -L`, and how far they are read. */
export type Words = {readonly all: readonly string[]; at: number};

/** The next word without taking it. */
export const peek = (words: Words, ahead = 0): string => words.all[words.at + ahead] ?? '';

/** Takes the next word; empty at the end. */
export const take = (words: Words): string => {
	const word = peek(words);
	words.at = Math.min(words.at + 1, words.all.length);
	return word;
};

/** An option as iptables-save would print it; a value that starts with `!` negates (`dpt:!22`). */
export const option = (name: string, ...values: readonly string[]): RuleOption => {
	const [first = ''] = values;
	const negated = first.startsWith('!');
	return {name, negated, values: negated ? [first.slice(1), ...values.slice(1)] : values};
};

/** Text that says nothing sure about a packet: whoever walks the rule has to answer unknown. */
export const unknownOption = (text: string): RuleOption => ({name: 'unknown', negated: false, values: [text]});

/** Takes a value that may be negated by a `!` of its own before it, and glues the two. */
export const takeValue = (words: Words): string => {
	const word = take(words);
	return word === '!' ? `!${take(words)}` : word;
};

/** A port's number where it is printed by a name that is known, else the text as it is. */
export const portNumber = (text: string): string => portOfService(text)?.toString() ?? text;
