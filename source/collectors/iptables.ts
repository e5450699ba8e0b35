import type {Capture, Failure, Part} from '../model/capture.ts';
import {defineCollector, type KnownFacts} from '../model/collector.ts';
import type {IptablesTable} from '../model/facts/iptables.ts';
import type {Place} from '../model/place.ts';
import {unavailable} from './gaps.ts';
import {readIptablesList} from './iptables-list.ts';
import {type IptablesText, readIptablesSave} from './iptables-save.ts';
import {type IptablesCaptures, iptablesSlots, listedTable, sortCaptures} from './iptables-slots.ts';
import {notUnderstood} from './not-understood.ts';
import {distinctParts} from './read-parts.ts';

const families = ['IPv4', 'IPv6'] as const;

const isRead = (capture: Capture | undefined): capture is Capture => capture !== undefined && capture.failure === null;

const readAll = (
	captures: readonly (Capture | undefined)[],
	read: (part: Part) => IptablesText,
	isWanted: (part: Part) => boolean = () => true,
): readonly IptablesText[] => distinctParts(captures.filter(isRead)).filter(isWanted).map(read);

const keyOf = (table: Pick<IptablesTable, 'family' | 'name'>): string => `${table.family} ${table.name}`;

const identityOf = (table: IptablesTable): string => `${table.family} ${table.backend} ${table.name}`;

const ruleCount = (table: IptablesTable): number =>
	table.chains.reduce((count, chain) => count + chain.rules.length, table.chains.length);

/** Each table once: what both `-c` and the plain form print, and what two commands of one backend do. The fuller one stays. */
const distinctTables = (tables: readonly IptablesTable[]): readonly IptablesTable[] => {
	const best = new Map<string, IptablesTable>();
	for (const table of tables) {
		const known = best.get(identityOf(table));
		if (known === undefined || ruleCount(table) > ruleCount(known)) {
			best.set(identityOf(table), table);
		}
	}
	return [...best.values()];
};

/** Listed tables that iptables-save did not give. Their backend is that of the node's iptables where that is known. */
const listedTables = (
	have: ReadonlySet<string>,
	listed: readonly IptablesTable[],
	known: KnownFacts,
): readonly IptablesTable[] => {
	const backend = known.iptablesVersion?.value.backend ?? 'unknown';
	const missing = listed.filter((table) => !have.has(keyOf(table)));
	const named = missing.map((table) => (table.backend === 'unknown' ? {...table, backend} : table));
	// The same table by -L and by -S: the one that hides nothing counts.
	const fullest = new Map<string, IptablesTable>();
	for (const table of named) {
		const other = fullest.get(identityOf(table));
		if (other === undefined || unknowns(table) < unknowns(other)) {
			fullest.set(identityOf(table), table);
		}
	}
	return [...fullest.values()];
};

const unknowns = (table: IptablesTable): number =>
	table.chains.reduce(
		(count, chain) =>
			count + chain.rules.filter((rule) => rule.matches.some((option) => option.name === 'unknown')).length,
		0,
	);

/** The names of legacy tables where the kernel has some and their rules could not be read. */
const legacyGap = ({legacy, names}: IptablesCaptures, index: 0 | 1): string | null => {
	const text = isRead(names[index]) ? (names[index].parts[0]?.text ?? '') : '';
	const tables = text.split('\n').filter(Boolean);
	const capture = legacy[index];
	if (
		tables.length === 0 ||
		(capture !== undefined && (capture.failure === null || capture.failure.kind === 'gated'))
	) {
		return null;
	}
	return `${families[index]} has legacy tables (${tables.join(', ')}) whose rules were not read`;
};

const gapOf = (captures: IptablesCaptures, saved: readonly IptablesTable[], index: 0 | 1): Failure | null => {
	const failure = captures.current[index]?.failure ?? null;
	const family = index === 0 ? 4 : 6;
	const isKnown = failure === null || failure.kind === 'gated' || saved.some((table) => table.family === family);
	return isKnown ? null : failure;
};

const warningsOf = (texts: readonly IptablesText[], captures: IptablesCaptures): readonly Place[] => {
	const printed = texts.flatMap((text) => text.warnings);
	const said = captures.current
		.filter(isRead)
		.some((capture) => capture.stderr.includes('iptables-legacy tables present'));
	// The tool says it on its error stream, of which no line can be shown; the kernel's list of tables says the same.
	const places = captures.names
		.filter(isRead)
		.flatMap((capture) => capture.parts)
		.filter((part) => part.text.trim() !== '')
		.map((part) => ({source: part.name, line: 1}));
	return said && printed.length === 0 ? places : printed;
};

/** All rules of iptables, of both backends and families. */
export const iptables = defineCollector({
	fact: 'iptables',
	title: 'Rules of iptables',
	after: ['iptablesVersion'],
	isReadAtOnce: true,
	inputs: () => iptablesSlots,
	collect: (captures, known) => {
		const sorted = sortCaptures(captures);
		const texts = readAll([...sorted.current, ...sorted.legacy], readIptablesSave);
		const saved = distinctTables(texts.flatMap((text) => text.tables));
		const have = new Set(saved.map(keyOf));
		// A list of a table that iptables-save gave adds nothing.
		const isMissing = (part: Part): boolean => {
			const table = listedTable(part.name);
			return table === null || !have.has(keyOf(table));
		};
		const lists = readAll(sorted.lists, readIptablesList, isMissing);
		const listed = listedTables(
			have,
			lists.flatMap((text) => text.tables),
			known,
		);
		const gaps = ([0, 1] as const).map((index) => gapOf(sorted, saved, index));
		const [first] = gaps;
		if (first !== null && first !== undefined && saved.length + listed.length === 0) {
			return unavailable(first);
		}
		const isPart = captures.find((capture) => isRead(capture) && capture.partial !== null)?.partial ?? null;
		const all = [...texts, ...(listed.length > 0 ? lists : [])];
		const unparsed = all.flatMap((text) => text.unparsed);
		return {
			value: {tables: [...saved, ...listed], warnings: warningsOf(all, sorted)},
			unparsed,
			partial:
				gaps.find((gap) => gap !== null)?.detail ??
				legacyGap(sorted, 0) ??
				legacyGap(sorted, 1) ??
				isPart ??
				notUnderstood(unparsed),
		};
	},
});
