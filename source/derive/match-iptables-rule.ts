import type {IptablesRule, RuleOption} from '../model/facts/iptables.ts';
import {matchAddress, matchInterface, matchNumber} from './match-packet-value.ts';
import {type Mark, maskedValue, parseMark} from './packet-mark.ts';
import type {AddressType, PacketView} from './packet-view.ts';
import {protocolName} from './protocol-name.ts';
import {anyOf, not, type Truth} from './truth.ts';
import {hasNoConnection, type WalkState} from './walk-state.ts';

/** Whether a packet in a state has what an option asks for, its negation left aside. */
type OptionMatch = (view: PacketView, state: WalkState, values: readonly string[]) => Truth;

const always: OptionMatch = () => true;

/** Modules whose options below decide, or that only count. Every other module is unknown: `set`, `recent`, `limit`, `statistic` … */
const decidable: ReadonlySet<string> = new Set([
	...['comment', 'tcp', 'udp', 'udplite', 'sctp', 'dccp', 'multiport', 'conntrack', 'state', 'mark', 'connmark'],
	...['addrtype', 'icmp', 'icmp6', 'icmpv6', 'iprange', 'nfacct', 'rpfilter', 'policy', 'pkttype', 'physdev'],
]);

const matchProtocol: OptionMatch = ({protocol}, _, [wanted = '']) => {
	const name = protocolName(wanted);
	return name === 'all' || name === '0' ? true : protocol === null ? null : protocol === name;
};

const matchMark = (mark: Mark, text: string): Truth => {
	const wanted = parseMark(text);
	const value = wanted === null ? null : maskedValue(mark, wanted.mask);
	return value === null || wanted === null ? null : value === wanted.value;
};

const portOf = (view: PacketView, which: 'source' | 'destination'): number | null =>
	which === 'source' ? view.packet.sourcePort : view.packet.destinationPort;

const matchPorts = (view: PacketView, which: 'source' | 'destination', list: string): Truth =>
	anyOf(list.split(','), (item) => matchNumber(portOf(view, which), item));

const matchConnection: OptionMatch = ({packet}, state, [list = '']) =>
	anyOf(list.split(','), (wanted) => {
		if (wanted === 'DNAT') {
			return packet.dnat ?? null;
		}
		if (wanted === 'SNAT') {
			return null;
		}
		return state.connection === null ? null : state.connection === wanted;
	});

const matchType = (type: AddressType | null, list: string): Truth =>
	type === null ? null : list.split(',').includes(type.toUpperCase());

/** A new connection of TCP begins with SYN alone; of other packets the flags are not known. */
const matchFlags: OptionMatch = (view, state, [mask = '', wanted = '']) => {
	if (state.connection !== 'NEW' || view.protocol !== 'tcp') {
		return null;
	}
	const looked = mask === 'ALL' || mask.split(',').includes('SYN');
	return (looked ? 'SYN' : 'NONE') === wanted;
};

const original =
	(match: OptionMatch): OptionMatch =>
	(view, state, values) =>
		view.packet.dnat === false && state.connection === 'NEW' ? match(view, state, values) : null;

const source: OptionMatch = (view, _, [text = '']) => matchAddress(view, view.source, text);
const destination: OptionMatch = (view, _, [text = '']) => matchAddress(view, view.destination, text);
const sourcePort: OptionMatch = (view, _, [list = '']) => matchPorts(view, 'source', list);
const destinationPort: OptionMatch = (view, _, [list = '']) => matchPorts(view, 'destination', list);

const optionMatches: ReadonlyMap<string, OptionMatch> = new Map<string, OptionMatch>([
	['-m', (_, __, [module = '']) => (decidable.has(module) ? true : null)],
	['-p', matchProtocol],
	['-s', source],
	['-d', destination],
	['-i', (view, _, [name = '']) => matchInterface(view.inName, name, '+')],
	['-o', (view, _, [name = '']) => matchInterface(view.outName, name, '+')],
	['-f', () => false],
	['--sport', sourcePort],
	['--sports', sourcePort],
	['--dport', destinationPort],
	['--dports', destinationPort],
	[
		'--ports',
		(view, _, [list = '']) => anyOf(['source', 'destination'] as const, (which) => matchPorts(view, which, list)),
	],
	['--ctstate', matchConnection],
	['--state', matchConnection],
	['--ctproto', matchProtocol],
	['--ctdir', (_, state, [wanted]) => (state.connection === 'NEW' ? wanted === 'ORIGINAL' : null)],
	['--ctorigsrc', original(source)],
	['--ctorigdst', original(destination)],
	['--ctorigsrcport', original(sourcePort)],
	['--ctorigdstport', original(destinationPort)],
	['--src-type', (view, _, [list = '']) => matchType(view.sourceType, list)],
	['--dst-type', (view, _, [list = '']) => matchType(view.destinationType, list)],
	['--src-range', source],
	['--dst-range', destination],
	['--tcp-flags', matchFlags],
	['--icmp-type', (_, __, [type]) => (type === 'any' || type === '255' ? true : null)],
	['--icmpv6-type', () => null],
	['--nfacct-name', always],
	['--comment', always],
	// The packet comes from where its source is routed to, is not IPsec and is addressed to one machine.
	['--validmark', always],
	['--accept-local', always],
	['--loose', always],
	['--invert', () => false],
	['--dir', always],
	['--pol', (_, __, [policy]) => policy === 'none'],
	['--pkt-type', (_, __, [type]) => type === 'unicast' || type === 'host'],
]);

/** Without a connection `connmark` never matches, not even negated. */
const matchMarkOption = (state: WalkState, {values, negated}: RuleOption, module: string): Truth => {
	const isOfConnection = module === 'connmark';
	if (isOfConnection && hasNoConnection(state)) {
		return false;
	}
	const isMaybeNone = isOfConnection && state.connection === null;
	const mark = isOfConnection ? state.connectionMark : state.mark;
	const truth = isMaybeNone ? null : matchMark(mark, values[0] ?? '');
	return negated ? not(truth) : truth;
};

const matchOption = (view: PacketView, state: WalkState, option: RuleOption, module: string): Truth => {
	if (option.name === '--mark') {
		return matchMarkOption(state, option, module);
	}
	const truth = optionMatches.get(option.name)?.(view, state, option.values) ?? null;
	return option.negated ? not(truth) : truth;
};

/**
 * Whether a packet matches a rule of iptables (iptables-extensions(8)). A match that cannot be decided makes the rule unknown unless another one fails.
 */
export const matchIptablesRule = (rule: IptablesRule, view: PacketView, state: WalkState): Truth => {
	let result: Truth = true;
	let module = '';
	for (const option of rule.matches) {
		if (option.name === '-m') {
			module = option.values[0] ?? '';
		}
		const holds = matchOption(view, state, option, module);
		if (holds === false) {
			return false;
		}
		if (holds === null) {
			result = null;
		}
	}
	return result;
};
