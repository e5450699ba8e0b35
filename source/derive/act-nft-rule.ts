import type {NftMapEntry, NftStatement} from '../model/facts/nftables.ts';
import {fieldsAt, matchingEntries, type NftSight} from './match-nft-rule.ts';
import {andMark, knownMark, type Mark, orMark, parseNumber, unknownMark, xorMark} from './packet-mark.ts';
import type {Truth} from './truth.ts';
import {type Action, hasNoConnection, type WalkState} from './walk-state.ts';

type VerdictMap = Extract<NftStatement, {kind: 'verdict-map'}>;

/** More ways than this out of one map are not followed. */
const mostWays = 64;

const end = (ending: 'accept' | 'drop' | 'reject' | 'unknown', text: string): Action => ({kind: 'end', ending, text});

/** What a verdict of nft does with a packet. `chain` is where the rule stands. */
export const nftAction = (verdict: string, target: string | null, chain: string): Action => {
	switch (verdict) {
		case 'accept':
			return end('accept', `accepted by a rule of ${chain}`);
		case 'drop':
			return end('drop', `dropped by a rule of ${chain}`);
		case 'reject':
			return end('reject', `rejected by a rule of ${chain}`);
		case 'return':
			return {kind: 'return'};
		case 'continue':
			return {kind: 'continue'};
		case 'jump':
		case 'goto':
			return {kind: verdict, chain: target ?? ''};
		default:
			return end('unknown', `${verdict} in ${chain} leaves it to something else`);
	}
};

const entryAction = ({value}: NftMapEntry, chain: string): Action => {
	const blank = value.indexOf(' ');
	return blank < 0 ? nftAction(value, null, chain) : nftAction(value.slice(0, blank), value.slice(blank + 1), chain);
};

/** What a verdict map does: the entry with the packet's key, or each that may be it. */
export const actVerdictMap = (
	statement: VerdictMap,
	sight: NftSight,
	chain: string,
): {readonly matched: Truth; readonly actions: readonly Action[]} => {
	const fields = fieldsAt(statement.left, sight);
	if (fields === null) {
		return {matched: false, actions: []};
	}
	const named = statement.map === null ? undefined : sight.set(statement.map.replace(/^@/, ''));
	if (statement.map !== null && named === undefined) {
		return {matched: null, actions: [end('unknown', `the map ${statement.map} is not known`)]};
	}
	const found = matchingEntries(fields, named?.elements ?? statement.entries, sight.view);
	const distinct = new Map(found.entries.map((entry) => [entry.value, entry]));
	if (distinct.size > mostWays) {
		return {matched: null, actions: [end('unknown', `a map in ${chain} has too many ways to follow`)]};
	}
	return {matched: found.matched, actions: [...distinct.values()].map((entry) => entryAction(entry, chain))};
};

const changeMark = (mark: Mark, expression: string): Mark => {
	const whole = parseNumber(expression);
	if (whole !== null) {
		return knownMark(whole);
	}
	const match = /^(?:meta |ct )?mark (\||or|&|and|\^|xor) (\S+)$/.exec(expression);
	const value = match === null ? null : parseNumber(match[2] ?? '');
	if (match === null || value === null) {
		return unknownMark;
	}
	const [, operator] = match;
	return operator === '|' || operator === 'or'
		? orMark(mark, value)
		: operator === '&' || operator === 'and'
			? andMark(mark, value)
			: xorMark(mark, value, 0);
};

/** What `meta mark set …`, `ct mark set …` and `notrack` change. Null for any other statement. */
export const changeByNft = (text: string, state: WalkState): WalkState | null => {
	const match = /^(meta mark|mark|ct mark) set (.+)$/.exec(text);
	if (match !== null) {
		const [, what = '', expression = ''] = match;
		const ofConnection = what === 'ct mark';
		if (ofConnection && hasNoConnection(state)) {
			return state;
		}
		const own = ofConnection ? state.connectionMark : state.mark;
		const other = ofConnection ? /^(meta )?mark$/ : /^ct mark$/;
		const copied = ofConnection ? state.mark : state.connectionMark;
		const mixed = (ofConnection ? /\bmeta mark\b/ : /\bct mark\b/).test(expression);
		const mark = other.test(expression) ? copied : mixed ? unknownMark : changeMark(own, expression);
		return ofConnection ? {...state, connectionMark: mark} : {...state, mark};
	}
	return text === 'notrack' ? {...state, connection: 'UNTRACKED'} : null;
};
