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

/** Reads the words of a route, whatever their order: a device may be called like any keyword. */
export const readRouteWords = (tokens: readonly string[]): RouteWords => {
	const values = new Map<string, string>();
	const flags: string[] = [];
	let viaOtherFamily: 4 | 6 | null = null;
	for (let i = 0; i < tokens.length; i += 1) {
		const word = tokens[i] ?? '';
		if (word === 'encap') {
			values.set(word, tokens[i + 1] ?? '');
			while (i + 1 < tokens.length && !afterEncapsulation.has(tokens[i + 1] ?? '')) {
				i += 1;
			}
		} else if (word === 'via' && (tokens[i + 1] === 'inet6' || tokens[i + 1] === 'inet')) {
			viaOtherFamily = tokens[i + 1] === 'inet6' ? 6 : 4;
			i += 2;
			values.set(word, tokens[i] ?? '');
		} else if (keywords.has(word)) {
			i += lockable.has(word) && tokens[i + 1] === 'lock' ? 2 : 1;
			values.set(word, tokens[i] ?? '');
		} else {
			flags.push(word);
		}
	}
	const value = (key: string): string | null => values.get(key) ?? null;
	return {
		from: value('from'),
		via: value('via'),
		viaOtherFamily,
		device: value('dev'),
		source: value('src'),
		protocol: value('proto'),
		scope: value('scope'),
		metric: value('metric'),
		table: value('table'),
		mtu: value('mtu'),
		weight: value('weight'),
		hasPreference: values.has('pref') || values.has('error'),
		flags,
		isRoute: values.size > 0,
	};
};
