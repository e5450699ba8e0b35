import {lineNumber, type Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {Parsed, Place} from '../model/place.ts';
import {parseAddress} from '../net/address.ts';

/** A file of host-local's data folder: a reserved address, or the address reserved last (then `container` is null). */
export type IpamReservation = {
	readonly address: string;
	readonly container: string | null;
	readonly interface: string | null;
	readonly at: Place;
};

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/**
 * Reads a file that host-local keeps for an address: the container's id, then the interface in it; the file's name is the address.
 * `last_reserved_ip.N` holds an address alone (https://www.cni.dev/plugins/current/ipam/host-local/).
 */
export const parseIpamReservation = (part: Part): Parsed<readonly IpamReservation[]> => {
	const lines = part.text.split('\n').map((line) => line.trim());
	const first = lines.findIndex((line) => line !== '');
	const name = baseName(part.name);
	if (first < 0) {
		return {value: [], unparsed: []};
	}
	const text = lines[first] ?? '';
	const at: Place = {source: part.name, line: lineNumber(part, first)};
	const second = lines.findIndex((line, index) => index > first && line !== '');
	const isReservation = !/\s/.test(text);
	const unparsed = lines.flatMap((line, index) =>
		line === '' || (isReservation && (index === first || index === second))
			? []
			: [{source: part.name, line: lineNumber(part, index), text: line, expected: 'a container id, then an interface'}],
	);
	if (parseAddress(text) !== null && second < 0) {
		return {value: [{address: text, container: null, interface: null, at}], unparsed};
	}
	const value = {address: name, container: text, interface: second < 0 ? null : (lines[second] ?? null), at};
	return {value: isReservation ? [value] : [], unparsed};
};

/** The text of a file under /var/lib/cni/networks. */
export const ipamReservationFormat: Format = {
	name: 'ipam-reservation',
	title: "host-local's reservation of an address",
	recognise: (text) => (/^[0-9a-f]{64}\s{1,2}[A-Za-z0-9_.-]{1,15}\s{0,2}$/.test(text.slice(0, 256)) ? 0.95 : 0),
	parse: parseIpamReservation,
};
