import type {NftMapEntry, NftStatement, NftValue} from '../model/facts/nftables.ts';

/** A number as nft's text form prints it in a place where it prints hexadecimal: marks and seeds, without leading zeros. */
export const hexText = (value: number): string => `0x${value.toString(16)}`;

/** The one spelling of a hexadecimal number: `0x00004000` is `0x4000`. */
export const shortHex = (text: string): string => text.replace(/\b0x0+(?=[0-9a-f])/g, '0x');

/** Which parts of a key (`ip saddr . meta mark`) hold marks, which nft prints as hexadecimal numbers. */
export const hexPlaces = (key: string): readonly boolean[] =>
	key.split(' . ').map((part) => /^(?:meta |ct |socket )?mark\b/.test(part));

/** An address and port as one text: `10.0.0.1 . 80` is `10.0.0.1:80`, `fe80::1 . 80` is `[fe80::1]:80`. */
export const endpoint = (address: string, port: string | null): string => {
	if (port === null) {
		return address;
	}
	return address.includes(':') && !address.startsWith('[') ? `[${address}]:${port}` : `${address}:${port}`;
};

/** Seconds in nft's spelling: 300 is `5m` (nft(8), time specification). */
export const durationText = (seconds: number): string => {
	const units = [
		['d', 86_400],
		['h', 3600],
		['m', 60],
		['s', 1],
	] as const;
	let left = Math.floor(seconds);
	let text = '';
	for (const [unit, size] of units) {
		if (left >= size) {
			text += `${Math.floor(left / size)}${unit}`;
			left %= size;
		}
	}
	return text === '' ? '0s' : text;
};

/** A value that is one text. */
export const textValue = (text: string): NftValue => ({kind: 'text', text});

/** A statement that kdiag does not look into. A burst of 5 packets is the default, which only some versions print. */
export const otherStatement = (text: string): NftStatement => ({
	kind: 'other',
	text: text.replace(/ burst 5 packets$/, ''),
});

/** A map from a key to a verdict or to data. */
export const verdictMap = (left: string, map: string | null, entries: readonly NftMapEntry[]): NftStatement => ({
	kind: 'verdict-map',
	left,
	map,
	entries,
});
