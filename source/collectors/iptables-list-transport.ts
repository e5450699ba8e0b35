import type {RuleOption} from '../model/facts/iptables.ts';
import {option, peek, portNumber, take, type Words} from './iptables-list-words.ts';

/** Reads what a match prints behind its first word; null where it prints something else. */
export type Decoder = (words: Words, negated: boolean) => readonly RuleOption[] | null;

/** Ports of a match by number: `http,8080:8090`. */
export const ports = (value: string): string => {
	const mark = value.startsWith('!') ? '!' : '';
	return (
		mark +
		value
			.slice(mark.length)
			.split(/([,:])/)
			.map(portNumber)
			.join('')
	);
};

/** `tcp dpt:443`, `tcp spts:1024:65535 flags:!0x17/0x02`, `udp`. */
export const transport =
	(protocol: string): Decoder =>
	(words) => {
		const made = [option('-m', protocol)];
		for (;;) {
			const match = /^(spts?|dpts?|flags|option|chunktypes):(.*)$/.exec(peek(words));
			const [, name = '', value = ''] = match ?? [];
			if (match === null) {
				return made;
			}
			if (name === 'chunktypes') {
				return null;
			}
			take(words);
			if (name === 'flags') {
				made.push(tcpFlags(value));
			} else {
				made.push(
					option(name === 'option' ? '--tcp-option' : name.startsWith('s') ? '--sport' : '--dport', ports(value)),
				);
			}
		}
	};

const flagNames = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG'] as const;

const flagsOf = (text: string): string => {
	if (!/^0x/i.test(text)) {
		return text;
	}
	const bits = Number(text);
	const set = flagNames.filter((_, bit) => (bits & (1 << bit)) !== 0);
	return set.length === 0 ? 'NONE' : set.join(',');
};

/** `flags:0x17/0x02` is `--tcp-flags FIN,SYN,RST,ACK SYN`: mask, then what has to be set (iptables-extensions(8)). */
const tcpFlags = (text: string): RuleOption => {
	const negated = text.startsWith('!');
	const [mask = '', set = ''] = text.slice(negated ? 1 : 0).split('/');
	return {name: '--tcp-flags', negated, values: [flagsOf(mask), flagsOf(set)]};
};
