import type {Capture} from '../model/capture.ts';
import type {InputSlot} from '../model/collector.ts';
import type {IptablesTable} from '../model/facts/iptables.ts';
import type {Gate} from '../model/input.ts';

const save = (program: string, gate: Gate): InputSlot => [
	{run: [program, '-c'], gate, format: 'iptables-save'},
	{run: [program], gate, format: 'iptables-save'},
	// Where iptables uses the legacy backend its -save form has no other name.
	...(program.includes('legacy')
		? [{run: [program.replace('-legacy', ''), '--counters'], gate, format: 'iptables-save'}]
		: []),
];

/** `iptables -L` and `-S` in all forms that a person types. Never run: old versions make tables when they list them. */
const listed = (program: string, ...options: readonly string[]): InputSlot => ({
	run: [program, ...options],
	gate: 'recorded',
	format: 'iptables-list',
});

/** The table that a list shows by the command that made it; null where the text itself has to tell. */
export const listedTable = (command: string): Pick<IptablesTable, 'family' | 'name'> | null => {
	const typed = /^(ip6?tables)(?: -t (\w+))?(?: -[LSvn])+$/.exec(command);
	return typed === null ? null : {family: typed[1] === 'ip6tables' ? 6 : 4, name: typed[2] ?? 'filter'};
};

/** What the rules of iptables are read from; one capture for each comes back in this order. */
export const iptablesSlots: readonly InputSlot[] = [
	save('iptables-save', 'nf_tables'),
	save('ip6tables-save', 'nf_tables'),
	save('iptables-legacy-save', 'legacy-iptables'),
	save('ip6tables-legacy-save', 'legacy-ip6tables'),
	{file: '/proc/net/ip_tables_names'},
	{file: '/proc/net/ip6_tables_names'},
	listed('iptables', '-L', '-v', '-n'),
	listed('iptables', '-t', 'nat', '-L', '-v', '-n'),
	listed('iptables', '-S'),
	listed('iptables', '-t', 'nat', '-S'),
	listed('iptables', '-L'),
	listed('ip6tables', '-L', '-v', '-n'),
	listed('ip6tables', '-S'),
];

/** The captures by what they are of. */
export type IptablesCaptures = {
	readonly current: readonly (Capture | undefined)[];
	readonly legacy: readonly (Capture | undefined)[];
	readonly names: readonly (Capture | undefined)[];
	readonly lists: readonly Capture[];
};

/** Sorts the captures of the slots; those of a family stand at 0 (IPv4) and 1 (IPv6). */
export const sortCaptures = (captures: readonly Capture[]): IptablesCaptures => ({
	current: captures.slice(0, 2),
	legacy: captures.slice(2, 4),
	names: captures.slice(4, 6),
	lists: captures.slice(6),
});
