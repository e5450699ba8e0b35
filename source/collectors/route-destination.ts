import {parseAddress} from '../net/address.ts';
import {parseCidr} from '../net/cidr.ts';

/** The destination of a route as a CIDR, with its family. */
export type RouteDestination = {readonly family: 4 | 6; readonly destination: string};

/** The CIDR of every address of a family: what `default` means. */
export const everywhere = (family: 4 | 6): string => (family === 4 ? '0.0.0.0/0' : '::/0');

/** Reads `10.244.0.0/24`, or a bare address as /32 or /128; null when it is neither. IPv4-mapped IPv6 ranges stay IPv6, as printed. */
export const readDestination = (text: string): RouteDestination | null => {
	const family = text.includes(':') ? 6 : 4;
	const cidr = parseCidr(text);
	if (cidr?.family === family) {
		return {family, destination: cidr.text};
	}
	const slash = text.indexOf('/');
	const prefix = slash < 0 ? '128' : text.slice(slash + 1);
	const isMapped = family === 6 && parseAddress(slash < 0 ? text : text.slice(0, slash)) !== null;
	return isMapped && /^\d{1,3}$/.test(prefix) && Number(prefix) <= 128
		? {family, destination: slash < 0 ? `${text}/128` : text}
		: null;
};
