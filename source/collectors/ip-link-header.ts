import {words} from './parse-lines.ts';

/** The first line of an interface: `2: eth0@if24: <BROADCAST,UP> mtu 1500 qdisc noqueue master cni0 state UP …`. */
export type LinkHeader = {
	readonly index: number;
	/** The name as printed, with what follows `@`. */
	readonly printedName: string;
	readonly flags: readonly string[];
	/** Keywords and their values after the flags: mtu, qdisc, master, state, priority, cost … */
	readonly fields: ReadonlyMap<string, string>;
};

/** The flags between `<` and `>`. */
export const readFlags = (text: string): readonly string[] => text.split(',').filter((flag) => flag !== '');

/** Reads the first line of an interface as ip-link(8) and bridge(8) print it; null when the line is none. Names hold neither `:` nor blanks. */
export const readLinkHeader = (line: string): LinkHeader | null => {
	const first = line.indexOf(': ');
	const second = first < 0 ? -1 : line.indexOf(': <', first + 2);
	const end = second < 0 ? -1 : line.indexOf('>', second);
	if (end < 0 || !/^\d{1,10}$/.test(line.slice(0, first))) {
		return null;
	}
	const fields = new Map<string, string>();
	const rest = words(line.slice(end + 1));
	for (let i = 0; i + 1 < rest.length; i += 2) {
		fields.set(rest[i] ?? '', rest[i + 1] ?? '');
	}
	return {
		index: Number(line.slice(0, first)),
		printedName: line.slice(first + 2, second),
		flags: readFlags(line.slice(second + 3, end)),
		fields,
	};
};
