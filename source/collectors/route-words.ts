/** What the words after the destination of a route, or after `nexthop`, say. Values as printed. */
export type RouteWords = {
	readonly from: string | null;
	readonly via: string | null;
	/** The family of `via` where it is not the route's own (`via inet6 fe80::1`). */
	readonly viaOtherFamily: 4 | 6 | null;
	readonly device: string | null;
	readonly source: string | null;
	readonly protocol: string | null;
	readonly scope: string | null;
	readonly metric: string | null;
	readonly table: string | null;
	readonly mtu: string | null;
	readonly weight: string | null;
	/** Whether a word stands there that only IPv6 routes have. */
	readonly hasPreference: boolean;
	readonly flags: readonly string[];
	/** Whether any word of a route was seen at all. */
	readonly isRoute: boolean;
};

/** Keywords with one value (ip-route(8)). */
const keywords = new Set([
	'from',
	'via',
	'dev',
	'src',
	'proto',
	'scope',
	'metric',
	'table',
	'mtu',
	'weight',
	'nhid',
	'tos',
	'dsfield',
	'realm',
	'realms',
	'pref',
	'error',
	'expires',
	'advmss',
	'window',
	'rtt',
	'rttvar',
	'rto_min',
	'ssthresh',
	'cwnd',
	'initcwnd',
	'initrwnd',
	'reordering',
	'hoplimit',
	'quickack',
	'congctl',
	'features',
	'ttl-propagate',
	'fastopen_no_cookie',
	'iif',
	'oif',
	'uid',
	'mark',
	'users',
	'used',
	'age',
	'preference',
]);

/** Keywords whose value may stand behind the word `lock`: the kernel does not change it. */
const lockable = new Set([
	'mtu',
	'advmss',
	'window',
	'rtt',
	'rttvar',
	'rto_min',
	'ssthresh',
	'cwnd',
	'hoplimit',
	'congctl',
	'reordering',
]);

/** Words that follow an encapsulation, which has words of its own (`encap ip id 5 src … dst …`). */
const afterEncapsulation = new Set(['via', 'dev']);

/** Words and their values as they were met. */
type WordsRead = {readonly values: Map<string, string>; readonly flags: string[]; viaOtherFamily: 4 | 6 | null};

/** Takes in the word at an index; returns the index of the last word that belongs to it. */
const readWord = (read: WordsRead, tokens: readonly string[], index: number): number => {
	const word = tokens[index] ?? '';
	const next = tokens[index + 1];
	if (word === 'encap') {
		read.values.set(word, next ?? '');
		let last = index;
		while (last + 1 < tokens.length && !afterEncapsulation.has(tokens[last + 1] ?? '')) {
			last += 1;
		}
		return last;
	}
	if (!keywords.has(word)) {
		read.flags.push(word);
		return index;
	}
	const hasFamily = word === 'via' && (next === 'inet6' || next === 'inet');
	if (hasFamily) {
		read.viaOtherFamily = next === 'inet6' ? 6 : 4;
	}
	const last = index + (hasFamily || (lockable.has(word) && next === 'lock') ? 2 : 1);
	read.values.set(word, tokens[last] ?? '');
	return last;
};

/** Reads the words of a route, whatever their order: a device may be called like any keyword. */
export const readRouteWords = (tokens: readonly string[]): RouteWords => {
	const read: WordsRead = {values: new Map(), flags: [], viaOtherFamily: null};
	for (let index = 0; index < tokens.length; index += 1) {
		index = readWord(read, tokens, index);
	}
	const value = (key: string): string | null => read.values.get(key) ?? null;
	return {
		from: value('from'),
		via: value('via'),
		viaOtherFamily: read.viaOtherFamily,
		device: value('dev'),
		source: value('src'),
		protocol: value('proto'),
		scope: value('scope'),
		metric: value('metric'),
		table: value('table'),
		mtu: value('mtu'),
		weight: value('weight'),
		hasPreference: read.values.has('pref') || read.values.has('error'),
		flags: read.flags,
		isRoute: read.values.size > 0,
	};
};
