import type {NftMapEntry, NftSet, NftStatement} from '../model/facts/nftables.ts';
import {matchAddress, matchInterface, matchNumber} from './match-packet-value.ts';
import {type NftField, nftField, sameProtocol} from './nft-field.ts';
import type {PacketView} from './packet-view.ts';
import {anyOf, not, type Truth} from './truth.ts';
import type {WalkState} from './walk-state.ts';

/** What matches of nft need: the packet, its state and the table's named sets. */
export type NftSight = {
	readonly view: PacketView;
	readonly state: WalkState;
	readonly set: (name: string) => NftSet | undefined;
};

type Match = Extract<NftStatement, {kind: 'match'}>;

const unquoted = (text: string): string => (text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text);

/** Whether a field is what a text names: one value, a range, a prefix, a wildcard. */
const equals = (field: NftField, text: string, view: PacketView): Truth => {
	if (field === null) {
		return null;
	}
	switch (field.kind) {
		case 'address':
			return matchAddress(view, field.address, text);
		case 'number':
			return matchNumber(field.value, text);
		case 'protocol':
			return sameProtocol(field.name, text);
		case 'interface':
			return matchInterface(field.name, unquoted(text), '*');
		case 'words':
			return matchWords(field.words, text);
		default:
			return false;
	}
};

const matchWords = (words: readonly string[], text: string): Truth => {
	// No flag set is written as zero; several are one of them (`established,related`) or a sum of flags (`fin | syn`).
	if (words.length === 0) {
		return /^(0x)?0+$/.test(text);
	}
	if (text.includes('|')) {
		return false;
	}
	return anyOf(text.split(','), (item) => words.includes(item.trim()));
};

/** Whether the fields of a concatenation are what a key names, part by part; a part that fails decides. */
const equalsKey = (fields: readonly NftField[], key: string, view: PacketView): Truth => {
	if (fields.length === 1) {
		return equals(fields[0] ?? null, key, view);
	}
	const parts = key.split(' . ');
	if (parts.length !== fields.length) {
		return null;
	}
	let result: Truth = true;
	for (const [index, text] of parts.entries()) {
		const truth = equals(fields[index] ?? null, text, view);
		if (truth === false) {
			return false;
		}
		result = truth === null ? null : result;
	}
	return result;
};

/** The fields that a left side names: one, or several joined by dots. A `fib` expression has dots of its own. */
const fieldsOf = (left: string, {view, state}: NftSight): readonly NftField[] =>
	left.startsWith('fib ')
		? [nftField(left, view, state)]
		: left.split(' . ').map((part) => nftField(part.trim(), view, state));

const isAbsent = (fields: readonly NftField[]): boolean => fields.some((field) => field?.kind === 'absent');

const compare = (fields: readonly NftField[], operator: string, text: string, view: PacketView): Truth => {
	const [field = null] = fields;
	if (operator === '<' || operator === '>' || operator === '<=' || operator === '>=') {
		const limit = Number(text);
		if (field?.kind !== 'number' || Number.isNaN(limit)) {
			return null;
		}
		const {value} = field;
		return operator === '<'
			? value < limit
			: operator === '>'
				? value > limit
				: operator === '<='
					? value <= limit
					: value >= limit;
	}
	const isMissing = text === 'missing' || text === 'false';
	const same = field?.kind === 'words' && field.words.includes('exists') && isMissing ? false : null;
	const truth = same ?? equalsKey(fields, text, view);
	return operator === '!=' ? not(truth) : truth;
};

/** The entries of a map or set whose key the fields have (true) or may have (null). The catch-all `*` counts where no other key does. */
export const matchingEntries = (
	fields: readonly NftField[],
	entries: readonly NftMapEntry[],
	view: PacketView,
): {readonly matched: Truth; readonly entries: readonly NftMapEntry[]} => {
	const possible: NftMapEntry[] = [];
	let catchAll: NftMapEntry | null = null;
	for (const entry of entries) {
		if (entry.key === '*') {
			catchAll = entry;
			continue;
		}
		const truth = equalsKey(fields, entry.key, view);
		if (truth === true) {
			return {matched: true, entries: [entry]};
		}
		if (truth === null) {
			possible.push(entry);
		}
	}
	if (catchAll !== null) {
		return {matched: true, entries: [...possible, catchAll]};
	}
	return {matched: possible.length > 0 ? null : false, entries: possible};
};

/** The fields that a statement's left side looks at, or null where the packet cannot have one of them. */
export const fieldsAt = (left: string, sight: NftSight): readonly NftField[] | null => {
	const fields = fieldsOf(left, sight);
	return isAbsent(fields) ? null : fields;
};

/** Whether a packet passes a match of nft (nft(8)). */
export const matchNftStatement = ({left, operator, right}: Match, sight: NftSight): Truth => {
	const fields = fieldsAt(left, sight);
	if (fields === null) {
		return false;
	}
	const {view} = sight;
	if (right.kind === 'set') {
		const truth = anyOf(right.elements, (element) => equalsKey(fields, element, view));
		return operator === '!=' ? not(truth) : truth;
	}
	if (right.text.startsWith('@')) {
		const set = sight.set(right.text.slice(1));
		const truth = set === undefined ? null : matchingEntries(fields, set.elements, view).matched;
		return operator === '!=' ? not(truth) : truth;
	}
	return compare(fields, operator, right.text, view);
};
