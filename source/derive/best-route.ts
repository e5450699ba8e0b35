import type {Route} from '../model/facts/route.ts';
import {parseAddress} from '../net/address.ts';
import {containsParsed, parseCidr} from '../net/cidr.ts';

/** Finds the route of a table that an address takes: the longest prefix that holds it, then the lowest metric; null where none does. Reads the routes once for all addresses. */
export const routeLookup = (routes: readonly Route[], table = 'main'): ((address: string) => Route | null) => {
	const known = routes
		.flatMap((route) => {
			const range = route.table === table ? parseCidr(route.destination) : null;
			return range === null ? [] : [{route, range}];
		})
		.toSorted(
			(one, other) => other.range.prefix - one.range.prefix || (one.route.metric ?? 0) - (other.route.metric ?? 0),
		);
	return (address) => {
		const parsed = parseAddress(address);
		return parsed === null ? null : (known.find(({range}) => containsParsed(range, parsed))?.route ?? null);
	};
};

/** The route of a table that one address takes. */
export const bestRoute = (routes: readonly Route[], address: string, table = 'main'): Route | null =>
	routeLookup(routes, table)(address);
