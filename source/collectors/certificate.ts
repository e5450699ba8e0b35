import {X509Certificate} from 'node:crypto';
import {lineNumber, type Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {Certificate} from '../model/facts/kubernetes.ts';
import type {Parsed, Place, Unparsed} from '../model/place.ts';
import {normaliseAddress} from '../net/address.ts';

const begin = '-----BEGIN CERTIFICATE-----';
const end = '-----END CERTIFICATE-----';
const longest = 65_536;
/** Text around blocks may be a key whose first line was cut off, so it is never shown. */
const notShown = '(not shown)';

/** The attributes of a distinguished name as Node prints it: one `CN=…` a line. */
const attributes = (name: string | undefined, key: string): readonly string[] =>
	(name ?? '')
		.split('\n')
		.filter((line) => line.startsWith(`${key}=`))
		.map((line) => line.slice(key.length + 1));

/** Items of a subjectAltName as Node prints it; quoted items hold commas. */
const alternativeNames = (text: string | undefined, kind: string): readonly string[] =>
	(text ?? '')
		.split(', ')
		.filter((item) => item.startsWith(`${kind}:`))
		.map((item) => item.slice(kind.length + 1));

const toIso = (date: string): string => {
	const time = Date.parse(date);
	return Number.isNaN(time) ? date : new Date(time).toISOString().replace('.000Z', 'Z');
};

/** The public part of one PEM block; null where it is no certificate. */
export const readCertificate = (pem: string, path: string, at: Place): Certificate | null => {
	if (pem.length > longest) {
		return null;
	}
	try {
		const x509 = new X509Certificate(pem);
		return {
			path,
			commonName: attributes(x509.subject, 'CN')[0] ?? null,
			organizations: attributes(x509.subject, 'O'),
			issuer: attributes(x509.issuer, 'CN')[0] ?? (x509.issuer || null),
			notBefore: toIso(x509.validFrom),
			notAfter: toIso(x509.validTo),
			names: alternativeNames(x509.subjectAltName, 'DNS'),
			addresses: alternativeNames(x509.subjectAltName, 'IP Address').map(normaliseAddress),
			isAuthority: x509.ca,
			hash: x509.fingerprint256.replaceAll(':', '').toLowerCase(),
			at,
		};
	} catch {
		// OpenSSL's only way to say that the bytes are no certificate.
		return null;
	}
};

/** The certificates of base64'd PEM, as kubeconfigs embed them: the first of a chain. Null where there is none. */
export const readEmbeddedCertificate = (data: string, path: string, at: Place): Certificate | null => {
	const pem = Buffer.from(data.slice(0, longest), 'base64').toString('latin1');
	const start = pem.indexOf(begin);
	const stop = pem.indexOf(end, start);
	return start < 0 || stop < 0 ? null : readCertificate(pem.slice(start, stop + end.length), path, at);
};

const parseBlock = (part: Part, lines: readonly string[], start: number, stop: number): Certificate | Unparsed => {
	const at: Place = {source: part.name, line: lineNumber(part, start)};
	const certificate = readCertificate(lines.slice(start, stop + 1).join('\n'), part.name, at);
	return certificate ?? {...at, text: begin, expected: 'a certificate in PEM (RFC 7468)'};
};

/**
 * Reads the certificates of a PEM file (RFC 7468): public parts only. Blocks of any other kind, keys among them, are passed over unread,
 * and so is text around the blocks where there is a certificate.
 */
export const parseCertificate = (part: Part): Parsed<readonly Certificate[]> => {
	const value: Certificate[] = [];
	const unparsed: Unparsed[] = [];
	const around: Unparsed[] = [];
	const lines = part.text.split('\n').map((line) => line.trim());
	let other: string | null = null;
	for (let i = 0; i < lines.length; i++) {
		const line = lines[i] ?? '';
		if (other !== null) {
			other = line === other ? null : other;
			continue;
		}
		if (line === begin) {
			const start = i;
			while (i + 1 < lines.length && lines[i] !== end && lines[i + 1] !== begin) {
				i++;
			}
			const read = parseBlock(part, lines, start, i);
			'expected' in read ? unparsed.push(read) : value.push(read);
		} else if (line.startsWith('-----BEGIN ')) {
			other = line.replace('-----BEGIN ', '-----END ');
		} else if (line !== '') {
			const at = {source: part.name, line: lineNumber(part, i)};
			around.push({...at, text: notShown, expected: 'a certificate in PEM (RFC 7468)'});
		}
	}
	return {value, unparsed: value.length > 0 || unparsed.length > 0 ? unparsed : around};
};

/** The text of a PEM file with certificates. */
export const certificateFormat: Format = {
	name: 'certificate',
	title: 'Certificates in PEM',
	recognise: (text) => (/^-----BEGIN CERTIFICATE-----/m.test(text.slice(0, 8192)) ? 1 : 0),
	parse: parseCertificate,
};
