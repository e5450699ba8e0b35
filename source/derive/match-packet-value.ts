import {type ParsedAddress, parseAddress} from '../net/address.ts';
import {parseCidr} from '../net/cidr.ts';
import type {PacketView} from './packet-view.ts';
import type {Truth} from './truth.ts';

const within = (view: PacketView, address: ParsedAddress, text: string): Truth => {
	let range = view.ranges.get(text);
	if (range === undefined) {
		range = parseCidr(text);
		view.ranges.set(text, range);
	}
	if (range === null) {
		return null;
	}
	return address.family === range.family && address.value >= range.first && address.value <= range.last;
};

const between = (address: ParsedAddress, text: string): Truth => {
	const dash = text.indexOf('-');
	const first = parseAddress(text.slice(0, dash));
	const last = parseAddress(text.slice(dash + 1));
	if (first === null || last === null) {
		return null;
	}
	return address.family === first.family && address.value >= first.value && address.value <= last.value;
};

const isSingle = (text: string, slash: number): boolean =>
	slash < 0 || text.endsWith(text.includes(':') ? '/128' : '/32');

/** Whether an address is the one, in the range `10.0.0.0/8` or in the span `10.0.0.1-10.0.0.9`. Unknown for anything else. */
export const matchAddress = (view: PacketView, address: ParsedAddress | null, text: string): Truth => {
	if (address === null) {
		return null;
	}
	const slash = text.indexOf('/');
	// Ten thousand services are ten thousand single addresses: those are compared as text.
	if (isSingle(text, slash)) {
		const bare = slash < 0 ? text : text.slice(0, slash);
		if (bare === address.text) {
			return true;
		}
		if (address.family === 4 && /^[\d.]+$/.test(bare)) {
			return false;
		}
	}
	return slash < 0 && text.includes('-') ? between(address, text) : within(view, address, text);
};

/** Whether a number is the one or within `1024:65535` or `1024-65535`; an open end is the smallest or largest. */
export const matchNumber = (value: number | null, text: string): Truth => {
	if (value === null) {
		return null;
	}
	const split = text.search(/[:-]/);
	if (split < 0) {
		const number = Number(text);
		return text === '' || Number.isNaN(number) ? null : number === value;
	}
	const low = text.slice(0, split);
	const high = text.slice(split + 1);
	const first = low === '' ? 0 : Number(low);
	const last = high === '' ? 65535 : Number(high);
	return Number.isNaN(first) || Number.isNaN(last) ? null : value >= first && value <= last;
};

/** Whether an interface has the name, or begins with it where the pattern ends in the wildcard (`+` in iptables, `*` in nft). */
export const matchInterface = (name: string | null, pattern: string, wildcard: '+' | '*'): Truth => {
	if (pattern === wildcard) {
		return true;
	}
	if (name === null) {
		return null;
	}
	return pattern.endsWith(wildcard) ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
};
