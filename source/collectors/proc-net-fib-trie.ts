import type {Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {Parsed, Place, Unparsed} from '../model/place.ts';
import {parseAddress} from '../net/address.ts';
import {isBlank, partLines, placeOf, unparsedLine, words} from './parse-lines.ts';
import {sampleLines} from './sample-lines.ts';

/** An IPv4 address of this node, as its routing tables know it. */
export type LocalAddress = {readonly address: string; readonly table: string; readonly at: Place};

/** `Main:`, `Local:` or `Id 100:` begins a table. */
const tableOf = (line: string): string | null => {
	const name = line.endsWith(':') && !line.startsWith(' ') ? line.slice(0, -1) : null;
	return name !== null && /^(Main|Local|Id \d{1,10})$/.test(name) ? name.toLowerCase() : null;
};

/**
 * Parses /proc/net/fib_trie for the addresses that are this node's: leaves that are `/32 host LOCAL`. Main and Local are often one
 * tree, shown twice; an address is listed once.
 *
 *     |-- 192.168.56.22
 *        /32 host LOCAL
 */
export const parseProcNetFibTrie = (part: Part): Parsed<readonly LocalAddress[]> => {
	const found = new Map<string, LocalAddress>();
	const unparsed: Unparsed[] = [];
	let table = 'main';
	let leaf: string | null = null;
	for (const [index, line] of partLines(part).entries()) {
		if (isBlank(line)) {
			continue;
		}
		const tokens = words(line);
		const name = tableOf(line);
		const at = placeOf(part, index);
		if (name !== null) {
			table = name;
		} else if (tokens[0] === '|--' && parseAddress(tokens[1] ?? '') !== null) {
			leaf = tokens[1] ?? null;
		} else if (tokens[0] === '/32' && tokens[1] === 'host' && tokens[2] === 'LOCAL' && leaf !== null) {
			found.set(leaf, found.get(leaf) ?? {address: leaf, table, at});
		} else if (tokens[0] !== '+--' && !/^\/\d{1,2}$/.test(tokens[0] ?? '')) {
			unparsed.push(unparsedLine(at, line, 'a node of /proc/net/fib_trie'));
		}
	}
	return {value: [...found.values()], unparsed};
};

/** /proc/net/fib_trie. */
export const procNetFibTrieFormat: Format = {
	name: 'proc-net-fib-trie',
	title: '/proc/net/fib_trie (the addresses of this node)',
	recognise: (text) => {
		const lines = sampleLines(text);
		return lines.some((line) => tableOf(line) !== null) && lines.some((line) => /^ +(\+--|\|--) \d/.test(line)) ? 1 : 0;
	},
	parse: parseProcNetFibTrie,
};
