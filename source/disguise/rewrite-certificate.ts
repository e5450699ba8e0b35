/** What is written for a text in a certificate, and for an address of 4 or 16 bytes. */
export type CertificateWriter = {
	readonly text: (text: string) => string;
	readonly address: (bytes: Buffer) => Buffer;
};

type Item = {readonly tag: number; readonly start: number; readonly end: number; readonly from: number};

/** The item of DER (X.690) at a place, or null where there is none. */
const itemAt = (bytes: Buffer, from: number, limit: number): Item | null => {
	const tag = bytes[from];
	const short = bytes[from + 1];
	if (tag === undefined || short === undefined) {
		return null;
	}
	const count = short < 0x80 ? 0 : short - 0x80;
	const start = from + 2 + count;
	if (count > 4 || start > limit) {
		return null;
	}
	const length = count === 0 ? short : bytes.readUIntBE(from + 2, count);
	return start + length > limit ? null : {tag, from, start, end: start + length};
};

const itemsOf = (bytes: Buffer, start: number, end: number): readonly Item[] | null => {
	const items: Item[] = [];
	for (let at = start; at < end; at = items.at(-1)?.end ?? end) {
		const item = itemAt(bytes, at, end);
		if (item === null) {
			return null;
		}
		items.push(item);
	}
	return items;
};

const encode = (tag: number, content: Buffer): Buffer => {
	const {length} = content;
	const size: number[] = [];
	for (let left = length; left > 0; left = Math.floor(left / 256)) {
		size.unshift(left % 256);
	}
	const head = length < 0x80 ? [tag, length] : [tag, 0x80 + size.length, ...size];
	return Buffer.concat([Buffer.from(head), content]);
};

/** UTF8String, PrintableString, T61String and IA5String: what names are made of. */
const strings: ReadonlySet<number> = new Set([0x0c, 0x13, 0x14, 0x16]);

/** rfc822Name, dNSName and URI of a GeneralName (RFC 5280), and iPAddress. */
const generalTexts: ReadonlySet<number> = new Set([0x81, 0x82, 0x86]);
const generalAddress = 0x87;

const alternativeName = Buffer.from([0x06, 0x03, 0x55, 0x1d, 0x11]);

const rewriteAll = (
	bytes: Buffer,
	start: number,
	end: number,
	writer: CertificateWriter,
	isGeneral: boolean,
): Buffer | null => {
	const items = itemsOf(bytes, start, end);
	if (items === null) {
		return null;
	}
	const isAlternative = items.some(({from, end: stop}) => bytes.subarray(from, stop).equals(alternativeName));
	const written: Buffer[] = [];
	for (const {tag, from, start: inner, end: stop} of items) {
		const content = bytes.subarray(inner, stop);
		if (isGeneral && tag === generalAddress) {
			written.push(encode(tag, writer.address(content)));
		} else if (isGeneral ? generalTexts.has(tag) : strings.has(tag)) {
			written.push(encode(tag, Buffer.from(writer.text(content.toString('utf8')))));
		} else if ((tag & 0x20) !== 0 || (isAlternative && tag === 0x04)) {
			const inside = rewriteAll(bytes, inner, stop, writer, isGeneral || (isAlternative && tag === 0x04));
			if (inside === null) {
				return null;
			}
			written.push(encode(tag, inside));
		} else {
			written.push(bytes.subarray(from, stop));
		}
	}
	return Buffer.concat(written);
};

/**
 * A certificate (RFC 5280) with other names and addresses in its subject, issuer and alternative names. All else stays, key and signature too; the
 * signature is then not one of it. Null where the bytes are no DER.
 */
export const rewriteCertificate = (der: Buffer, writer: CertificateWriter): Buffer | null =>
	rewriteAll(der, 0, der.length, writer, false);

const block =
	/(-----BEGIN CERTIFICATE-----[ \t]*\r?\n)([A-Za-z0-9+/=\r\n \t]+?)(\r?\n[ \t]*-----END CERTIFICATE-----)/g;

/** The certificates of a PEM file, written anew; each takes as many lines as before. */
export const rewritePem = (text: string, writer: CertificateWriter): string =>
	text.replace(block, (whole, head: string, body: string, tail: string) => {
		const lines = body.split('\n');
		const der = rewriteCertificate(Buffer.from(body, 'base64'), writer);
		if (der === null) {
			return whole;
		}
		const base64 = der.toString('base64');
		const width = Math.max(64, Math.ceil(base64.length / lines.length / 4) * 4);
		const indent = /^[ \t]*/.exec(lines[0] ?? '')?.[0] ?? '';
		const end = body.includes('\r') ? '\r\n' : '\n';
		const written = Array.from(
			{length: lines.length},
			(_, index) => indent + base64.slice(index * width, (index + 1) * width),
		);
		return head + written.join(end) + tail;
	});

/** Base64 of PEM with a certificate, as kubeconfigs embed it. */
export const embeddedPem = /LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t[A-Za-z0-9+/]+={0,2}/g;
