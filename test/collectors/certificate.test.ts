import fc from 'fast-check';
import {expect, test} from 'vitest';
import {certificateFormat, parseCertificate, readEmbeddedCertificate} from '../../source/collectors/certificate.ts';
import {part, recordedPart} from '../support/part.ts';

const apiserver = recordedPart('commands/certificate/apiserver.txt', '/etc/kubernetes/pki/apiserver.crt');
const key = ['-----BEGIN EC PRIVATE KEY-----', 'MHcCAQEEIsecretsecretsecret', '-----END EC PRIVATE KEY-----', ''].join(
	'\n',
);

test('what openssl x509 says of it', () => {
	expect(parseCertificate(apiserver)).toEqual({
		value: [
			{
				path: '/etc/kubernetes/pki/apiserver.crt',
				commonName: 'kube-apiserver',
				organizations: [],
				issuer: 'kubernetes',
				notBefore: '2026-11-21T03:57:02Z',
				notAfter: '2027-11-21T04:02:02Z',
				names: [
					'cp1',
					'kubernetes',
					'kubernetes.default',
					'kubernetes.default.svc',
					'kubernetes.default.svc.cluster.local',
				],
				addresses: ['10.96.0.1', '192.168.56.11', '192.168.56.10'],
				isAuthority: false,
				hash: '587b729c2600a9b9b689bafb34846b2dca25a28713172b17d188d79da4b74eaa',
				at: {source: '/etc/kubernetes/pki/apiserver.crt', line: 1},
			},
		],
		unparsed: [],
	});
});

test('each certificate of a chain, at its own line', () => {
	const {value} = parseCertificate(recordedPart('commands/certificate/kubelet-serving-chain.txt'));
	expect(value.map(({isAuthority}) => isAuthority)).toEqual([false, true]);
	expect(value[1]?.at.line).toBeGreaterThan(1);
});

test('a key beside it is passed over unread', () => {
	const {value, unparsed} = parseCertificate(part(`${key}${apiserver.text}${key}`));
	expect(value).toHaveLength(1);
	expect(value[0]?.at.line).toBe(4);
	expect(unparsed).toEqual([]);
});

test.each([
	['cut in the block', apiserver.text.slice(0, 400), [1]],
	['bytes that are no certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', [1]],
	['end missing before the next', `-----BEGIN CERTIFICATE-----\nAAAA\n${apiserver.text}`, [1]],
	['no block', 'hello\n\nworld', [1, 3]],
])('not understood: %s', (_, text, lines) => {
	expect(parseCertificate(part(text)).unparsed.map(({line}) => line)).toEqual(lines);
});

test('a key whose beginning was cut off is not shown', () => {
	const {unparsed} = parseCertificate(part(key.split('\n').slice(1).join('\n')));
	expect(unparsed.length).toBeGreaterThan(0);
	expect(JSON.stringify(unparsed)).not.toContain('secret');
});

test('carriage returns and text around', () => {
	const text = `Certificate:\n  Data:\n${apiserver.text}`.replaceAll('\n', '\r\n');
	expect(parseCertificate(part(text))).toMatchObject({
		value: [{commonName: 'kube-apiserver', at: {line: 3}}],
		unparsed: [],
	});
});

test('embedded in base64', () => {
	const at = {source: 'admin.conf', line: 18};
	const data = Buffer.from(apiserver.text).toString('base64');
	expect(readEmbeddedCertificate(data, 'admin.conf', at)).toMatchObject({
		commonName: 'kube-apiserver',
		path: 'admin.conf',
		at,
	});
	expect(readEmbeddedCertificate('REMOVED', 'admin.conf', at)).toBeNull();
});

test('is recognised', () => {
	expect(certificateFormat.recognise(apiserver.text)).toBe(1);
	expect(certificateFormat.recognise(key)).toBe(0);
});

test('any text, also a damaged one', () => {
	fc.assert(
		fc.property(fc.string(), fc.nat(apiserver.text.length), (text, at) => {
			const damaged = apiserver.text.slice(0, at) + text + apiserver.text.slice(at);
			expect(() => parseCertificate(part(damaged))).not.toThrow();
			const {value, unparsed} = parseCertificate(part(text));
			expect(value.length + unparsed.length).toBe(text.split('\n').filter((line) => line.trim() !== '').length);
		}),
	);
});
