import type {RuleOption} from '../model/facts/iptables.ts';
import {type Decoder, ports, transport} from './iptables-list-transport.ts';
import {option, peek, take, takeValue, unknownOption, type Words} from './iptables-list-words.ts';

const negatedBy = (negated: boolean, made: RuleOption): RuleOption => (negated ? {...made, negated: true} : made);

/** `icmptype 8 code 0`. */
const icmp =
	(module: string, name: string): Decoder =>
	(words, negated) => {
		const type = takeValue(words);
		if (peek(words) !== 'code') {
			return [option('-m', module), negatedBy(negated, option(name, type === '255' ? 'any' : type))];
		}
		take(words);
		return [option('-m', module), negatedBy(negated, option(name, `${type}/${take(words)}`))];
	};

const single =
	(module: string, name: string): Decoder =>
	(words, negated) => [option('-m', module), negatedBy(negated, option(name, takeValue(words)))];

/** `mark match 0x4000/0x4000`. */
const mark =
	(module: string): Decoder =>
	(words, negated) =>
		take(words) === 'match' ? single(module, '--mark')(words, negated) : null;

/** `ADDRTYPE match dst-type LOCAL limit-in`. */
const addressType: Decoder = (words) => {
	const made = [option('-m', 'addrtype')];
	if (take(words) !== 'match') {
		return null;
	}
	for (let word = peek(words); ; word = peek(words)) {
		if (word === 'src-type' || word === 'dst-type') {
			take(words);
			made.push(option(`--${word}`, takeValue(words)));
		} else if (word === 'limit-in' || word === 'limit-out') {
			made.push(option(`--limit-iface-${take(words).slice(6)}`));
		} else {
			return made;
		}
	}
};

const multiport: Decoder = (words) => {
	const side = take(words);
	if (side !== 'sports' && side !== 'dports' && side !== 'ports') {
		return null;
	}
	return [option('-m', 'multiport'), option(`--${side}`, ports(takeValue(words)))];
};

const statistic: Decoder = (words) => {
	const made = [option('-m', 'statistic')];
	if (take(words) !== 'mode') {
		return null;
	}
	const mode = take(words);
	made.push(option('--mode', mode));
	for (;;) {
		const negated = peek(words) === '!';
		const word = peek(words, negated ? 1 : 0);
		if (word !== 'probability' && word !== 'every' && word !== 'packet') {
			return made;
		}
		words.at += negated ? 2 : 1;
		made.push(negatedBy(negated, option(`--${word}`, take(words))));
	}
};

const recentModes: Readonly<Record<string, string>> = {
	SET: '--set',
	CHECK: '--rcheck',
	UPDATE: '--update',
	REMOVE: '--remove',
};

/** `recent: CHECK seconds: 10800 reap name: X side: source mask: 255.255.255.255`. */
const recent: Decoder = (words, negated) => {
	const mode = recentModes[take(words)];
	if (mode === undefined) {
		return null;
	}
	const made = [option('-m', 'recent'), negatedBy(negated, option(mode))];
	let side: RuleOption | null = null;
	for (;;) {
		const word = peek(words);
		if (word === 'reap' || word === 'TTL-Match') {
			made.push(option(take(words) === 'reap' ? '--reap' : '--rttl'));
		} else if (['seconds:', 'hit_count:', 'name:', 'mask:'].includes(word)) {
			const name = take(words).slice(0, -1).replace('hit_count', 'hitcount');
			made.push(option(`--${name}`, take(words)));
		} else if (word === 'side:') {
			take(words);
			side = option(take(words) === 'dest' ? '--rdest' : '--rsource');
		} else {
			return side === null ? made : [...made, side];
		}
	}
};

const set: Decoder = (words, negated) => {
	const name = take(words);
	return [option('-m', 'set'), negatedBy(negated, {name: '--match-set', negated: false, values: [name, take(words)]})];
};

/** `limit: avg 3/min burst 10`; iptables-save leaves out the default burst of 5. */
const limit: Decoder = (words) => {
	if (take(words) !== 'avg') {
		return null;
	}
	const rate = option('--limit', take(words));
	take(words);
	const burst = take(words);
	return [option('-m', 'limit'), rate, ...(burst === '5' ? [] : [option('--limit-burst', burst)])];
};

const comparisons: Readonly<Record<string, string>> = {'==': '-eq', '!=': '-eq', '<': '-lt', '>': '-gt'};

/** `HL match HL == 255`, `TTL match TTL < 2`. */
const hopLimit =
	(module: string): Decoder =>
	(words) => {
		words.at += 2;
		const sign = take(words);
		const comparison = comparisons[sign];
		if (comparison === undefined) {
			return null;
		}
		return [option('-m', module), negatedBy(sign === '!=', option(`--${module}${comparison}`, take(words)))];
	};

const physicalDevice: Decoder = (words) => {
	const made = [option('-m', 'physdev')];
	if (take(words) !== 'match') {
		return null;
	}
	for (;;) {
		const negated = peek(words) === '!';
		const name = peek(words, negated ? 1 : 0);
		if (!name.startsWith('--physdev-')) {
			return made;
		}
		words.at += negated ? 2 : 1;
		made.push(negatedBy(negated, name.includes('-is-') ? option(name) : {name, negated: false, values: [take(words)]}));
	}
};

const addressRange: (side: string) => Decoder = (side) => (words, negated) =>
	take(words) === 'IP' && take(words) === 'range' ? single('iprange', `--${side}-range`)(words, negated) : null;

const decoders: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
	...['tcp', 'udp', 'sctp', 'dccp', 'udplite'].map((name): [string, Decoder] => [name, transport(name)]),
	['icmptype', icmp('icmp', '--icmp-type')],
	['ipv6-icmptype', icmp('icmp6', '--icmpv6-type')],
	...['ctstate', 'ctproto', 'ctstatus', 'ctdir'].map((name): [string, Decoder] => [
		name,
		single('conntrack', `--${name}`),
	]),
	['state', single('state', '--state')],
	['mark', mark('mark')],
	['connmark', mark('connmark')],
	['ADDRTYPE', addressType],
	['multiport', multiport],
	['statistic', statistic],
	['recent:', recent],
	['match-set', set],
	['limit:', limit],
	['HL', hopLimit('hl')],
	['TTL', hopLimit('ttl')],
	['PHYSDEV', physicalDevice],
	['nfacct-name', single('nfacct', '--nfacct-name')],
	['source', addressRange('src')],
	['destination', addressRange('dst')],
]);

const decodeOne = (words: Words): readonly RuleOption[] | null => {
	const rt = /^type:(.+)$/.exec(peek(words, 1));
	if (peek(words) === 'rt' && rt?.[1] !== undefined) {
		words.at += 2;
		return [option('-m', 'rt'), option('--rt-type', rt[1])];
	}
	const negated = peek(words) === '!';
	const decoder = decoders.get(peek(words, negated ? 1 : 0));
	if (decoder === undefined) {
		return null;
	}
	words.at += negated ? 2 : 1;
	return decoder(words, negated);
};

/** The matches that stand before `until` says a target's text begins. Words of an extension that is not known become one option named `unknown`. */
export const decodeMatches = (words: Words, until: (words: Words) => boolean): readonly RuleOption[] => {
	const made: RuleOption[] = [];
	while (words.at < words.all.length && !until(words)) {
		const start = words.at;
		const decoded = decodeOne(words);
		if (decoded === null || words.at <= start) {
			words.at = start;
			const lost: string[] = [];
			while (words.at < words.all.length && !until(words)) {
				lost.push(take(words));
			}
			made.push(unknownOption(lost.join(' ')));
		} else {
			made.push(...decoded);
		}
	}
	return made;
};
