import type {Capture, Part} from '../model/capture.ts';
import {type Input, inputId} from '../model/input.ts';
import type {Disguised, Snapshot} from '../model/snapshot.ts';
import {type Cidr, parseCidr} from '../net/cidr.ts';
import {type AddressTable, type AddressValue, createAddressTable, type Draw} from './address-table.ts';
import {collectNames} from './collect-names.ts';
import {createMacTable, identifierOfMac, macOfIdentifier} from './mac-table.ts';
import {createNameTable, type NameTable} from './name-table.ts';
import {type CertificateWriter, embeddedPem, rewritePem} from './rewrite-certificate.ts';
import {printV4, printV6, scanAddresses, type Visitor} from './scan-addresses.ts';
import {scanNetstat} from './scan-netstat.ts';
import {scanTable} from './scan-tables.ts';

const low64 = (1n << 64n) - 1n;

const linkLocal = parseCidr('fe80::/10');

/** What looks at a text of that name, and writes it anew. */
type Scan = (name: string, text: string) => string;

const bytesOf = (value: bigint, count: number): Buffer =>
	Buffer.from(value.toString(16).padStart(count * 2, '0'), 'hex');

const certificateWriter = (visitor: Visitor, text: (text: string) => string): CertificateWriter => ({
	text,
	address: (bytes) => {
		const value = bytes.length === 0 ? 0n : BigInt(`0x${bytes.toString('hex')}`);
		return bytes.length === 4 || bytes.length === 16
			? bytesOf(visitor.address(bytes.length === 4 ? 4 : 6, value, null), bytes.length)
			: bytes;
	},
});

/** Looks at certificates first, then at what stands around them: base64 is no text to look for names in. */
const scanner = (visitor: Visitor, names: NameTable): Scan => {
	const plain: Scan = (name, text) => {
		const named = names(text);
		return (
			scanTable(name, named, visitor) ??
			(/netstat/.test(name) ? scanNetstat(named, visitor) : scanAddresses(named, visitor))
		);
	};
	const writer = certificateWriter(visitor, (text) => plain('', text));
	const pem = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;
	return (name, text) => {
		if (!text.includes('CERTIFICATE') && !text.includes('LS0tLS1CRUdJTi')) {
			return plain(name, text);
		}
		let written = '';
		let from = 0;
		for (const {0: found, index} of text.matchAll(new RegExp(`${pem.source}|${embeddedPem.source}`, 'g'))) {
			const isEmbedded = found.startsWith('LS0t');
			written += plain(name, text.slice(from, index));
			written += isEmbedded
				? Buffer.from(rewritePem(Buffer.from(found, 'base64').toString('utf8'), writer)).toString('base64')
				: rewritePem(found, writer);
			from = index + found.length;
		}
		return written + plain(name, text.slice(from));
	};
};

const mapInput = (input: Input, map: (text: string) => string): Input =>
	Object.fromEntries(
		Object.entries(input).map(([key, value]) => [
			key,
			key === 'format' || key === 'gate' || key === 'query'
				? value
				: Array.isArray(value)
					? value.map(map)
					: map(String(value)),
		]),
	) as Input;

const mapCapture = (capture: Capture, scan: Scan): Capture => {
	const line = (text: string): string => scan('', text);
	const part = (each: Part): Part => ({...each, name: line(each.name), text: scan(each.name, each.text)});
	const input = mapInput(capture.input, line);
	return {
		...capture,
		id: inputId(input),
		input,
		parts: capture.parts.map(part),
		stderr: line(capture.stderr),
		partial: capture.partial === null ? null : line(capture.partial),
		failure:
			capture.failure === null
				? null
				: {
						...capture.failure,
						detail: line(capture.failure.detail),
						remedy: capture.failure.remedy === null ? null : line(capture.failure.remedy),
					},
	};
};

const mapSnapshot = (snapshot: Snapshot, scan: Scan, disguised: readonly Disguised[]): Snapshot => ({
	...snapshot,
	node: scan('', snapshot.node),
	captures: snapshot.captures.map((capture) => mapCapture(capture, scan)),
	unrecognised: snapshot.unrecognised.map((each) => ({
		...each,
		source: scan('', each.source),
		text: scan('', each.text),
		expected: scan('', each.expected),
	})),
	disguised: [...new Set([...(snapshot.disguised ?? []), ...disguised])],
});

/** Every text of a snapshot with its name. */
function* textsOf({captures, unrecognised, node}: Snapshot): Generator<readonly [string, string]> {
	yield ['', node];
	for (const {id, parts, stderr, failure, partial} of captures) {
		yield ['', id];
		for (const {name, text} of parts) {
			yield ['', name];
			yield [name, text];
		}
		yield ['', stderr];
		yield ['', `${failure?.detail ?? ''}\n${failure?.remedy ?? ''}\n${partial ?? ''}`];
	}
	for (const {source, text} of unrecognised) {
		yield ['', source];
		yield ['', text];
	}
}

type Seen = {
	readonly addresses: AddressValue[];
	readonly ranges: Cidr[];
	readonly macs: (readonly number[])[];
	/** What certificates say, as texts. */
	readonly said: string[];
};

const unchanged: NameTable = (text) => text;

const keyOf = (family: 4 | 6, value: bigint): string => `${family} ${value}`;

/** Looks at all texts as they will be written, and writes nothing. */
const lookAt = (snapshots: readonly Snapshot[]): Seen => {
	const addresses = new Map<string, AddressValue>();
	const ranges = new Map<string, Cidr>();
	const macs = new Map<string, readonly number[]>();
	const said: string[] = [];
	const addMac = (bytes: readonly number[]): void => {
		macs.set(bytes.join(':'), bytes);
	};
	const visitor: Visitor = {
		address: (family, value, prefix) => {
			const bits = family === 4 ? 32 : 128;
			const text = family === 4 ? printV4(value) : printV6(value);
			const range = prefix === null || prefix >= bits ? null : parseCidr(`${text}/${prefix}`);
			if (range !== null) {
				ranges.set(range.text, range);
			}
			if (range === null || range.first !== value) {
				addresses.set(keyOf(family, value), {family, value});
			}
			const derived = family === 6 ? macOfIdentifier(value & low64) : null;
			if (derived !== null) {
				addMac(derived);
			}
			return value;
		},
		mac: (bytes) => {
			addMac(bytes);
			return bytes;
		},
	};
	const listen: NameTable = (text) => {
		said.push(text);
		return text;
	};
	const plain = scanner(visitor, unchanged);
	const ofCertificates = scanner(visitor, listen);
	for (const snapshot of snapshots) {
		for (const [name, text] of textsOf(snapshot)) {
			(/CERTIFICATE|LS0tLS1CRUdJTi/.test(text) ? ofCertificates : plain)(name, text);
		}
	}
	return {addresses: [...addresses.values()], ranges: [...ranges.values()], macs: [...macs.values()], said};
};

const visitorOf = (table: AddressTable, {macs, addresses}: Seen, draw: Draw): Visitor => {
	const seen = new Set(addresses.filter(({family}) => family === 4).map(({value}) => value));
	const mac = createMacTable(macs, {table, isSeen: (address) => seen.has(address)}, draw);
	const address: Visitor['address'] = (family, value, prefix) => {
		const image = table({family, value}, prefix);
		const bytes = family === 6 ? macOfIdentifier(image & low64) : null;
		const isOwn = linkLocal !== null && family === 6 && value >= linkLocal.first && value <= linkLocal.last;
		// An identifier that is made of a MAC address follows it, also where the rest of the address stays.
		return bytes === null || (image === value && !isOwn && value >> 120n === 0xffn)
			? image
			: ((image >> 64n) << 64n) | identifierOfMac(mac(bytes));
	};
	return {address, mac};
};

const same: Visitor = {address: (_family, value) => value, mac: (bytes) => bytes};

/** Names that certificates give, as a list of names. */
function* withCertificates(snapshot: Snapshot, said: readonly string[]): Generator<readonly [string, string]> {
	yield* textsOf(snapshot);
	for (const text of said) {
		yield ['', text];
	}
}

/**
 * Snapshots of one run in which addresses (MAC addresses among them) or names, or both, are others: the same for the same in all of them, and of the same
 * kind, so that an analysis finds the same. `draw` decides; it is not kept, so nobody can tell what they were. Lines stay as many as they are.
 */
export const disguiseSnapshots = (
	snapshots: readonly Snapshot[],
	disguised: readonly Disguised[],
	draw: Draw,
): readonly Snapshot[] => {
	const seen = lookAt(snapshots);
	const visitor = disguised.includes('addresses')
		? visitorOf(createAddressTable(seen.addresses, seen.ranges, draw), seen, draw)
		: same;
	const names = disguised.includes('names')
		? createNameTable(collectNames(snapshots, (snapshot) => withCertificates(snapshot, seen.said)))
		: unchanged;
	const scan = scanner(visitor, names);
	return snapshots.map((snapshot) => mapSnapshot(snapshot, scan, disguised));
};
