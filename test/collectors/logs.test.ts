import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {journalFormat, parseJournal} from '../../source/collectors/journal.ts';
import {kubeletVersion} from '../../source/collectors/kubelet-version.ts';
import {logFormat, readLog} from '../../source/collectors/log.ts';
import {logs} from '../../source/collectors/logs.ts';
import {parseSystemctlShow, systemctlShowFormat} from '../../source/collectors/systemctl-show.ts';
import type {Capture, FailureKind, Part} from '../../source/model/capture.ts';
import type {LogTail} from '../../source/model/facts/kubernetes.ts';
import {part, recordedPart} from '../support/part.ts';

const readAt = '2026-11-21T05:06:00.000Z';

test.each([
	['klog', 'E1121 05:04:24.246759      87 manager.go:1116] Failed', '2026-11-21T05:04:24.246Z'],
	['klog of last year', 'I1231 23:59:59.000001       1 main.go:1] x', '2025-12-31T23:59:59.000Z'],
	['logfmt', 'time="2026-11-21T04:49:00.485417693Z" level=info msg="x"', '2026-11-21T04:49:00.485Z'],
	['logfmt with a zone', 'time="2026-11-21T05:49:00+01:00" level=info msg="x"', '2026-11-21T04:49:00.000Z'],
	[
		'JSON of zap',
		'{"level":"info","ts":"2026-11-21T05:03:42.232795Z","caller":"x","msg":"y"}',
		'2026-11-21T05:03:42.232Z',
	],
	['JSON of zap, seconds', '{"level":"info","ts":1763701464.25,"msg":"y"}', '2025-11-21T05:04:24.250Z'],
	['a stack trace', 'goroutine 1 [running]:', null],
	['a month that does not exist', 'E1399 05:04:24.246759      87 x.go:1] y', null],
])('the time of %s', (_, text, time) => {
	expect(readLog(part(text), readAt)).toMatchObject([{text, time}]);
});

test.each([
	[
		'CRI',
		'2026-11-21T05:03:42.233425504Z stderr F E1121 05:03:42 x',
		'E1121 05:03:42 x',
		'2026-11-21T05:03:42.233Z',
		null,
	],
	[
		'Docker',
		'{"log":"hello\\n","stream":"stderr","time":"2026-11-21T05:03:42.5Z"}',
		'hello',
		'2026-11-21T05:03:42.500Z',
		null,
	],
	[
		'syslog',
		'Nov 21 05:04:24 cp1 kubelet[87]: E1121 05:04:24.246759      87 x.go:1] y',
		'E1121 05:04:24.246759      87 x.go:1] y',
		'2026-11-21T05:04:24.246Z',
		'kubelet',
	],
])('%s wraps a line', (_, line, text, time, identifier) => {
	expect(readLog(part(line), readAt)).toMatchObject([{text, time, identifier}]);
});

test('a long line that the runtime split is one line, at its first part', () => {
	const lines = [
		'2026-11-21T05:03:42.1Z stdout P one ',
		'2026-11-21T05:03:42.2Z stdout F two',
		'2026-11-21T05:03:43Z stdout F three',
	];
	expect(readLog(part(lines.join('\n')), readAt)).toMatchObject([
		{text: 'one two', at: {line: 1}},
		{text: 'three', at: {line: 3}},
	]);
});

test.each(['kubelet', 'containerd', 'etcd-cri'])('recorded %s: every line is there, with its time', (name) => {
	const recorded = recordedPart(`commands/log/${name}.txt`);
	const lines = readLog(recorded, readAt);
	expect(lines).toHaveLength(recorded.text.trimEnd().split('\n').length);
	expect(lines.filter(({time}) => time === null)).toEqual([]);
	expect(logFormat.recognise(recorded.text)).toBeGreaterThan(0);
});

test('the journal: units, bytes, null, what systemd says of a unit', () => {
	const recorded = recordedPart('commands/journal/synthetic--kubelet.txt');
	expect(journalFormat.recognise(recorded.text)).toBe(1);
	expect(parseJournal(recorded)).toMatchObject({
		value: [
			{unit: 'kubelet', time: '2025-11-21T05:04:24.246Z'},
			{unit: 'kubelet', text: "kubelet.service: Failed with result 'exit-code'."},
			{unit: 'kubelet', text: 'kub\ufffd'},
			{unit: 'containerd', text: '', at: {line: 4}},
		],
		unparsed: [],
	});
});

test('a line of the journal that is cut is not understood', () => {
	expect(parseJournal(part('{"MESSAGE":"x"}\n{"MESS\n[]\nnull\n-- No entries --\n'))).toMatchObject({
		value: [{text: 'x', time: null, unit: null}],
		unparsed: [{line: 2}, {line: 3}, {line: 4}],
	});
});

test('units: also those that are not installed; the place is the state', () => {
	const recorded = recordedPart('commands/systemctl-show/synthetic--units.txt');
	expect(systemctlShowFormat.recognise(recorded.text)).toBe(1);
	expect(parseSystemctlShow(recorded)).toMatchObject({
		value: [
			{
				name: 'kubelet.service',
				activeState: 'activating',
				subState: 'auto-restart',
				enabled: 'enabled',
				restarts: 14,
				at: {line: 5},
			},
			{name: 'firewalld.service', loadState: 'not-found', enabled: null, restarts: 0},
			{name: 'nm-cloud-setup.timer', restarts: null, result: 'success'},
		],
		unparsed: [],
	});
	expect(parseSystemctlShow(part('ActiveState=active\n\nhello\n')).unparsed).toMatchObject([{line: 1}, {line: 3}]);
});

const capture = (parts: readonly Part[], kind: FailureKind | null = null): Capture => ({
	id: '',
	input: {file: ''},
	parts,
	failure: kind === null ? null : {kind, detail: kind, remedy: null},
	partial: null,
	exit: 0,
	stderr: '',
	at: readAt,
	ms: 0,
});

const collect = (...captures: readonly Capture[]) => {
	const collected = logs.collect(captures, {});
	return 'value' in collected ? collected.value : [];
};

describe('logs', () => {
	const folder = '/var/log/pods/kube-system_etcd-cp1_980d029e298698019e7ad453589f383b/etcd';

	test('containers: whose they are, the last two restarts', () => {
		const parts = [9, 10, 8].map((restart) => part('2026-11-21T05:03:43Z stdout F x', `${folder}/${restart}.log`));
		const tails = collect(capture(parts));
		expect(tails.map(({restart}) => restart)).toEqual([9, 10]);
		expect(tails[0]).toMatchObject({
			component: 'etcd',
			namespace: 'kube-system',
			pod: 'etcd-cp1',
			podUid: '980d029e298698019e7ad453589f383b',
			container: 'etcd',
			source: `${folder}/9.log`,
		});
	});

	test('files of the node and the journal', () => {
		const journal = recordedPart('commands/journal/synthetic--kubelet.txt');
		expect(collect(capture([journal]), capture([part('x', '/var/log/containerd.log')]))).toMatchObject([
			{component: 'kubelet', lines: [{}, {}, {}]},
			{component: 'containerd', lines: [{}]},
			{component: 'containerd', source: '/var/log/containerd.log', pod: null},
		]);
	});

	test('pasted pieces that answer several inputs are read once', () => {
		const piece = part('E1121 05:04:24.246759      87 x.go:1] y', 'kubelet.txt');
		expect(collect(capture([piece]), capture([piece]))).toMatchObject([{component: 'kubelet'}]);
	});

	test('none at all is known where nothing exists, and unknown where nothing was recorded', () => {
		expect(logs.collect([capture([], 'missing'), capture([], 'gated')], {})).toMatchObject({value: []});
		expect(logs.collect([capture([], 'missing'), capture([], 'denied')], {})).toMatchObject({
			unavailable: {kind: 'denied'},
		});
	});

	test('one that may not be read makes the rest a part', () => {
		const some = [capture([part('x', '/var/log/kubelet.log')]), capture([], 'denied')];
		expect(logs.collect(some, {})).toMatchObject({partial: 'denied'});
	});

	test('the journals of installed units are asked for', () => {
		const unit = {
			name: 'k3s.service',
			loadState: 'loaded',
			activeState: 'active',
			subState: 'running',
			enabled: null,
			result: null,
			restarts: 0,
			at: {source: '', line: 1},
		};
		const ids = JSON.stringify(logs.inputs({units: [unit, {...unit, name: 'crio.service', loadState: 'not-found'}]}));
		expect([ids.includes('"k3s"'), ids.includes('"crio"')]).toEqual([true, false]);
	});
});

describe('the version of kubelet', () => {
	const tail = (text: string): LogTail => ({
		component: 'kubelet',
		source: 'log',
		namespace: null,
		pod: null,
		podUid: null,
		container: null,
		restart: null,
		lines: [{text, time: null, at: {source: 'log', line: 9}}],
	});

	test.each([
		[
			'the command',
			[capture([part('Kubernetes v1.34.4\n', 'kubelet --version')])],
			[],
			{value: {value: 'v1.34.4', at: {source: 'kubelet --version', line: 1}}},
		],
		[
			'the log',
			[capture([], 'missing')],
			[tail('"Kubelet version" kubeletVersion="v1.33.1+k3s1"')],
			{value: {value: 'v1.33.1+k3s1', at: {line: 9}}},
		],
		['neither', [capture([], 'missing')], [tail('x')], {unavailable: {kind: 'missing'}}],
		['other output', [capture([part('hello')])], [], {unavailable: {kind: 'not-understood'}}],
	])('from %s', (_, captures, tails, expected) => {
		expect(kubeletVersion.collect(captures, {logs: tails})).toMatchObject(expected);
	});
});

test('never throws, and no line of a log is lost', () => {
	fc.assert(
		fc.property(fc.array(fc.string({unit: 'binary', maxLength: 40})), (lines) => {
			const text = lines.join('\n');
			const whole = text.split('\n').filter((line) => line !== '' && line !== '\r').length;
			expect(readLog(part(text), readAt).length).toBe(whole);
			parseJournal(part(text));
			parseSystemctlShow(part(text));
		}),
	);
});
