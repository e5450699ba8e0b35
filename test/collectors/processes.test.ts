import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {podOfCgroup} from '../../source/collectors/pod-of-cgroup.ts';
import {groupByPid, readCmdline, readProcess} from '../../source/collectors/proc-process.ts';
import {processes} from '../../source/collectors/processes.ts';
import {parsePs, psFormat} from '../../source/collectors/ps.ts';
import type {Capture, Part} from '../../source/model/capture.ts';
import {part, recordedPart} from '../support/part.ts';

const uid = '1f4f52e4-1295-47db-829f-663eb05d52a9';
const under = uid.replaceAll('-', '_');
const hash = '980d029e298698019e7ad453589f383b';
const id = '6820d032f7e9feaadd6d423c108af123f5a98efec425ae193eec82f64e85bfd4';

test.each([
	['cgroupfs, v1', `9:name=systemd:/kubepods/burstable/pod${hash}/${id}\n0::/\n`, {uid: hash, containerId: id}],
	['cgroupfs, v2', `0::/kubepods/besteffort/pod${uid}/${id}\n`, {uid, containerId: id}],
	[
		'systemd, containerd',
		`0::/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod${under}.slice/cri-containerd-${id}.scope\n`,
		{uid, containerId: id},
	],
	[
		'systemd, guaranteed',
		`0::/kubepods.slice/kubepods-pod${under}.slice/cri-containerd-${id}.scope\n`,
		{uid, containerId: id},
	],
	[
		'systemd, CRI-O',
		`0::/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod${under}.slice/crio-${id}.scope/container\n`,
		{uid, containerId: id},
	],
	[
		'CRI-O’s monitor is beside the container',
		`0::/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod${under}.slice/crio-conmon-${id}.scope\n`,
		{uid, containerId: null},
	],
	[
		'systemd, Docker, v1',
		`11:cpu,cpuacct:/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod${under}.slice/docker-${id}.scope\n`,
		{uid, containerId: id},
	],
	[
		'a node in a container (kind)',
		`0::/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-burstable.slice/kubelet-kubepods-burstable-pod${under}.slice/cri-containerd-${id}.scope\n`,
		{uid, containerId: id},
	],
	[
		'drivers that disagree',
		`0::/system.slice/containerd.service/kubepods-burstable-pod${under}.slice:cri-containerd:${id}\n`,
		{uid, containerId: id},
	],
	['the slice alone', `0::/kubepods.slice/kubepods-pod${under}.slice\n`, {uid, containerId: null}],
	['a service', '0::/system.slice/kubelet.service\n', null],
	['a container engine', `0::/system.slice/docker-${id}.scope\n`, null],
	['a name with pod in it', '0::/system.slice/podman.service\n', null],
	['nothing', '', null],
])('pod of a cgroup: %s', (_, text, expected) => {
	expect(podOfCgroup(text).pod).toEqual(expected);
});

test.each([
	['arguments', 'kubelet\0--config=/x\0', ['kubelet', '--config=/x']],
	['an empty argument in the middle and at the end', 'sh\0\0-c\0\0', ['sh', '', '-c', '']],
	['a rewritten title', 'nginx: master process /usr/sbin/nginx', ['nginx: master process /usr/sbin/nginx']],
	['a kernel thread or zombie', '', []],
])('cmdline: %s', (_, text, expected) => {
	expect(readCmdline(text)).toEqual(expected);
});

const files = (pid: number, content: Readonly<Record<string, string>>): readonly Part[] =>
	Object.entries(content).map(([name, text]) => ({name: `/proc/${pid}/${name}`, text}));

const stat = (pid: number, name: string, state = 'S'): string =>
	`${pid} (${name}) ${state} 162 380 380 0 -1 4194560 24791 0 14 0 5067 4478 0 0 20 0 10 0 212793 12123996160 25331\n`;

const one = (content: Readonly<Record<string, string>>, namespace: string | null = 'net:[1]') =>
	readProcess(380, groupByPid(files(380, content)).get(380) ?? new Map(), namespace);

describe('a process', () => {
	test('out of its files and links', () => {
		const {process, unparsed} = one({
			cmdline: 'etcd\0--name=cp1\0',
			comm: 'etcd\n',
			stat: stat(380, 'etcd'),
			status: 'Name:\tetcd\nState:\tS (sleeping)\nPPid:\t162\nUid:\t0\t0\t0\t0\nNSpid:\t380\t1\n',
			cgroup: `0::/kubepods/burstable/pod${hash}/${id}\n`,
			exe: '/usr/local/bin/etcd',
			'ns/net': 'net:[1]',
		});
		expect(unparsed).toEqual([]);
		expect(process).toEqual({
			pid: 380,
			parent: 162,
			name: 'etcd',
			argv: ['etcd', '--name=cp1'],
			executable: '/usr/local/bin/etcd',
			state: 'S',
			user: 'root',
			startSeconds: 2127.93,
			cgroup: `/kubepods/burstable/pod${hash}/${id}`,
			pod: {uid: hash, containerId: id},
			networkNamespace: 'net:[1]',
			hostNetwork: true,
			pidNamespaces: 2,
			at: {source: '/proc/380/cmdline', line: 1},
		});
	});

	test.each([
		['brackets and blanks', 'a) S 1 (b'],
		['a line feed', 'x\n1 (y) Z 7'],
	])('a name with %s does not shift the fields', (_, name) => {
		expect(one({stat: stat(380, name)}).process).toMatchObject({name, state: 'S', parent: 162, startSeconds: 2127.93});
	});

	test('of another network namespace, and of one that could not be read', () => {
		const content = {comm: 'x\n', 'ns/net': 'net:[2]'};
		expect(one(content).process).toMatchObject({hostNetwork: false});
		expect(one(content, null).process).toMatchObject({hostNetwork: null});
		expect(one({comm: 'x\n'}).process).toMatchObject({
			hostNetwork: null,
			pidNamespaces: null,
			networkNamespace: null,
			parent: null,
			user: null,
		});
	});

	test('without command line: a kernel thread shows its stat', () => {
		const {process} = one({cmdline: '', comm: 'kthreadd\n', stat: stat(380, 'kthreadd', 'Z')});
		expect(process).toMatchObject({argv: [], state: 'Z', at: {source: '/proc/380/stat', line: 1}});
	});

	test('a broken stat is said so', () => {
		expect(one({comm: 'x\n', stat: '380 etcd S'}).unparsed).toMatchObject([
			{source: '/proc/380/stat', text: '380 etcd S'},
		]);
	});
});

const capture = (parts: readonly Part[], input: Capture['input'], partial: string | null = null): Capture => ({
	id: '',
	input,
	parts,
	failure: null,
	partial,
	exit: 0,
	stderr: '',
	at: '',
	ms: 0,
});

describe('the process table', () => {
	const proc = {directory: '/proc', match: ''};
	test('is part of it where PID 1 is not to be seen', () => {
		const collect = (...pids: readonly number[]) =>
			processes.collect(
				[
					capture(
						pids.flatMap((pid) => files(pid, {comm: 'x\n'})),
						proc,
					),
				],
				{},
			);
		expect(collect(1, 7)).toMatchObject({partial: null, value: [{pid: 1}, {pid: 7}]});
		expect(collect(7)).toMatchObject({partial: expect.stringContaining('PID 1')});
	});

	test('from pasted pieces of ps, each process once', () => {
		const parts = ['aux', 'ef'].map((name) => recordedPart(`commands/ps/worker-${name}.txt`));
		const collected = processes.collect([capture(parts, {run: ['ps', '-ef']})], {});
		const found = 'value' in collected ? collected.value : [];
		expect(found.map(({pid}) => pid)).toEqual([...new Set(found.map(({pid}) => pid))]);
		// `ps aux` has the state and no parent, `ps -ef` the parent and no state.
		expect(found.find(({name}) => name === 'kubelet')).toMatchObject({state: 'S', parent: expect.any(Number)});
	});
});

describe('ps', () => {
	test.each(['aux', 'ef', 'eo'])('recorded ps -%s', (name) => {
		const recorded = recordedPart(`commands/ps/worker-${name}.txt`);
		const {value, unparsed} = parsePs(recorded);
		expect(unparsed).toEqual([]);
		expect(value).toHaveLength(recorded.text.trimEnd().split('\n').length - 1);
		expect(value.find((process) => process.name === 'kubelet')?.argv).toContain(
			'--config=/var/lib/kubelet/config.yaml',
		);
		expect(psFormat.recognise(recorded.text)).toBe(1);
	});

	test.each(['aux', 'ef', 'eo'])('rows of grep out of ps -%s, without header', (name) => {
		const recorded = recordedPart(`commands/ps/worker-${name}.txt`);
		const headless = part(recorded.text.slice(recorded.text.indexOf('\n') + 1));
		const strip = ({at: _, ...process}: {at: unknown}) => process;
		expect(parsePs(headless).value.map(strip)).toEqual(parsePs(recorded).value.map(strip));
	});

	test('kernel threads, zombies and rewritten titles', () => {
		const {value, unparsed} = parsePs(recordedPart('commands/ps/synthetic--kernel-threads.txt'));
		expect(unparsed).toEqual([]);
		expect(value).toMatchObject([
			{pid: 2, name: 'kthreadd', argv: []},
			{pid: 901, name: 'nginx', argv: ['nginx:', 'master', 'process', '/usr/sbin/nginx']},
			{pid: 950, state: 'Z'},
			{pid: 1001, name: 'kubelet', user: 'root', state: 'S', at: {line: 5}},
		]);
	});

	test('never throws, and every line is a record, the header or unparsed', () => {
		const word = fc.constantFrom(
			'USER',
			'PID',
			'COMMAND',
			'root',
			'1',
			'0.0',
			'?',
			'Ss',
			'00:00',
			'kubelet',
			'\\_',
			'\r',
			'\t',
		);
		const line = fc.array(word, {maxLength: 14}).map((words) => words.join(' '));
		fc.assert(
			fc.property(fc.array(line, {maxLength: 6}), (lines) => {
				const {value, unparsed} = parsePs(part(lines.join('\n')));
				const known = lines.filter(
					(text) => text.trim() === '' || (text.includes('PID') && text.trim().endsWith('COMMAND')),
				);
				expect(value.length + unparsed.length + known.length).toBe(lines.length);
			}),
		);
	});
});

const at = (name: string, text: string): Part => ({name, text});

test('what kdiag itself has started is left out, with what that has started, and nothing else', () => {
	const parents = {1: 0, 700: 1, 90: 700, 91: 700, 92: 91, 93: 1};
	const table = Object.entries(parents).map(([pid, parent]) =>
		at(`/proc/${pid}/stat`, `${pid} (kubelet) S ${parent} ${'0 '.repeat(20)}`),
	);
	const read = (self: readonly Part[]): readonly number[] => {
		const collected = processes.collect(
			[
				capture(table, {directory: '/proc', match: '*'}),
				capture([], {links: '/proc/[0-9]*/{exe,ns/net}'}),
				capture([], {links: '/proc/self/ns/net'}),
				capture(self, {links: '/proc/self'}),
			],
			{},
		);
		return 'value' in collected ? collected.value.map(({pid}) => pid) : [];
	};
	expect(read([at('/proc/self', '700')])).toEqual([1, 93, 700]);
	expect(read([])).toEqual([1, 90, 91, 92, 93, 700]);
	expect(read([at('/proc/self', 'self')])).toEqual([1, 90, 91, 92, 93, 700]);
});

test('where PID 1 may not be looked into, the namespace that kdiag itself sees tells whose a process is', () => {
	const table = [1, 7, 8].map((pid) => at(`/proc/${pid}/comm`, 'kubelet\n'));
	const links = [at('/proc/7/ns/net', 'net:[1]'), at('/proc/8/ns/net', 'net:[2]')];
	const collected = processes.collect(
		[
			capture(table, {directory: '/proc', match: '*'}),
			capture(links, {links: '/proc/[0-9]*/{exe,ns/net}'}),
			capture([at('/proc/self/ns/net', 'net:[1]')], {links: '/proc/self/ns/net'}),
		],
		{},
	);
	const found = 'value' in collected ? collected.value : [];
	expect(found.map(({pid, hostNetwork}) => [pid, hostNetwork])).toEqual([
		[1, null],
		[7, true],
		[8, false],
	]);
});
