import type {RuleOption} from '../model/facts/iptables.ts';
import {option, peek, portNumber, take, unknownOption, type Words} from './iptables-list-words.ts';

type TargetText = {
	/** Whether the target's own text starts at the next word. */
	readonly starts: (words: Words) => boolean;
	readonly decode: (words: Words) => readonly RuleOption[];
};

const flagWords: ReadonlySet<string> = new Set(['random', 'random-fully', 'persistent']);

const flags = (words: Words): readonly RuleOption[] => {
	const made: RuleOption[] = [];
	while (flagWords.has(peek(words))) {
		made.push(option(`--${take(words)}`));
	}
	return made;
};

/** `to:10.244.4.14:9153 random persistent`. */
const translation = (name: string): TargetText => ({
	starts: (words) => peek(words).startsWith('to:'),
	decode: (words) => [option(name, take(words).slice(3)), ...flags(words)],
});

/** `ports:` under its two spellings: `masq ports: 1024-65535`, `redir ports 8080`. */
const portTarget = (first: string): TargetText => ({
	starts: (words) => peek(words) === first || flagWords.has(peek(words)),
	decode: (words) => {
		if (peek(words) !== first) {
			return flags(words);
		}
		words.at += 2;
		return [option('--to-ports', take(words).split(/(-)/).map(portNumber).join('')), ...flags(words)];
	},
});

const hex = (value: number): string => `0x${(value >>> 0).toString(16)}`;

/** `MARK or 0x4000` is `--set-xmark 0x4000/0x4000`: the words for common masks (iptables-extensions(8), MARK). */
const markOption = (verb: string, value: string): RuleOption | null => {
	const bits = Number(value);
	switch (verb) {
		case 'or':
			return option('--set-xmark', `${value}/${value}`);
		case 'xor':
			return option('--set-xmark', `${value}/0x0`);
		case 'and':
			return option('--set-xmark', `0x0/${hex(~bits)}`);
		case 'set':
			return option('--set-xmark', `${value}/0xffffffff`);
		case 'xset':
			return option('--set-xmark', value);
		default:
			return null;
	}
};

const rest = (words: Words): readonly RuleOption[] => {
	const left: string[] = [];
	while (words.at < words.all.length) {
		left.push(take(words));
	}
	return left.length === 0 ? [] : [unknownOption(left.join(' '))];
};

const mark: TargetText = {
	starts: (words) => peek(words) === 'MARK',
	decode: (words) => {
		const made = markOption(peek(words, 1), peek(words, 2));
		if (made === null) {
			return rest(words);
		}
		words.at += 3;
		return [made];
	},
};

const reject: TargetText = {
	starts: (words) => peek(words) === 'reject-with',
	decode: (words) => {
		take(words);
		return [option('--reject-with', take(words))];
	},
};

/** `LOG flags 0 level 4 prefix "…"`; iptables-save leaves out the flags 0 and the level 4. */
const log: TargetText = {
	starts: (words) => peek(words) === 'LOG',
	decode: (words) => {
		const start = words.at;
		const text = rest(words)[0]?.values[0] ?? '';
		if (text === 'LOG flags 0 level 4') {
			return [];
		}
		const head = 'LOG flags 0 level 4 prefix "';
		if (text.startsWith(head) && text.endsWith('"') && text.length > head.length) {
			return [{name: '--log-prefix', negated: false, values: [text.slice(head.length, -1)]}];
		}
		words.at = start;
		return rest(words);
	},
};

/** Targets whose text is kept as it is: the first word that each prints. */
const opaque = (first: RegExp): TargetText => ({starts: (words) => first.test(peek(words)), decode: rest});

const targets: ReadonlyMap<string, TargetText> = new Map<string, TargetText>([
	['DNAT', translation('--to-destination')],
	['SNAT', translation('--to-source')],
	['NETMAP', translation('--to')],
	['MASQUERADE', portTarget('masq')],
	['REDIRECT', portTarget('redir')],
	['MARK', mark],
	['REJECT', reject],
	['LOG', log],
	['NFLOG', opaque(/^nflog-/)],
	['CT', opaque(/^CT$/)],
	['CONNMARK', opaque(/^CONNMARK$/)],
	['TCPMSS', opaque(/^TCPMSS$/)],
	['TPROXY', opaque(/^TPROXY$/)],
	['SET', opaque(/^(?:add|del|map)-set$/)],
	['NFQUEUE', opaque(/^NFQUEUE$/)],
	['DSCP', opaque(/^DSCP$/)],
	['CLASSIFY', opaque(/^CLASSIFY$/)],
	['AUDIT', opaque(/^AUDIT$/)],
	['TTL', opaque(/^TTL$/)],
	['HL', opaque(/^HL$/)],
]);

/** How the text of a target begins and reads; a chain and a plain verdict have none. */
export const targetText = (target: string | null): TargetText => {
	const known = target === null ? undefined : targets.get(target);
	return known ?? {starts: () => false, decode: rest};
};

/** What is left behind the target's own text: nothing that is understood. */
export const leftover = rest;
