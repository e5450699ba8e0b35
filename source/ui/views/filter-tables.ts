import type {IptablesChain, IptablesTable} from '../../model/facts/iptables.ts';
import type {NftChain, NftMapEntry, NftRule, NftSet, NftTable} from '../../model/facts/nftables.ts';
import type {Place} from '../../model/place.ts';
import type {Inspection} from '../../model/scene.ts';
import type {ViewContext} from '../view.ts';
import {nftEntryText, nftRuleText} from './nft-rule-text.ts';

/** A rule of a chain, or an element of a set or map. */
export type FilterRule = {
	/** As the tool prints it, without counters and without the chain's name where each line repeats it. */
	readonly text: string;
	/** As it stood on the node, to be copied. */
	readonly whole: string;
	readonly packets: number | null;
	readonly bytes: number | null;
	/** What it does: names of targets, among which may be chains of the same table. */
	readonly targets: readonly string[];
	readonly at: Place;
};

/** A chain, or a set or map of nft. Its rules are made when they are shown: there may be 100,000. */
export type FilterChain = {
	readonly name: string;
	readonly kind: 'chain' | 'set' | 'map';
	/** Of a base chain what becomes of packets that no rule decides; null for chains that others jump to. */
	readonly policy: string | null;
	/** Packets that met the policy. */
	readonly packets: number | null;
	/** Of a base chain of nft where it is hooked in; of a set or map its type. */
	readonly where: string | null;
	readonly count: number;
	readonly at: Place;
	readonly rule: (index: number, quote: Inspection['quote']) => FilterRule;
	/** The text of a rule alone: what a search looks through. */
	readonly text: (index: number, quote: Inspection['quote']) => string;
	/** Tells each target of its rules, and the packets that the rule counted, if it does. */
	readonly eachTarget: (tell: (target: string, packets: number | null) => void) => void;
};

/** A table of iptables or nft. */
export type FilterTable = {
	/** What tells it from all others. */
	readonly id: string;
	readonly title: string;
	readonly isNft: boolean;
	readonly name: string;
	/** Whether all of it was read. */
	readonly isWhole: boolean;
	readonly at: Place;
	readonly chains: readonly FilterChain[];
	readonly byName: ReadonlyMap<string, FilterChain>;
};

const noRule = (at: Place): FilterRule => ({text: '', whole: '', packets: null, bytes: null, targets: [], at});

const iptablesChain = ({name, policy, packets, rules, at}: IptablesChain): FilterChain => {
	const start = `-A ${name} `;
	/** The line behind the chain's name, which every line of iptables-save repeats; a line of another form whole. */
	const textOf = (line: string): string => {
		const from = line.indexOf(start);
		return from === 0 || (from > 0 && line.startsWith('[')) ? line.slice(from + start.length) : line;
	};
	return {
		name,
		kind: 'chain',
		policy,
		packets: policy === null ? null : packets,
		where: null,
		count: rules.length,
		at,
		rule: (index, quote) => {
			const rule = rules[index];
			if (rule === undefined) {
				return noRule(at);
			}
			const {target, packets: counted, bytes, at: place} = rule;
			const whole = quote(place).trim();
			return {text: textOf(whole), whole, packets: counted, bytes, targets: target === null ? [] : [target], at: place};
		},
		text: (index, quote) => {
			const rule = rules[index];
			return rule === undefined ? '' : textOf(quote(rule.at));
		},
		eachTarget: (tell) => {
			for (const {target, packets: counted} of rules) {
				if (target !== null) {
					tell(target, counted);
				}
			}
		},
	};
};

/** Tells the chain that an element of a map leads to: `goto service-ABC`. */
const tellEntry = ({value}: NftMapEntry, tell: (target: string) => void): void => {
	if (value.startsWith('goto ') || value.startsWith('jump ')) {
		tell(value.slice(5));
	}
};

/** Tells what a rule leads to: verdicts, chains, and named sets and maps, whose elements decide. No list is made: there may be 100,000 rules. */
const tellTargets = ({statements}: NftRule, tell: (target: string) => void): void => {
	for (const statement of statements) {
		if (statement.kind === 'verdict') {
			tell(statement.chain ?? statement.verdict);
		} else if (statement.kind === 'verdict-map') {
			if (statement.map !== null) {
				tell(`@${statement.map}`);
			}
			for (const entry of statement.entries) {
				tellEntry(entry, tell);
			}
		} else if (statement.kind === 'match' && statement.right.kind === 'text' && statement.right.text.startsWith('@')) {
			tell(statement.right.text);
		}
	}
};

const told = (each: (tell: (target: string) => void) => void): readonly string[] => {
	const targets: string[] = [];
	each((target) => targets.push(target));
	return targets;
};

const counterOf = ({statements}: NftRule) => statements.find((statement) => statement.kind === 'counter');

/** In JSON a rule is a tree on one line; nobody reads it so. */
const nftText = (rule: NftRule, quote: Inspection['quote']): string =>
	rule.at.path === undefined ? quote(rule.at).trim() : nftRuleText(rule);

const nftRule = (rule: NftRule, quote: Inspection['quote']): FilterRule => {
	const counter = counterOf(rule);
	const counted = {packets: counter?.packets ?? null, bytes: counter?.bytes ?? null};
	const text = nftText(rule, quote);
	return {text, whole: text, ...counted, targets: told((tell) => tellTargets(rule, tell)), at: rule.at};
};

const nftChain = ({name, type, hook, priority, policy, rules, at}: NftChain): FilterChain => ({
	name,
	kind: 'chain',
	policy,
	packets: null,
	where: hook === null ? null : `${type ?? 'filter'} hook ${hook} priority ${priority ?? '?'}`,
	count: rules.length,
	at,
	rule: (index, quote) => {
		const rule = rules[index];
		return rule === undefined ? noRule(at) : nftRule(rule, quote);
	},
	text: (index, quote) => {
		const rule = rules[index];
		return rule === undefined ? '' : nftText(rule, quote);
	},
	eachTarget: (tell) => {
		for (const rule of rules) {
			const packets = counterOf(rule)?.packets ?? null;
			tellTargets(rule, (target) => tell(target, packets));
		}
	},
});

const nftSet = ({name, isMap, type, elements, at}: NftSet): FilterChain => ({
	// As rules refer to it: a chain may have the same name.
	name: `@${name}`,
	kind: isMap ? 'map' : 'set',
	policy: null,
	packets: null,
	where: type,
	count: elements.length,
	at,
	rule: (index) => {
		const entry = elements[index];
		if (entry === undefined) {
			return noRule(at);
		}
		const text = nftEntryText(entry);
		return {
			text,
			whole: text,
			packets: null,
			bytes: null,
			targets: told((tell) => tellEntry(entry, tell)),
			at: entry.at,
		};
	},
	text: (index) => {
		const entry = elements[index];
		return entry === undefined ? '' : nftEntryText(entry);
	},
	eachTarget: (tell) => {
		for (const entry of elements) {
			tellEntry(entry, (target) => tell(target, null));
		}
	},
});

const tableOf = (table: Omit<FilterTable, 'byName'>): FilterTable => ({
	...table,
	byName: new Map(table.chains.map((chain) => [chain.name, chain])),
});

/** Chains that packets enter by themselves come first, those without rules (canaries) last. */
const chainRank = ({policy, count}: FilterChain): number => (policy !== null ? 0 : count > 0 ? 1 : 2);

const inOrder = (chains: readonly FilterChain[]): readonly FilterChain[] =>
	chains.toSorted((one, other) => chainRank(one) - chainRank(other));

/** The order in which people look for tables. */
const known: readonly string[] = ['filter', 'nat', 'mangle', 'raw', 'security'];

const tableRank = ({name, backend, family}: IptablesTable): number => {
	const rank = known.indexOf(name);
	return (backend === 'legacy' ? 100 : 0) + family * 10 + (rank < 0 ? known.length : rank);
};

const iptablesTable = ({backend, family, name, chains, complete, at}: IptablesTable): FilterTable =>
	tableOf({
		id: `iptables ${backend} ${family} ${name}`,
		title: `iptables${backend === 'unknown' ? '' : ` (${backend})`} IPv${family} ${name === '' ? '(unnamed)' : name}`,
		isNft: false,
		name,
		isWhole: complete,
		at,
		chains: inOrder(chains.map(iptablesChain)),
	});

const nftTable = ({family, name, chains, sets, at}: NftTable): FilterTable =>
	tableOf({
		id: `nft ${family} ${name}`,
		title: `nft ${family} ${name}`,
		isNft: true,
		name,
		isWhole: true,
		at,
		chains: [...inOrder(chains.map(nftChain)), ...sets.map(nftSet)],
	});

/** All tables of a node: those of iptables, then those of nft that iptables does not show already. */
export const filterTables = (inspection: Inspection, {once}: Pick<ViewContext, 'once'>): readonly FilterTable[] =>
	once(inspection, 'filter tables', () => [
		...(inspection.iptables?.tables.toSorted((one, other) => tableRank(one) - tableRank(other)).map(iptablesTable) ??
			[]),
		...(inspection.nftables?.filter(({managedByIptables}) => !managedByIptables).map(nftTable) ?? []),
	]);

/** Who leads to a chain: how many rules, the packets that they counted (null where none counts), and the first few of their chains. */
export type References = {readonly rules: number; readonly packets: number | null; readonly from: readonly string[]};

/** Chains that lead to a chain and are named. */
export const namedChains = 3;

const countReferences = (table: FilterTable): ReadonlyMap<string, References> => {
	const counted = new Map<string, {rules: number; packets: number | null; from: string[]}>();
	for (const {name, eachTarget} of table.chains) {
		eachTarget((target, packets) => {
			const known = counted.get(target) ?? {rules: 0, packets: null, from: []};
			counted.set(target, known);
			known.rules += 1;
			known.packets = packets === null ? known.packets : (known.packets ?? 0) + packets;
			if (known.from.length <= namedChains && !known.from.includes(name)) {
				known.from.push(name);
			}
		});
	}
	return counted;
};

/** Who leads to each chain of a table. */
export const referencesIn = (table: FilterTable, {once}: Pick<ViewContext, 'once'>): ReadonlyMap<string, References> =>
	once(table, 'references', () => countReferences(table));

/** What a chain is known by on the screen that shows it. */
export const chainSubject = (table: FilterTable, chain: string): string => JSON.stringify([table.id, chain]);

/** The table and chain of a subject; undefined where they are there no more. */
export const chainOfSubject = (
	subject: string,
	tables: readonly FilterTable[],
): {readonly table: FilterTable; readonly chain: FilterChain} | undefined => {
	const [id, name] = JSON.parse(subject) as readonly [string, string];
	const table = tables.find((each) => each.id === id);
	const chain = table?.byName.get(name);
	return table === undefined || chain === undefined ? undefined : {table, chain};
};
