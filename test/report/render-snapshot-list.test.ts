import {describe, expect, test} from 'vitest';
import type {ListedSnapshot, SnapshotEntry} from '../../source/model/documents.ts';
import {renderSnapshotList} from '../../source/report/render-snapshot-list.ts';

const plain = {color: false, ascii: false, width: 80};

const entry = (id: string, change: Partial<SnapshotEntry> = {}): SnapshotEntry => ({
	id,
	kind: 'file',
	status: 'read',
	reason: null,
	parts: 1,
	bytes: 10,
	lines: 1,
	exit: null,
	at: '2026-01-01T00:00:00Z',
	ms: 3,
	...change,
});

const listed = (entries: readonly SnapshotEntry[], change: Partial<ListedSnapshot> = {}): ListedSnapshot => ({
	file: 'n1.kdiag.json.gz',
	compressed: 1234,
	expanded: 1_234_567,
	cut: null,
	node: 'n1',
	takenAt: '2026-01-01T00:00:00Z',
	takenBy: '0.1.0',
	origin: 'node',
	redaction: 'secrets',
	hidden: [{kind: 'token', count: 2, sources: 1}],
	hiddenSources: 1,
	entries,
	unrecognised: 0,
	...change,
});

test('says whose it is, what was read, what was not and why', () => {
	const text = renderSnapshotList(
		listed([
			entry('ip -br addr', {kind: 'command', exit: 0, bytes: 123_456, lines: 1234}),
			entry('ip rule', {kind: 'command', exit: 2}),
			entry('/etc/cni/net.d/*', {kind: 'folder', parts: 3}),
			entry('/proc/net/x', {status: 'denied', reason: '/proc/net/x may not be read', parts: 0, bytes: 0, lines: 0}),
			entry('ps aux', {kind: 'command', status: 'timed-out', reason: 'no answer within 8 s', parts: 0}),
			entry('/var/log/y', {status: 'partial', reason: 'longer than 400 lines'}),
		]),
		plain,
	);
	expect(text).toBe(`File       n1.kdiag.json.gz: 1,234 bytes, 1,234,567 when expanded
Node       n1
Taken      2026-01-01T00:00:00Z by kdiag 0.1.0, on the node
Hidden     2 values hidden in 1 source: 2 tokens
Sources    6: 3 read, 1 denied, 1 timed out, 1 in part

Status        ms  Lines    Bytes  Source
read           3  1,234  123,456  $ ip -br addr
read, exit 2   3      1       10  $ ip rule
read           3      1       10  /etc/cni/net.d/* (3 files)
denied         3      0        0  /proc/net/x
timed out      3      1       10  $ ps aux
      no answer within 8 s
in part        3      1       10  /var/log/y
      longer than 400 lines
`);
});

test('neighbours with one reason say it once', () => {
	const gated = {kind: 'command', status: 'gated', reason: 'systemd does not run here'} as const;
	const text = renderSnapshotList(listed([entry('a', gated), entry('b', gated), entry('c')]), plain);
	expect(text.match(/systemd does not run here/g)).toHaveLength(1);
	expect(text).toMatch(/\$ b\n {6}systemd/);
});

test('times are shown where readings are far from each other', () => {
	const near = listed([entry('a'), entry('b', {at: '2026-01-01T00:00:59Z'})]);
	const far = listed([entry('a'), entry('b', {at: '2026-01-01T00:01:01Z'}), entry('c', {at: 'some time'})]);
	expect(renderSnapshotList(near, plain)).not.toContain('UTC');
	expect(renderSnapshotList(far, plain)).toMatch(/^Status +UTC.*\n(?:.*\n)*read +00:01:01 /m);
});

describe('hostile names', () => {
	const long = `/etc/${'x'.repeat(300)}`;
	const names = [long, '\u001b]0;title\u0007\n\u202e', '\u200b'.repeat(50), 'a b '.repeat(100), '', '/'.repeat(200)];
	const text = renderSnapshotList(
		listed(
			names.map((name) => entry(name, {status: 'failed', reason: `no: ${name}`, kind: 'command'})),
			{
				file: long,
				node: names[1] ?? '',
				takenBy: names[2] ?? '',
				takenAt: names[1] ?? '',
				redaction: names[1] ?? '',
				cut: names[1] ?? '',
			},
		),
		plain,
	);

	test('fit the width, and move nothing', () => {
		expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
		expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
	});

	test('are whole', () => {
		expect(text.replaceAll(/\n */g, '')).toContain(long);
	});
});
