import fc from 'fast-check';
import {expect, test} from 'vitest';
import {lsFormat, parseLs} from '../../source/collectors/ls.ts';
import {part, recordedPart} from '../support/part.ts';

test.each<readonly [name: string, line: string, expected: object]>([
	[
		'file',
		'-rwxr-xr-x 1 root root 2634240 Nov 21 04:01 bandwidth',
		{name: 'bandwidth', type: 'file', mode: 'rwxr-xr-x', size: 2_634_240},
	],
	['folder', 'drwx------  2 root root 4096 Nov 21 04:47 manifests', {name: 'manifests', type: 'directory'}],
	[
		'link',
		'lrwxrwxrwx 1 root root 59 Nov 21 04:02 kubelet-client-current.pem -> /x/y.pem',
		{name: 'kubelet-client-current.pem', type: 'link', target: '/x/y.pem'},
	],
	['year in place of the time', '-rw-r--r-- 1 root root 292 Nov 21  2025 a', {name: 'a', size: 292}],
	['ISO date', '-rw-r--r-- 1 root root 292 2026-11-21 04:35 a', {name: 'a'}],
	['full ISO date', '-rw-r--r-- 1 root root 292 2026-11-21 04:35:07.123456789 +0000 a', {name: 'a'}],
	[
		'blanks in the name',
		'-rw-r--r-- 1 root root 2 Nov 21 04:35 10-flannel (copy).conflist',
		{name: '10-flannel (copy).conflist'},
	],
	['quoted by ls for a terminal', "-rw-r--r-- 1 root root 2 Nov 21 04:35 'a b'", {name: 'a b'}],
	['SELinux and ACL marks', '-rw-r--r--. 1 root root 2 Nov 21 04:35 a', {name: 'a', mode: 'rw-r--r--.'}],
	['device', 'crw-rw-rw- 1 root root 1, 3 Nov 21 04:35 null', {name: 'null', type: 'other', size: null}],
	['what stat could not read', '-????????? ? ? ? ?            ? gone', {name: 'gone', size: null}],
	['human sizes', '-rw-r--r-- 1 root root 2.6M Nov 21 04:35 a', {name: 'a', size: null}],
	['set-user-id', '-rwsr-xr-x 1 root root 2 Nov 21 04:35 a', {name: 'a', mode: 'rwsr-xr-x'}],
])('%s', (_, line, expected) => {
	const {value, unparsed} = parseLs(part(`total 4\n${line}\n`, 'ls -l /d'));
	expect(unparsed).toEqual([]);
	expect(value).toEqual([expect.objectContaining({directory: '/d', at: {source: 'ls -l /d', line: 2}, ...expected})]);
});

test('folders by header', () => {
	const {value, unparsed} = parseLs(recordedPart('commands/ls/several-folders.txt', 'ls -la /etc/kubernetes /x'));
	expect(unparsed).toEqual([]);
	expect(value.filter(({directory}) => directory === '/etc/kubernetes/manifests').map(({name}) => name)).toEqual([
		'.',
		'..',
		'etcd.yaml',
		'kube-apiserver.yaml',
		'kube-controller-manager.yaml',
		'kube-scheduler.yaml',
	]);
});

test('without header and command the folder is not known', () => {
	const {value} = parseLs(recordedPart('commands/ls/cni-binaries.txt', 'pasted.txt'));
	expect(value).toHaveLength(17);
	expect(value.every(({directory}) => directory === null)).toBe(true);
});

test.each([
	'-rw-r--r-- 1 root',
	'hello',
	'-rw-r--r-- 1 root root 292 yesterday a',
	`-rw-r--r-- 1 root root 2 Nov 21 04:35 ${'x'.repeat(9000)}`,
])('not understood: %.40s', (line) => {
	expect(parseLs(part(line)).unparsed).toEqual([expect.objectContaining({line: 1, text: line})]);
});

test('is recognised', () => {
	expect(lsFormat.recognise(recordedPart('commands/ls/several-folders.txt').text)).toBeGreaterThan(0.5);
	expect(lsFormat.recognise('tcp 0 0 0.0.0.0:22 0.0.0.0:* LISTEN 1/sshd')).toBe(0);
});

test('no line is lost and nothing throws', () => {
	const {text} = recordedPart('commands/ls/several-folders.txt');
	fc.assert(
		fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom(...text.split('\n')))), (lines) => {
			const one = lines.map((line) => line.replaceAll('\n', ' '));
			const {value, unparsed} = parseLs(part(one.join('\n')));
			const known = one.filter(
				(line) => /^total [\d.,]+[KMGT]?$|^ls: |^\/.*:$/.test(line.trimEnd()) || line.trimEnd() === '',
			);
			expect(value.length + unparsed.length + known.length).toBe(one.length === 0 ? 0 : one.length);
		}),
	);
});
