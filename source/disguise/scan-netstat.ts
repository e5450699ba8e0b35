import {parseAddress} from '../net/address.ts';
import {printV6, scanAddresses, type Visitor} from './scan-addresses.ts';

/** Both ends of a row of IPv6, whose ports stand behind a colon like all else: `tcp6  0  0 fd00::1:6443  :::*  LISTEN`. */
const row = /^((?:tcp|udp|raw|udplite)6?\s+\d+\s+\d+\s+)(\S+)(\s+)(\S+)/;

const end = /^(.*[0-9A-Fa-f:]):(\d+|\*)$/;

/** An end whose address netstat cut off where its column was full: as much of it as is whole. */
const cut = (address: string, visitor: Visitor): string => {
	const groups = address.split(':');
	for (let kept = groups.length - 1; kept >= 2; kept--) {
		const parsed = parseAddress(`${groups.slice(0, kept).join(':')}::`);
		if (parsed?.family === 6) {
			const image = printV6(visitor.address(6, parsed.value, null))
				.split(':')
				.slice(0, kept)
				.join(':');
			return image.padEnd(address.length, ':').slice(0, address.length);
		}
	}
	return address;
};

const image = (text: string, visitor: Visitor): string => {
	const [, address = '', port = ''] = end.exec(text) ?? [];
	if ((address.match(/:/g) ?? []).length < 2) {
		return scanAddresses(text, visitor);
	}
	const parsed = parseAddress(address);
	if (parsed === null) {
		return `${cut(address, visitor)}:${port}`;
	}
	return parsed.family === 4
		? scanAddresses(text, visitor)
		: `${printV6(visitor.address(6, parsed.value, null))}:${port}`;
};

const padded = (text: string, was: string, gap: string): string =>
	text + ' '.repeat(Math.max(1, gap.length + was.length - text.length));

/** An output of netstat with other addresses. */
export const scanNetstat = (text: string, visitor: Visitor): string =>
	text
		.split('\n')
		.map((line) => {
			const [whole, head = '', local = '', gap = '', foreign = ''] = row.exec(line) ?? [];
			if (whole === undefined || !/6/.test(head.slice(0, 8))) {
				return scanAddresses(line, visitor);
			}
			const rest = line.slice(whole.length);
			const blanks = /^ */.exec(rest)?.[0] ?? '';
			return (
				head +
				padded(image(local, visitor), local, gap) +
				padded(image(foreign, visitor), foreign, blanks) +
				rest.slice(blanks.length)
			);
		})
		.join('\n');
