import {type Cidr, contains, overlaps} from '../net/cidr.ts';
import {defaults, needsSigns, routed, shared, special} from './known-ranges.ts';

/** A number below a limit, drawn by lot. */
export type Draw = (below: number) => number;

/** An address as a number, with its family. */
export type AddressValue = {readonly family: 4 | 6; readonly value: bigint};

/** Gives each address another one; with the length of a prefix where it stands for a range. */
export type AddressTable = (address: AddressValue, prefix?: number | null) => bigint;

type Unit = {readonly range: Cidr; readonly first: bigint};

const bitsOf = (family: 4 | 6): number => (family === 4 ? 32 : 128);

const rangeOf = (family: 4 | 6, value: bigint, prefix: number): Cidr => {
	const host = BigInt(bitsOf(family) - prefix);
	const first = (value >> host) << host;
	return {family, prefix, first, last: first + (1n << host) - 1n, text: ''};
};

const single = ({family, value}: AddressValue): Cidr => rangeOf(family, value, bitsOf(family));

const isIn = (ranges: readonly Cidr[], inner: Cidr): boolean => ranges.some((outer) => contains(outer, inner));

/** Blocks within which addresses are given other ones, the narrower first: so what is private stays private. */
type Blocks = readonly Cidr[];

const blockOf = (range: Cidr, blocks: Blocks): Cidr | undefined => blocks.find((block) => contains(block, range));

/** Whether a range is one of those that stay, or larger. */
const isWide = (range: Cidr, blocks: Blocks): boolean =>
	range.prefix < 8 ||
	blocks.some((block) => block.prefix > 0 && contains(range, block)) ||
	(blockOf(range, blocks)?.prefix ?? range.prefix) >= range.prefix;

/** The defaults that are in use on these nodes. */
const defaultsInUse = (addresses: readonly AddressValue[], seen: readonly Cidr[]): readonly Cidr[] => {
	const values = new Set(addresses.map(({value}) => value));
	const texts = new Set(seen.map(({text}) => text));
	return defaults
		.filter(({range, signs}) => {
			const isSigned = signs.some((sign) => values.has(sign));
			const isInside = seen.some((other) => other.prefix < range.prefix && other.prefix > 8 && contains(other, range));
			return !isInside && (isSigned || (texts.has(range.text) && !needsSigns.includes(range.text)));
		})
		.map(({range}) => range)
		.sort((a, b) => b.prefix - a.prefix);
};

/** Ranges that have no other range around them, in order. */
const outermost = (ranges: readonly Cidr[]): readonly Cidr[] => {
	const found: Cidr[] = [];
	const order = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
	for (const range of [...ranges].sort((a, b) => order(a.first, b.first) || a.prefix - b.prefix)) {
		const last = found.at(-1);
		if (last === undefined || !contains(last, range)) {
			found.push(range);
		}
	}
	return found;
};

const lookUp = <T>(sorted: readonly T[], rangeOfItem: (item: T) => Cidr, value: bigint): T | undefined => {
	let [from, to] = [0, sorted.length];
	while (from < to) {
		const middle = (from + to) >> 1;
		if (rangeOfItem(sorted[middle] as T).last < value) {
			from = middle + 1;
		} else {
			to = middle;
		}
	}
	const found = sorted[from];
	return found !== undefined && rangeOfItem(found).first <= value ? found : undefined;
};

/** An address of which no larger range is known is taken to be in a network of this size: what stands behind that stays. */
const usual = {4: 24, 6: 64} as const;

const bits = (draw: Draw, count: number): bigint => {
	let value = 0n;
	for (let left = count; left > 0; left -= 16) {
		value = (value << BigInt(Math.min(16, left))) | BigInt(draw(2 ** Math.min(16, left)));
	}
	return value;
};

/** How often a place is drawn before less is asked of it. */
const tries = 400;

type Places = {
	readonly blocks: Blocks;
	readonly units: readonly Cidr[];
	readonly wide: readonly Cidr[];
	readonly draw: Draw;
};

/** Another place for a range in its block: where nothing is, and nothing was. */
const placeFor = (unit: Cidr, taken: readonly Cidr[], {blocks, units, wide, draw}: Places): bigint => {
	const block = blockOf(unit, blocks);
	// The first addresses of a default are known to everybody: 10.96.0.1 and 10.96.0.10.
	const isFirst = block !== undefined && unit.first === block.first && !shared.includes(block) && block.prefix > 8;
	if (block === undefined || block.prefix >= unit.prefix || isFirst) {
		return unit.first;
	}
	const host = BigInt(bitsOf(unit.family) - unit.prefix);
	const isFree = (slot: Cidr, others: readonly Cidr[]): boolean =>
		blockOf(slot, blocks) === block &&
		slot.first !== block.first &&
		!others.some((other) => overlaps(other, slot)) &&
		wide.every((range) => contains(range, slot) === contains(range, unit));
	const unused = defaults.map(({range}) => range).filter((range) => !contains(range, unit));
	for (const others of [
		[...taken, ...units, ...special, ...unused],
		[...taken, ...special, unit],
		[...taken, ...special],
	]) {
		for (let count = 0; count < tries; count++) {
			const slot = rangeOf(unit.family, block.first | (bits(draw, unit.prefix - block.prefix) << host), unit.prefix);
			if (isFree(slot, others)) {
				return slot.first;
			}
		}
	}
	return unit.first;
};

/**
 * A table for all addresses of a run. Ranges that were seen decide which bits of an address change: those before the outermost range that holds it
 * ends. So what lies in a range lies in its image, subnets stay in their supernets, overlaps stay, and so do the last bits: gateway, broadcast, `.10`.
 * No image is an address that was seen.
 */
export const createAddressTable = (
	addresses: readonly AddressValue[],
	ranges: readonly Cidr[],
	draw: Draw,
): AddressTable => {
	const seen = ranges.filter((range) => !isIn(special, range));
	const blocks = [...defaultsInUse(addresses, seen), ...shared, ...routed];
	const wide = seen.filter((range) => isWide(range, blocks));
	const narrow = seen.filter((range) => !isWide(range, blocks));
	const networks = narrow.map(({family, first, prefix}) => rangeOf(family, first, Math.min(prefix, usual[family])));
	const known = ([4, 6] as const).map((each) => outermost(networks.filter(({family}) => family === each)));
	const knownOf = {4: known[0] ?? [], 6: known[1] ?? []};
	const lone = addresses
		.filter((address) => !isIn(special, single(address)))
		.filter(({family, value}) => lookUp(knownOf[family], (range) => range, value) === undefined)
		.map(({family, value}) => rangeOf(family, value, usual[family]));
	const units = ([4, 6] as const).flatMap((each) =>
		outermost([...knownOf[each], ...lone.filter(({family}) => family === each)]),
	);
	const taken: Cidr[] = [];
	const table: Record<4 | 6, Unit[]> = {4: [], 6: []};
	for (const range of units) {
		const first = placeFor(range, taken, {blocks, units, wide, draw});
		taken.push(rangeOf(range.family, first, range.prefix));
		table[range.family].push({range, first});
	}
	return ({family, value}, prefix = null) => {
		const range = prefix === null ? single({family, value}) : rangeOf(family, value, prefix);
		if (isIn(special, single({family, value})) || (prefix !== null && range.first === value && isWide(range, blocks))) {
			return value;
		}
		const unit = lookUp(table[family], ({range}) => range, value);
		return unit === undefined ? value : unit.first + (value - unit.range.first);
	};
};
