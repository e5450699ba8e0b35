import {X509Certificate} from 'node:crypto';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {disguiseSnapshots} from '../../source/disguise/disguise-snapshots.ts';
import {fixtures} from '../support/part.ts';
import {seededDraw} from '../support/seeded-draw.ts';
import {captured, snapshotOf} from '../support/snapshot.ts';

/** What texts become together: files by their name. */
const hide = (files: Readonly<Record<string, string>>, node = 'n7'): Readonly<Record<string, string>> => {
	const captures = Object.entries(files).map(([file, text]) => captured({file}, text));
	const [hidden] = disguiseSnapshots([snapshotOf(captures, node)], ['addresses', 'names'], seededDraw(5));
	return Object.fromEntries(
		Object.keys(files).map((file, index) => [file, hidden?.captures[index]?.parts[0]?.text ?? '']),
	);
};

const one = (text: string, file = '/x'): string => hide({[file]: text})[file] ?? '';

const v4 = /\d+\.\d+\.\d+\.\d+/;

test('an address is the same one wherever and however it is written', () => {
	const files = hide({
		'/plain': '192.168.56.11 and 192.168.56.11:6443, 192.168.56.11/24 dev eth0',
		'/dashed': 'ip-192-168-56-11.internal, node 192-168-56-11.default.pod',
		'/reversed': '11.56.168.192.in-addr.arpa',
		'/mapped': '::ffff:192.168.56.11',
		'/proc/net/tcp': '   0: 0B38A8C0:192B 00000000:0000 0A',
		'/proc/net/tcp6': '   0: 0000000000000000FFFF00000B38A8C0:192B 00000000000000000000000000000000:0000 0A',
		'/proc/net/ip_vs': 'TCP  C0A8380B:192B rr',
		'/proc/net/route':
			'eth0\t0038A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\neth0\t00000000\t0B38A8C0\t0003\t0\t0\t0\t00000000\t0',
		'/docker': 'link/ether 02:42:c0:a8:38:0b brd ff:ff:ff:ff:ff:ff',
	});
	const [image = ''] = v4.exec(files['/plain'] ?? '') ?? [];
	const bytes = image.split('.').map(Number);
	const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0'));
	expect(image).toMatch(/^192\.168\.\d+\.11$/);
	expect(image).not.toBe('192.168.56.11');
	expect(files['/plain']).toBe(`${image} and ${image}:6443, ${image}/24 dev eth0`);
	expect(files['/dashed']).toBe(`ip-${bytes.join('-')}.internal, node ${bytes.join('-')}.default.pod`);
	expect(files['/reversed']).toBe(`${[...bytes].reverse().join('.')}.in-addr.arpa`);
	expect(files['/mapped']).toBe(`::ffff:${image}`);
	const little = [...hex].reverse().join('').toUpperCase();
	expect(files['/proc/net/tcp']).toBe(`   0: ${little}:192B 00000000:0000 0A`);
	expect(files['/proc/net/tcp6']).toContain(`0000000000000000FFFF0000${little}:192B`);
	expect(files['/proc/net/ip_vs']).toBe(`TCP  ${hex.join('').toUpperCase()}:192B rr`);
	expect(files['/proc/net/route']).toMatch(
		new RegExp(`^eth0\\t00${little.slice(2)}\\t00000000[^\\n]*\\neth0\\t00000000\\t${little}`),
	);
	expect(files['/docker']).toBe(`link/ether 02:42:${hex.join(':')} brd ff:ff:ff:ff:ff:ff`);
});

test('an address of IPv6 that is made of a MAC address is made of its image', () => {
	const files = hide({
		'/link': 'link/ether 52:54:00:12:34:56 brd ff:ff:ff:ff:ff:ff',
		'/addr': 'inet6 fe80::5054:ff:fe12:3456/64 scope link',
		'/global': 'inet6 fd00:7:7:7:5054:ff:fe12:3456/64 scope global',
		'/proc/net/if_inet6': 'fe80000000000000505400fffe123456 02 40 20 80     eth0',
		'/sys/class/net/br0/bridge/bridge_id': '8000.525400123456',
	});
	const [, tail = ''] = /52:54:00:(\S+)/.exec(files['/link'] ?? '') ?? [];
	const [a, b, c] = tail.split(':');
	expect(tail).not.toBe('12:34:56');
	expect(files['/addr']).toContain(`fe80::5054:ff:fe${a}:${`${b}${c}`.replace(/^0+/, '')}/64`);
	expect(files['/global']).toMatch(new RegExp(`^inet6 fd[0-9a-f:]+:5054:ff:fe${a}:`));
	expect(files['/global']).not.toContain('fd00:7:7:7');
	expect(files['/proc/net/if_inet6']).toBe(`fe80000000000000505400fffe${a}${b}${c} 02 40 20 80     eth0`);
	expect(files['/sys/class/net/br0/bridge/bridge_id']).toBe(`8000.525400${a}${b}${c}`);
});

test.each([
	['a version', 'kernel 6.1.0 and v1.34.4, 1.2.3'],
	['times', '12:30:45 2026-11-21T05:27:37Z 1-2-3 10:00'],
	['an identifier', '1f4f52e4-1295-47db-829f-663eb05d52a9'],
	['a fingerprint', 'AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD'],
	['a default route', '0.0.0.0/0 default ::/0'],
	['groups', '33:33:00:00:00:01 01:00:5e:00:00:01 00:00:00:00:00:00 ff02::1 224.0.0.1'],
	['names in code', 'std::string a::b K10::server'],
])('%s stays', (_, text) => {
	expect(one(text)).toBe(text);
});

test('the order of the ends of a range stays, and what nft calls a prefix is one', () => {
	const [first = '', last = ''] = one('10.20.30.10-10.20.30.99 range').match(/\d+\.\d+\.\d+\.\d+/g) ?? [];
	expect(first.replace(/\.10$/, '')).toBe(last.replace(/\.99$/, ''));
	expect(first).not.toBe('10.20.30.10');
	expect(one('{"prefix": {"addr": "10.20.0.0", "len": 16}}')).toMatch(/\{"addr": "10\.\d+\.0\.0", "len": 16\}/);
	expect(one('{"prefix": {"addr": "10.0.0.0", "len": 8}}')).toBe('{"prefix": {"addr": "10.0.0.0", "len": 8}}');
});

test('columns stay where blanks allow it', () => {
	const row = 'tcp        0      0 192.168.56.11:6443      192.168.56.21:40000     ESTABLISHED 1/x';
	const hidden = one(row, 'netstat -npa');
	expect(hidden).not.toContain('192.168.56');
	expect(hidden.indexOf('ESTABLISHED')).toBe(row.indexOf('ESTABLISHED'));
});

test('rows of netstat for IPv6: the port is no part of the address, and what netstat cut off is cut off', () => {
	const rows = one(
		'tcp6       0      0 fd00:9::5:6443          fd00:9::6:40000         ESTABLISHED 1/x\ntcp6       0      0 fd00:9:1:2:3:4:5:10250  :::*                    LISTEN      1/x\n',
		'netstat -npa',
	);
	expect(rows).toMatch(/^tcp6 {7}0 {6}0 fd[0-9a-f:]+::5:6443 +fd[0-9a-f:]+::6:40000 +ESTABLISHED 1\/x\n/);
	expect(rows).not.toContain('fd00:9');
	expect(rows).toMatch(/\ntcp6 {7}0 {6}0 fd\S+:10250 +:::\* +LISTEN {6}1\/x\n$/);
});

test('names are whole words, equal for equal ones, and common words stay', () => {
	const files = hide(
		{
			hostname: 'db-prod-1',
			'/etc/hosts': '127.0.0.1 localhost\n192.168.56.11 db-prod-1.corp.acme.com db-prod-1\n192.168.56.12 master\n',
			'/etc/resolv.conf': 'search corp.acme.com lan\n',
			'/log':
				'node="db-prod-1" pod kube-system/etcd-db-prod-1 xdb-prod-1 DB-PROD-1 system:node:db-prod-1 db-prod-12 master',
		},
		'db-prod-1',
	);
	expect(files['hostname']).toBe('node-1');
	expect(files['/log']).toBe(
		'node="node-1" pod kube-system/etcd-node-1 xdb-prod-1 NODE-1 system:node:node-1 db-prod-12 master',
	);
	expect(files['/etc/hosts']).toMatch(/^127\.0\.0\.1 localhost\n\S+ node-1\.domain-1\S* node-1\n\S+ master\n$/);
	expect(files['/etc/resolv.conf']).toMatch(/^search domain-1\S* lan\n$/);
});

test('a name that could be a byte is no word of an address', () => {
	const files = hide(
		{
			hostname: 'ab1',
			'/x': 'fd00::ab1 host ab1 aa:bb:cc:dd:ee:0f 00000000-ab1f-0ab1-ab10-000000000000',
			'/y': 'mac 12:ab:ab:ab:ab:ab',
		},
		'ab1',
	);
	expect(files['/x']).toMatch(/^fd[0-9a-f:]*:ab1 host node-1 aa:bb:cc:\S+ 00000000-ab1f-0ab1-ab10-000000000000$/);
});

test('a name that was seen is not given to another', () => {
	const files = hide({hostname: 'node-2', '/x': 'system:node:node-1 system:node:node-2'}, 'node-2');
	expect(files['/x']).toBe('system:node:machine-2 system:node:machine-1');
});

test('certificates say other names and addresses, and are still certificates of as many lines', () => {
	const pem = readFileSync(path.join(fixtures, 'commands/certificate/apiserver.txt'), 'utf8');
	const x509 = new X509Certificate(pem);
	const files = hide(
		{
			hostname: 'cp1',
			'/etc/kubernetes/pki/apiserver.crt': pem,
			'/etc/kubernetes/admin.conf': `certificate-authority-data: ${Buffer.from(pem).toString('base64')}\n`,
		},
		'cp1',
	);
	const hidden = files['/etc/kubernetes/pki/apiserver.crt'] ?? '';
	const image = new X509Certificate(hidden);
	expect(hidden.split('\n').length).toBe(pem.split('\n').length);
	expect(x509.subjectAltName).toMatch(/DNS:cp1\b.*IP Address:192\.168\.56/);
	expect(image.subjectAltName).toMatch(/DNS:node-1, DNS:kubernetes,.*IP Address:10\.96\.0\.1\b/);
	expect(image.subjectAltName).not.toMatch(/cp1|192\.168\.56\./);
	expect([image.validTo, image.subject.replace('node-1', 'cp1'), image.ca]).toEqual([
		x509.validTo,
		x509.subject,
		x509.ca,
	]);
	const embedded = Buffer.from((files['/etc/kubernetes/admin.conf'] ?? '').replace(/.*: /, ''), 'base64').toString(
		'utf8',
	);
	expect(embedded).toBe(hidden);
});

test('names of files, inputs and reasons are hidden, too; a reading keeps the id of its input', () => {
	const capture = captured({file: '/var/lib/cni/networks/cbr0/10.20.1.5'}, 'x', {
		failure: {kind: 'failed', detail: 'cannot reach 10.20.1.5 on n7', remedy: null},
		stderr: 'n7: 10.20.1.5',
	});
	const [hidden] = disguiseSnapshots([snapshotOf([capture], 'n7')], ['addresses', 'names'], seededDraw(1));
	const [{id, input, parts, failure, stderr} = capture] = hidden?.captures ?? [];
	expect(JSON.stringify([id, input, parts, failure, stderr, hidden?.node])).not.toMatch(/10\.20\.1\.5|\bn7\b/);
	expect(input).toEqual({file: id});
	expect(id).toMatch(/^\/var\/lib\/cni\/networks\/cbr0\/10\.\d+\.\d+\.5$/);
});

test('nodes of one run share their images', () => {
	const hidden = disguiseSnapshots(
		[
			snapshotOf([captured({file: '/a'}, 'peer 192.168.5.2')], 'n8'),
			snapshotOf([captured({file: '/b'}, 'own 192.168.5.2 n8')], 'n9'),
		],
		['addresses', 'names'],
		seededDraw(1),
	);
	const [a = '', b = ''] = hidden.map(({captures}) => captures[0]?.parts[0]?.text ?? '');
	expect(v4.exec(a)?.[0]).toBe(v4.exec(b)?.[0]);
	expect(b).toContain(hidden[0]?.node);
});

test.each([
	['addresses', '1.'],
	['pairs', '1.2.3.4-'],
	['dashes', '1-2-3-'],
	['colons', 'a:'],
	['bytes', 'aa:'],
	['ranges', '10.0.0.0/8 '],
	['certificates', '-----BEGIN CERTIFICATE-----\n'],
	['base64 of certificates', 'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tAAAA '],
	['hexadecimal numbers', '0A0A0A0A:0050 '],
	['names', 'system:node:n'],
])('half a megabyte of %s costs no more than its length', (_, piece) => {
	const text = piece.repeat(500_000 / piece.length);
	expect(one(text, '/proc/net/tcp').length).toBeGreaterThan(0);
	expect(one(text, 'netstat -npa').length).toBeGreaterThan(0);
});
