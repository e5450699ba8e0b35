import type {Route} from '../model/facts/route.ts';
import {parseAddress} from '../net/address.ts';
import {containsAddress, parseCidr} from '../net/cidr.ts';

/** The route of a table that an address takes: the longest prefix that holds it, then the lowest metric. Null where none does. */
export const bestRoute = (routes: readonly Route[], address: string, table = 'main'): Route | null => {
	const family = parseAddress(address)?.family;
	let best: Route | null = null;
	let longest = -1;
	for (const route of routes) {
		if (route.table !== table || route.family !== family) {
			continue;
		}
		const range = parseCidr(route.destination);
		const isBetter =
			range !== null &&
			(range.prefix > longest || (range.prefix === longest && (route.metric ?? 0) < (best?.metric ?? 0)));
		if (range !== null && isBetter && containsAddress(range, address)) {
			best = route;
			longest = range.prefix;
		}
	}
	return best;
};
