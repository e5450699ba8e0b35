import {symlinkSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import type {Input} from '../../source/model/input.ts';
import {createRecordedReader} from '../../source/sources/recorded-reader.ts';
import {folderOf} from '../support/folder.ts';

const read = (files: Readonly<Record<string, string>>, input: Input) => createRecordedReader(folderOf(files))(input);

const failureOf = async (files: Readonly<Record<string, string>>, input: Input) =>
	(await read(files, input)).failure?.kind;

const netDirectory = `total 8
drwxr-xr-x 2 root root 4096 Nov 21 04:26 .
drwxr-xr-x 4 root root 4096 Nov 21 04:26 ..
-rw-r--r-- 1 root root  292 Nov 21 04:35 10-flannel.conflist
`;

const threeFolders = `/etc/kubernetes:
total 8
drwxr-xr-x  2 root root 4096 Nov 21 03:53 .
drwxr-xr-x 84 root root 4096 Nov 21 04:29 ..
drwx------  2 root root 4096 Nov 21 04:47 manifests
drwxr-xr-x  3 root root 4096 Nov 21 04:02 pki

/etc/kubernetes/pki:
total 8
drwxr-xr-x 2 root root 4096 Nov 21 04:02 .
drwxr-xr-x 4 root root 4096 Nov 21 04:26 ..
-rw-r--r-- 1 root root 1107 Nov 21 04:02 ca.crt
-rw------- 1 root root 1675 Nov 21 04:02 ca.key
drwxr-xr-x 2 root root 4096 Nov 21 04:02 etcd
`;

const listing = 'commands/ls_-la_.etc.kubernetes_.etc.kubernetes.manifests_.etc.kubernetes.pki';

describe('commands', () => {
	test('gives the output under the command as typed, with the clock of the recording', async () => {
		const capture = await read(
			{'commands/netstat_-W_-npa': 'tcp\n', 'commands/date_-u_+%FT%TZ': '2026-11-21T05:05:15Z\n'},
			{run: ['netstat', '-W', '-npa']},
		);
		expect(capture).toMatchObject({
			id: 'netstat -W -npa',
			parts: [{name: 'netstat -W -npa', text: 'tcp\n'}],
			failure: null,
			partial: null,
			exit: 0,
			at: '2026-11-21T05:05:15Z',
		});
	});

	test('a path in the command is written with dots, its first slash left out', async () => {
		const capture = await read(
			{'commands/usr.bin.kubelet_--version': 'Kubernetes v1.34.4\n'},
			{
				run: ['/usr/bin/kubelet', '--version'],
			},
		);
		expect(capture.parts).toEqual([{name: '/usr/bin/kubelet --version', text: 'Kubernetes v1.34.4\n'}]);
	});

	test('a command that was not recorded is a gap and says how to fill it', async () => {
		const {failure} = await read({'commands/hostname': 'cp1\n'}, {run: ['netstat', '-npa']});
		expect(failure).toEqual({
			kind: 'not-recorded',
			detail: 'netstat -npa was not recorded',
			remedy: 'run `netstat -npa` on the node and save what it prints as commands/netstat_-npa',
		});
	});

	test.each([
		['timed-out', 'iptables -L', {'': '', '.status': '124\n'}],
		[
			'missing',
			'nft list ruleset',
			{'': '', '.status': '127\n', '.stderr': "timeout: failed to run command 'nft': No such file or directory\n"},
		],
		['missing', 'brctl show', {'': '', '.status': '1\n', '.stderr': 'bash: brctl: command not found\n'}],
		[
			'denied',
			'iptables-save',
			{
				'': '',
				'.status': '4\n',
				'.stderr':
					'iptables-save v1.8.9 (nf_tables): Could not fetch rule set generation id: Permission denied (you must be root)\n',
			},
		],
		[
			'failed',
			'lsmod',
			{'': '', '.status': '1\n', '.stderr': 'Error: could not get list of modules: No such file or directory\n'},
		],
		['failed', 'hostname -f', {'': '', '.status': 'x'}],
		['missing', 'ipset list', {'.status': '127\n'}],
	] as const)('%s: %s', async (kind, line, files) => {
		const run = line.split(' ');
		const named = Object.fromEntries(
			Object.entries(files).map(([suffix, text]) => [`commands/${run.join('_')}${suffix}`, text]),
		);
		expect(await failureOf(named, {run})).toBe(kind);
	});

	test('what a command printed before it failed is part of its output', async () => {
		const capture = await read(
			{'commands/iptables_-L': 'Chain INPUT (policy ACCEPT)\n', 'commands/iptables_-L.status': '124\n'},
			{run: ['iptables', '-L']},
		);
		expect(capture).toMatchObject({failure: null, exit: 124});
		expect(capture.partial).toContain('time limit');
	});

	test('what ls says of a folder that is not there is an answer', async () => {
		const name = 'commands/ls_-l_.etc.cni.net.d';
		const capture = await read(
			{
				[name]: '',
				[`${name}.status`]: '2\n',
				[`${name}.stderr`]: "ls: cannot access '/etc/cni/net.d': No such file or directory\n",
			},
			{run: ['ls', '-l', '/etc/cni/net.d']},
		);
		expect(capture).toMatchObject({failure: null, partial: null, exit: 2, parts: [{text: ''}]});
		expect(capture.stderr).toContain('No such file');
	});

	test('what the API server said is never read', async () => {
		expect(await failureOf({'commands/kubectl_get_nodes': 'x'}, {run: ['kubectl', 'get', 'nodes']})).toBe(
			'not-recorded',
		);
	});
});

describe('files', () => {
	test('gives a file verbatim', async () => {
		const capture = await read({'files/proc/1/cmdline': 'tini\0-g\0'}, {file: '/proc/1/cmdline'});
		expect(capture.parts).toEqual([{name: '/proc/1/cmdline', text: 'tini\0-g\0'}]);
	});

	test.each([
		[
			'the folder was listed without it',
			{[listing]: threeFolders},
			'/etc/kubernetes/pki/front-proxy-ca.crt',
			'missing',
		],
		[
			'a folder above was listed without its folder',
			{[listing]: threeFolders},
			'/etc/kubernetes/tmp/old/a.yaml',
			'missing',
		],
		['the folder was listed with it', {[listing]: threeFolders}, '/etc/kubernetes/pki/ca.key', 'not-recorded'],
		['only the folder above was listed', {[listing]: threeFolders}, '/etc/kubernetes/pki/etcd/ca.crt', 'not-recorded'],
		['nobody looked', {[listing]: threeFolders}, '/etc/hosts', 'not-recorded'],
		[
			'ls without -a does not show hidden files',
			{'commands/ls_-l_.etc.cni.net.d': netDirectory},
			'/etc/cni/net.d/.hidden',
			'not-recorded',
		],
		['ls -la does', {'commands/ls_-la_.etc.cni.net.d': netDirectory}, '/etc/cni/net.d/.hidden', 'missing'],
		[
			'the listing was cut before its total',
			{'commands/ls_-l_.etc.cni.net.d': ''},
			'/etc/cni/net.d/a.conf',
			'not-recorded',
		],
		[
			'a line of the listing is odd',
			{'commands/ls_-l_.etc.cni.net.d': `${netDirectory}-rw-r\n`},
			'/etc/cni/net.d/a.conf',
			'not-recorded',
		],
		[
			'the folder itself was listed, not what is in it',
			{'commands/ls_-ld_.etc.cni.net.d': 'drwxr-xr-x 2 root root 4096 Nov 21 04:26 /etc/cni/net.d\n'},
			'/etc/cni/net.d/a.conf',
			'not-recorded',
		],
		[
			'a path that climbs is looked up where it leads',
			{[listing]: threeFolders, 'files/etc/hosts': ''},
			'/etc/kubernetes/../../outside',
			'not-recorded',
		],
		['a relative path', {[listing]: threeFolders}, 'hosts', 'not-recorded'],
	])('%s', async (_, files, file, kind) => {
		expect(await failureOf({...files, 'files/etc/machine-id': ''}, {file})).toBe(kind);
	});

	test('a file name that imitates the header of another folder proves nothing', async () => {
		const spoofed = `${netDirectory}/etc/kubernetes/pki:\ntotal 0\n`;
		expect(await failureOf({'commands/ls_-la_.etc.cni.net.d': spoofed}, {file: '/etc/kubernetes/pki/ca.crt'})).toBe(
			'not-recorded',
		);
	});

	test('a link is not followed, wherever it leads', async () => {
		const folder = folderOf({'files/etc/machine-id': '', secret: 'x'});
		symlinkSync(path.join(folder, 'secret'), path.join(folder, 'files/etc/hosts'));
		symlinkSync(folder, path.join(folder, 'files/var'));
		const reader = createRecordedReader(folder);
		expect((await reader({file: '/etc/hosts'})).failure?.kind).toBe('not-a-file');
		expect((await reader({file: '/var/secret'})).failure?.kind).toBe('not-recorded');
		expect((await reader({directory: '/var', match: '*'})).parts).toEqual([]);
	});

	test('no path leads out of the folder', async () => {
		const folder = folderOf({'node/files/etc/machine-id': '', secret: 'x'});
		const reader = createRecordedReader(path.join(folder, 'node'));
		for (const file of ['/../../secret', '../../secret', '/etc/../../../secret']) {
			expect((await reader({file})).failure?.kind).toBe('not-recorded');
		}
		expect((await reader({directory: '/../..', match: '*'})).failure?.kind).toBe('not-recorded');
		expect((await reader({run: ['../../../secret']})).failure?.kind).toBe('not-recorded');
	});

	test('a file over the limit is refused whole, a table of the kernel is cut', async () => {
		const large = 'x'.repeat(16 * 1024 * 1024 + 1);
		const reader = createRecordedReader(folderOf({'files/etc/hosts': large, 'files/proc/net/tcp': large}));
		expect((await reader({file: '/etc/hosts'})).failure?.kind).toBe('too-large');
		expect(await reader({file: '/proc/net/tcp'})).toMatchObject({failure: null, partial: 'cut at 16 MB'});
	});
});

test('secrets are hidden', async () => {
	const capture = await read(
		{'files/etc/kubernetes/admin.conf': 'token: c2VjcmV0c2VjcmV0c2VjcmV0\n'},
		{file: '/etc/kubernetes/admin.conf'},
	);
	expect(capture.parts[0]?.text).toMatch(/^token: <.*#1>\n$/);
});

describe('folders', () => {
	const conflist = {'files/etc/cni/net.d/10-flannel.conflist': '{}'};
	const pki = {'files/etc/kubernetes/pki/ca.crt': 'A', 'files/etc/kubernetes/pki/etcd/ca.crt': 'B'};

	test.each<[string, Readonly<Record<string, string>>, string, string, readonly string[], string | null]>([
		[
			'complete as its listing says',
			{...conflist, 'commands/ls_-l_.etc.cni.net.d': netDirectory},
			'/etc/cni/net.d',
			'*',
			['/etc/cni/net.d/10-flannel.conflist'],
			null,
		],
		['listed and empty', {'commands/ls_-l_.etc.cni.net.d': 'total 0\n'}, '/etc/cni/net.d', '*', [], null],
		[
			'listed, and nothing matches',
			{...conflist, 'commands/ls_-l_.etc.cni.net.d': netDirectory},
			'/etc/cni/net.d',
			'*.conf',
			[],
			null,
		],
		[
			'listed but not copied',
			{'commands/ls_-l_.etc.cni.net.d': netDirectory},
			'/etc/cni/net.d',
			'*',
			[],
			'listed but not recorded: 10-flannel.conflist',
		],
		[
			'copied without a listing',
			conflist,
			'/etc/cni/net.d',
			'*',
			['/etc/cni/net.d/10-flannel.conflist'],
			'recorded without a listing of the folder, so there may be more',
		],
		[
			'a listed folder below was copied',
			{...pki, [listing]: threeFolders},
			'/etc/kubernetes/pki',
			'**/*.crt',
			['/etc/kubernetes/pki/ca.crt', '/etc/kubernetes/pki/etcd/ca.crt'],
			null,
		],
		[
			'a listed folder below was not copied',
			{'files/etc/kubernetes/pki/ca.crt': 'A', [listing]: threeFolders},
			'/etc/kubernetes/pki',
			'**/*.crt',
			['/etc/kubernetes/pki/ca.crt'],
			'listed but not recorded: etcd/',
		],
		[
			'a folder below that the glob cannot reach',
			{'files/etc/kubernetes/pki/ca.crt': 'A', [listing]: threeFolders},
			'/etc/kubernetes/pki',
			'*.crt',
			['/etc/kubernetes/pki/ca.crt'],
			null,
		],
	])('%s', async (_, files, directory, match, names, partial) => {
		const capture = await read(files, {directory, match});
		expect(capture.failure).toBeNull();
		expect(capture.parts.map(({name}) => name)).toEqual(names);
		expect(capture.partial).toBe(partial);
	});

	test('a folder that ls could not find is missing', async () => {
		const name = 'commands/ls_-l_.etc.cni.net.d';
		const files = {
			[name]: '',
			[`${name}.status`]: '2\n',
			[`${name}.stderr`]: 'ls: /etc/cni/net.d: No such file or directory\n',
		};
		expect(await failureOf(files, {directory: '/etc/cni/net.d', match: '*'})).toBe('missing');
		expect(await failureOf(files, {file: '/etc/cni/net.d/a.conf'})).toBe('missing');
	});

	test('a folder that ls was not allowed to read is a gap', async () => {
		const name = 'commands/ls_-l_.etc.cni.net.d';
		const files = {
			[name]: '',
			[`${name}.status`]: '2\n',
			[`${name}.stderr`]: "ls: cannot open directory '/etc/cni/net.d': Permission denied\n",
		};
		expect(await failureOf(files, {directory: '/etc/cni/net.d', match: '*'})).toBe('not-recorded');
	});

	test('an empty folder in the recording proves nothing without a listing', async () => {
		expect(await failureOf({'files/etc/cni/net.d/': ''}, {directory: '/etc/cni/net.d', match: '*'})).toBe(
			'not-recorded',
		);
	});

	test('processes are complete when process 1 was recorded', async () => {
		const input: Input = {directory: '/proc', match: '[0-9]*/{cmdline,comm}'};
		const whole = await read({'files/proc/1/comm': 'tini\n', 'files/proc/62/cmdline': 'a\0'}, input);
		expect(whole).toMatchObject({partial: null, parts: [{name: '/proc/1/comm'}, {name: '/proc/62/cmdline'}]});
		expect((await read({'files/proc/62/comm': 'a\n'}, input)).partial).not.toBeNull();
		expect(await failureOf({'files/proc/meminfo': ''}, input)).toBe('not-recorded');
	});
});

describe('links', () => {
	const files = {
		'files/proc/1/exe.link': '/usr/bin/tini\n',
		'files/proc/1/ns/net.link': 'net:[4026532323]\n',
		'files/proc/62/fd-sockets': '3 socket:[255543]\n',
	};

	test('gives each link with its target', async () => {
		expect(await read(files, {links: '/proc/[0-9]*/{exe,ns/net}'})).toMatchObject({
			parts: [
				{name: '/proc/1/exe', text: '/usr/bin/tini'},
				{name: '/proc/1/ns/net', text: 'net:[4026532323]'},
			],
			failure: null,
			partial: null,
		});
	});

	test('gives the sockets of each process', async () => {
		expect(await read(files, {links: '/proc/[0-9]*/fd'})).toMatchObject({
			parts: [{name: '/proc/62/fd', text: '3 socket:[255543]\n'}],
			partial: null,
		});
	});

	test('is a gap where nothing was recorded, as are queries', async () => {
		expect(await failureOf({'files/etc/hosts': ''}, {links: '/proc/[0-9]*/fd'})).toBe('not-recorded');
		expect(await failureOf({'files/etc/hosts': ''}, {query: 'host'})).toBe('not-recorded');
	});
});

test('a folder that is not there gives gaps and does not throw', async () => {
	const reader = createRecordedReader(path.join(folderOf({}), 'nowhere'));
	for (const input of [{run: ['ip', 'addr']}, {file: '/etc/hosts'}, {directory: '/etc', match: '*'}] as const) {
		expect((await reader(input)).failure?.kind).toBe('not-recorded');
	}
});
