import type {IptablesRule} from '../model/facts/iptables.ts';
import {andMark, copyMark, orMark, parseMark, unknownMark, xorMark} from './packet-mark.ts';
import {type Action, hasNoConnection, type WalkState} from './walk-state.ts';

/** Targets after which the packet goes on with the next rule (iptables-extensions(8)). */
const passing: ReadonlySet<string> = new Set([
	...['AUDIT', 'CHECKSUM', 'CLASSIFY', 'CONNSECMARK', 'DSCP', 'ECN', 'HL', 'HMARK', 'IDLETIMER', 'LED', 'LOG'],
	...['NFLOG', 'RATEEST', 'SECMARK', 'SET', 'TCPMSS', 'TCPOPTSTRIP', 'TEE', 'TOS', 'TRACE', 'TTL', 'ULOG'],
]);

/** Targets that hand the packet to something else, which decides. */
const handing: ReadonlySet<string> = new Set(['QUEUE', 'NFQUEUE', 'SYNPROXY', 'TPROXY']);

const optionValue = (rule: IptablesRule, name: string): string | null =>
	rule.targetOptions.find((option) => option.name === name)?.values[0] ?? null;

const setMark = (rule: IptablesRule, state: WalkState): WalkState => {
	for (const [name, change] of [
		['--set-xmark', (value: number, mask: number) => xorMark(state.mark, value, mask)],
		['--set-mark', (value: number, mask: number) => orMark(xorMark(state.mark, 0, mask), value)],
		['--or-mark', (value: number) => orMark(state.mark, value)],
		['--and-mark', (value: number) => andMark(state.mark, value)],
		['--xor-mark', (value: number) => xorMark(state.mark, value, 0)],
	] as const) {
		const text = optionValue(rule, name);
		const mark = text === null ? null : parseMark(text);
		if (mark !== null) {
			return {...state, mark: change(mark.value, mark.mask)};
		}
	}
	return {...state, mark: unknownMark};
};

const setConnectionMark = (rule: IptablesRule, state: WalkState): WalkState => {
	if (hasNoConnection(state)) {
		return state;
	}
	const has = (name: string): boolean => rule.targetOptions.some((option) => option.name === name);
	const mask = (name: string): number => parseMark(optionValue(rule, name) ?? '')?.value ?? 0xffffffff;
	const own = mask(has('--mask') ? '--mask' : '--nfmask');
	const connection = mask(has('--mask') ? '--mask' : '--ctmask');
	if (has('--restore-mark')) {
		return {...state, mark: copyMark(state.mark, own, state.connectionMark, connection)};
	}
	if (has('--save-mark')) {
		return {...state, connectionMark: copyMark(state.connectionMark, connection, state.mark, own)};
	}
	const set = parseMark(optionValue(rule, '--set-xmark') ?? '');
	return {...state, connectionMark: set === null ? unknownMark : xorMark(state.connectionMark, set.value, set.mask)};
};

const untrack = (rule: IptablesRule, state: WalkState): WalkState =>
	rule.target === 'NOTRACK' || rule.targetOptions.some((option) => option.name === '--notrack')
		? {...state, connection: 'UNTRACKED'}
		: state;

const end = (ending: 'accept' | 'drop' | 'reject' | 'unknown', text: string): Action => ({kind: 'end', ending, text});

/** What the target of a rule that matches does with a packet and its state. Any other word is a chain. */
export const actIptablesRule = (
	rule: IptablesRule,
	state: WalkState,
): {readonly action: Action; readonly state: WalkState} => {
	const {target, chain} = rule;
	switch (target) {
		case 'ACCEPT':
			return {action: end('accept', `accepted by a rule of ${chain}`), state};
		case 'DROP':
		case 'TARPIT':
			return {action: end('drop', `dropped by a rule of ${chain}`), state};
		case 'REJECT':
			return {action: end('reject', `rejected by a rule of ${chain}`), state};
		case 'RETURN':
			return {action: {kind: 'return'}, state};
		case 'MARK':
			return {action: {kind: 'continue'}, state: setMark(rule, state)};
		case 'CONNMARK':
			return {action: {kind: 'continue'}, state: setConnectionMark(rule, state)};
		case 'CT':
		case 'NOTRACK':
			return {action: {kind: 'continue'}, state: untrack(rule, state)};
		default:
			if (target === null || passing.has(target)) {
				return {action: {kind: 'continue'}, state};
			}
			return handing.has(target)
				? {action: end('unknown', `${target} in ${chain} hands it to a program that decides`), state}
				: {action: {kind: rule.isGoto ? 'goto' : 'jump', chain: target}, state};
	}
};
