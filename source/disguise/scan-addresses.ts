import {parseAddress} from '../net/address.ts';

/** Hears of every address in a text, and says what shall stand there. A prefix length is given where the address stands for a range. */
export type Visitor = {
	readonly address: (family: 4 | 6, value: bigint, prefix: number | null) => bigint;
	readonly mac: (bytes: readonly number[]) => readonly number[];
};

/** An address of 32 bits as it is printed. */
export const printV4 = (value: bigint): string => {
	const number = Number(value);
	return `${number >>> 24}.${(number >>> 16) & 255}.${(number >>> 8) & 255}.${number & 255}`;
};

/** An address of 128 bits as it is printed (RFC 5952). */
export const printV6 = (value: bigint): string => {
	const groups = Array.from({length: 8}, (_, i) => ((value >> BigInt(112 - 16 * i)) & 0xffffn).toString(16)).join(':');
	return parseAddress(groups)?.text ?? groups;
};

const octets = '\\d{1,3}(?:\\.\\d{1,3}){3}';
const v4 = new RegExp(`(?<![0-9.])(${octets})(?![0-9]|\\.[0-9])(?:/(\\d{1,2})(?!\\d))?`, 'g');
const v4Pair = new RegExp(`(?<![0-9.])(${octets})-(${octets})(?![0-9.])`, 'g');
const v4Dashed = /(?<![0-9.])(?<![0-9]-)(\d{1,3}(?:-\d{1,3}){3})(?![0-9-])/g;
const v4Reversed = /(?<![0-9.])(\d{1,3}(?:\.\d{1,3}){3})(\.in-addr\.arpa)/g;
const v6 = /(?<![0-9A-Za-z:.])((?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4})(?![0-9A-Za-z:]|\.\d)(?:\/(\d{1,3})(?!\d))?/g;
const mac = /(?<![0-9A-Fa-f:])([0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5})(?![0-9A-Fa-f:])/g;
const bridgeId = /(?<![0-9a-f])([0-9a-f]{4}\.)([0-9a-f]{12})(?![0-9a-f])/g;
/** nft in JSON: `{"prefix": {"addr": "10.0.0.0", "len": 8}}`. */
const jsonPrefix = /("addr": ?")([0-9A-Fa-f.:]+)(", ?"len": ?)(\d{1,3})/g;
const jsonPair = /("range": ?\[")([0-9A-Fa-f.:]+)(", ?")([0-9A-Fa-f.:]+)("\])/g;
const gap = / {2,}|\n/;

const addressOf = (text: string): {readonly family: 4 | 6; readonly value: bigint} | null =>
	/(?:^|\.)0\d/.test(text) ? null : parseAddress(text);

/** Replaces what an expression finds. Columns behind it stay in their place: the next gap of several blanks gives what is missing, or takes what is left. */
export const replaceInColumns = (
	text: string,
	expression: RegExp,
	write: (...match: readonly (string | undefined)[]) => string,
): string => {
	let written = '';
	let from = 0;
	let longer = 0;
	const pass = (piece: string): void => {
		const found = longer === 0 ? null : gap.exec(piece);
		if (found === null) {
			written += piece;
			return;
		}
		const [blanks] = found;
		const wanted = blanks === '\n' ? blanks : ' '.repeat(Math.max(1, blanks.length - longer));
		longer = 0;
		written += piece.slice(0, found.index) + wanted + piece.slice(found.index + blanks.length);
	};
	for (const match of text.matchAll(expression)) {
		const [found] = match;
		const image = write(...match);
		if (image !== found) {
			pass(text.slice(from, match.index));
			written += image;
			from = match.index + found.length;
			longer += image.length - found.length;
		}
	}
	if (from === 0) {
		return text;
	}
	pass(text.slice(from));
	return written;
};

const macBytes = (text: string): readonly number[] => text.split(':').map((byte) => Number.parseInt(byte, 16));

const printBytes = (bytes: readonly number[], between: string): string =>
	bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(between);

/** An address in its own spelling, with the length of a prefix or null. Null where it is none. */
const imageOf = (text: string, prefix: number | null, {address}: Visitor): string | null => {
	const parsed = addressOf(text);
	if (parsed === null) {
		return null;
	}
	const image = address(parsed.family, parsed.value, prefix);
	if (image === parsed.value) {
		return text;
	}
	return parsed.family === 6 ? printV6(image) : text.includes(':') ? `::ffff:${printV4(image)}` : printV4(image);
};

/** Both ends of a range: where it is no block of addresses, the smallest one that holds both is told first, so that the order stays. */
const pairOf = (first: string, last: string, visitor: Visitor): readonly [string, string] => {
	const [low, high] = [addressOf(first), addressOf(last)];
	if (low === null || high === null || low.family !== high.family) {
		return [first, last];
	}
	const bits = low.family === 4 ? 32 : 128;
	const prefix = bits - (low.value ^ high.value).toString(2).replace(/^0$/, '').length;
	const host = BigInt(bits - prefix);
	const start = (low.value >> host) << host;
	const moved = visitor.address(low.family, start, prefix) - start;
	const print = low.family === 4 ? printV4 : printV6;
	return [low.value, high.value].map((value) => print(value + moved)) as [string, string];
};

const dashedImage = (dashed: string, visitor: Visitor): string =>
	(imageOf(dashed.replaceAll('-', '.'), null, visitor) ?? dashed).replaceAll('.', '-');

const backwards = (dotted: string): string => dotted.split('.').reverse().join('.');

/**
 * A text with other addresses: IPv4 and IPv6, alone and as ranges, dashed and reversed in names, MAC addresses. Letters that only look like one
 * (a version, a time, a UUID) are told by their form.
 */
export const scanAddresses = (text: string, visitor: Visitor): string => {
	let rest = text;
	// What is written is not looked at again: marks that no text of a node holds stand for it.
	const pieces: string[] = [];
	const keep = (piece: string): string => `\uE0F0${pieces.push(piece) - 1}\uE0F1`;
	if (!text.includes('\uE0F0')) {
		if (text.includes('"range"') || text.includes('"addr"')) {
			rest = rest
				.replace(jsonPair, (_, head: string, first: string, middle: string, last: string, tail: string) => {
					const [low, high] = pairOf(first, last, visitor);
					return keep(`${head}${low}${middle}${high}${tail}`);
				})
				.replace(jsonPrefix, (whole, head: string, address: string, middle: string, length: string) => {
					const image = imageOf(address, Number(length), visitor);
					return image === null ? whole : keep(`${head}${image}${middle}${length}`);
				});
		}
		rest = rest
			.replace(v4Pair, (_, first: string, last: string) => keep(pairOf(first, last, visitor).join('-')))
			.replace(v4Reversed, (whole, reversed: string, tail: string) => {
				const image = imageOf(backwards(reversed), null, visitor);
				return image === null ? whole : keep(backwards(image) + tail);
			})
			.replace(v4Dashed, (_, dashed: string) => keep(dashedImage(dashed, visitor)));
	}
	const inColumns = (whole = '', address = '', length?: string): string =>
		`${imageOf(address, length === undefined ? null : Number(length), visitor) ?? address}${whole.slice(address.length)}`;
	rest = replaceInColumns(rest, v4, inColumns);
	if (rest.includes(':')) {
		rest = replaceInColumns(rest, v6, inColumns);
		rest = replaceInColumns(rest, mac, (_, address = '') => printBytes(visitor.mac(macBytes(address)), ':'));
	}
	rest = rest.replace(
		bridgeId,
		(_, head: string, digits: string) =>
			head + printBytes(visitor.mac(macBytes(digits.replace(/..(?=.)/g, '$&:'))), ''),
	);
	return pieces.length === 0
		? rest
		: rest.replace(/\uE0F0(\d+)\uE0F1/g, (_, index: string) => pieces[Number(index)] ?? '');
};
