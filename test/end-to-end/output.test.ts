import {execFileSync, spawnSync} from 'node:child_process';
import {
	chmodSync,
	chownSync,
	closeSync,
	linkSync,
	openSync,
	readdirSync,
	readFileSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';
import {describe, expect, test, vi} from 'vitest';
import {declaredCommands} from '../../source/commands/declared/index.ts';
import {folderOf} from '../support/folder.ts';
import {executable, finished, fixture, kdiag, start} from '../support/kdiag.ts';

const worker = fixture('nodes/worker');
const isRoot = process.getuid?.() === 0;

type Writer = readonly [string, readonly string[]];

/** What writes files, in each format: all have to do it alike. */
const writers = declaredCommands.flatMap(({name, options}): readonly Writer[] => {
	const choices = options.find(({flags}) => flags.startsWith('--format '))?.choices ?? [];
	// That of a snapshot is for the list of what is in one.
	const formats = name === 'snapshot' ? [] : choices;
	if (!options.some(({flags}) => flags.startsWith('-o, '))) {
		return [];
	}
	return formats.length === 0
		? [[name, [name]]]
		: formats.map((format) => [`${name} --format ${format}`, [name, '--format', format]]);
});

/** One writer of each command. */
const commands = writers.filter(([name]) => !/ (?!text$)\S+$/.test(name));

const argvOf = (argv: readonly string[], file: string): readonly string[] => [
	...argv,
	'--fail-on',
	'never',
	worker,
	'-o',
	file,
];

test('there are commands that write files', () => {
	expect(commands.map(([name]) => name)).toEqual(
		expect.arrayContaining(['report --format text', 'facts --format text', 'snapshot']),
	);
});

describe.each(writers)('%s -o', (_, argv) => {
	test('is a file that only its owner can read, written again without --force', async () => {
		const folder = folderOf({});
		const file = path.join(folder, 'out');
		const first = await kdiag(argvOf(argv, file), {through: ['sh', '-c', 'umask 0; exec "$@"', 'sh']});
		expect(first).toMatchObject({exit: 0, stdout: '', stderr: expect.stringMatching(/^kdiag: wrote [^\n]+\n$/)});
		const {mode, size, ino} = statSync(file);
		expect(mode & 0o777).toBe(0o600);
		expect(size).toBeGreaterThan(100);
		chmodSync(file, 0o644);
		expect(await kdiag(argvOf(argv, file))).toMatchObject({exit: 0});
		expect(statSync(file).mode & 0o777).toBe(0o600);
		expect(statSync(file).ino).not.toBe(ino);
		expect(readdirSync(folder)).toEqual(['out']);
	});
});

describe.each(commands)('%s -o', (_, argv) => {
	test('keeps its hands off a file that kdiag has not written, unless --force is given', async () => {
		const folder = folderOf({out: 'the old text'});
		const file = path.join(folder, 'out');
		const run = await kdiag(argvOf(argv, file));
		expect(run).toMatchObject({exit: 73, stdout: '', stderr: expect.stringMatching(/^kdiag: [^\n]+--force[^\n]+\n$/)});
		expect(readFileSync(file, 'utf8')).toBe('the old text');
		linkSync(file, path.join(folder, 'other'));
		expect(await kdiag([...argvOf(argv, file), '--force'])).toMatchObject({exit: 0});
		expect(readFileSync(file, 'utf8')).not.toContain('the old text');
		expect(readFileSync(path.join(folder, 'other'), 'utf8')).toBe('the old text');
	});

	test.each([
		['a folder that does not exist', (folder: string) => path.join(folder, 'nowhere/out')],
		['a file as a folder', (folder: string) => path.join(folder, 'target/out')],
		['a folder', (folder: string) => folder],
		['a name of 256 bytes', (folder: string) => path.join(folder, 'n'.repeat(256))],
		[
			'a link to a file',
			(folder: string) => {
				symlinkSync('target', path.join(folder, 'out'));
				return path.join(folder, 'out');
			},
		],
		[
			'a link that leads nowhere',
			(folder: string) => {
				symlinkSync('/nonexistent/target', path.join(folder, 'out'));
				return path.join(folder, 'out');
			},
		],
		[
			'a pipe',
			(folder: string) => {
				execFileSync('mkfifo', [path.join(folder, 'out')]);
				return path.join(folder, 'out');
			},
		],
		['a device', () => '/dev/full'],
		['standard output by a path', () => '/dev/stdout'],
		['a file of the kernel', () => '/proc/self/kdiag'],
	])('%s is refused with 73, also with --force', async (_name, make) => {
		const folder = folderOf({target: 'theirs'});
		const file = make(folder);
		const before = readdirSync(folder);
		const run = await kdiag([...argvOf(argv, file), '--force']);
		expect(run).toMatchObject({exit: 73, stdout: '', stderr: expect.stringMatching(/^kdiag: [^\n]+\n$/)});
		expect(run.stderr).toContain(file);
		expect(readdirSync(folder)).toEqual(before);
		expect(readFileSync(path.join(folder, 'target'), 'utf8')).toBe('theirs');
	});

	test('no name is wrong usage', async () => {
		expect(await kdiag(argvOf(argv, ''))).toMatchObject({
			exit: 64,
			stderr: expect.stringMatching(/it names a file /),
		});
	});

	test('any name that a file can have is taken, and said without its bytes', async () => {
		const folder = folderOf({});
		for (const name of ['n'.repeat(255), '\u001b]0;x\u0007\n\u202e\t', '-', '--force']) {
			const run = await kdiag(argvOf(argv, path.join(folder, name)));
			expect(run).toMatchObject({exit: 0, stderr: expect.stringMatching(/^kdiag: wrote [^\p{Cc}\p{Cf}]+\n$/u)});
		}
		expect(readdirSync(folder)).toHaveLength(4);
	});

	test.skipIf(!isRoot)(`a file of somebody else is refused${isRoot ? '' : ' (skipped: needs root)'}`, async () => {
		const folder = folderOf({out: ''});
		chownSync(path.join(folder, 'out'), 65534, 65534);
		expect(await kdiag([...argvOf(argv, path.join(folder, 'out')), '--force'])).toMatchObject({exit: 73, stdout: ''});
		expect(readFileSync(path.join(folder, 'out'), 'utf8')).toBe('');
		expect(readdirSync(folder)).toEqual(['out']);
	});
});

describe('a disk that does not take it', () => {
	/** Mounts, in a namespace of its own, a small disk with an empty file `out`; lists what is on it afterwards. */
	const onDisk = (options: string, prepare: string) => (folder: string) => [
		'unshare',
		'-m',
		'sh',
		'-c',
		`set -e; mount -t tmpfs -o ${options} tmpfs "$0"; cd "$0"; : > out; ${prepare}; set +e; "$@"; code=$?; ls -As . >&2; exit $code`,
		folder,
	];
	const report = ['report', '--format', 'json', '--fail-on', 'never', worker, '-o', 'out'];
	const root = isRoot ? '' : ' (skipped: needs root)';

	test.skipIf(!isRoot).each([
		['is full at the first byte', 'size=8k', 'head -c 8192 /dev/zero > fill', 74, /ENOSPC/],
		['is full in the middle', 'size=8k', ':', 74, /ENOSPC/],
		['has no room for one more file', 'size=1m,nr_inodes=2', ':', 74, /ENOSPC/],
		['is read-only', 'size=1m', 'mount -o remount,ro .', 73, /EROFS/],
	] as const)(`%s: nothing is left of it${root}`, async (_, options, prepare, exit, words) => {
		const folder = folderOf({});
		const run = await kdiag(report, {through: onDisk(options, prepare)(folder)});
		expect(run).toMatchObject({exit, stdout: ''});
		expect(run.stderr).toMatch(words);
		const [said = '', ...listed] = run.stderr.trimEnd().split('\n');
		expect(said).toMatch(/^kdiag: out cannot be written: /);
		expect(listed.filter((line) => !/^total |^8 fill$/.test(line))).toEqual(['0 out']);
	});

	test('limits the size of files', async () => {
		const folder = folderOf({});
		const run = await kdiag(report.slice(0, -1).concat(path.join(folder, 'out')), {
			through: ['sh', '-c', 'ulimit -f 1; exec "$@"', 'sh'],
		});
		expect(run).toMatchObject({exit: 74, stdout: '', stderr: expect.stringContaining('EFBIG')});
		expect(readdirSync(folder)).toEqual([]);
	});

	const hasStrace = spawnSync('strace', ['-V']).status === 0;
	const traced = hasStrace ? '' : ' (skipped: needs strace)';

	test.skipIf(!hasStrace).each([
		['fails when it is synced', 'fsync:error=EIO:when=1', /EIO/],
		['is over the share of the user', 'fsync:error=EDQUOT:when=1', /EDQUOT/],
	])(`%s${traced}`, async (_, fault, words) => {
		const folder = folderOf({});
		const run = await kdiag(report.slice(0, -1).concat(path.join(folder, 'out')), {
			through: ['strace', '-f', '-qq', '-o', '/dev/null', '-e', 'trace=fsync', '-e', `inject=${fault}`],
		});
		expect(run).toMatchObject({exit: 74, stdout: '', stderr: expect.stringMatching(words)});
		expect(readdirSync(folder)).toEqual([]);
	});

	test.skipIf(!hasStrace).each([
		['TERM', 143, []],
		['HUP', 129, []],
		['KILL', null, [expect.stringMatching(/^\.kdiag-[0-9a-f]+\.tmp$/)]],
	] as const)(
		`is slow, and kdiag is ended by %s: nothing has the name of the file${traced}`,
		async (signal, exit, left) => {
			const folder = folderOf({});
			const child = start(report.slice(0, -1).concat(path.join(folder, 'out')), {
				// With -D it is kdiag that is the child.
				through: [
					'strace',
					'-D',
					'-f',
					'-qq',
					'-o',
					'/dev/null',
					'-e',
					'trace=fsync',
					'-e',
					'inject=fsync:delay_enter=2500000',
				],
			});
			const run = finished(child);
			await vi.waitUntil(() => readdirSync(folder).length > 0, {timeout: 10_000});
			child.kill(`SIG${signal}`);
			expect(await run).toMatchObject({exit});
			expect(readdirSync(folder)).toEqual(left);
		},
	);
});

test('snapshots of nodes with one name get names of their own', async () => {
	const out = folderOf({});
	const run = await kdiag(['snapshot', worker, worker, '-o', out]);
	expect(run).toMatchObject({exit: 0, stdout: ''});
	expect(readdirSync(out)).toEqual(['w1-2.kdiag.json.gz', 'w1.kdiag.json.gz']);
});

test('of several snapshots those are named that were written', async () => {
	const folder = folderOf({'w1-2.kdiag.json.gz': 'theirs'});
	const run = await kdiag(['snapshot', worker, worker, '-o', folder]);
	expect(run.exit).toBe(73);
	expect(run.stderr).toMatch(
		/^kdiag: wrote \S+\/w1\.kdiag\.json\.gz[^\n]*\nkdiag: \S+\/w1-2\.kdiag\.json\.gz is there already[^\n]+\n$/,
	);
});

describe('standard output', () => {
	test.each([
		['report', worker],
		['report', '--format', 'json', worker],
		['facts', worker],
		['snapshot', worker, '-o', '-'],
		['explain'],
		['parse', 'netstat', `${worker}/commands/netstat_-npa`],
		['--help'],
	])('that is full is 74: %s', async (...argv) => {
		const full = openSync('/dev/full', 'w');
		try {
			const run = await kdiag(argv, {stdout: full});
			expect(run.exit).toBe(74);
			expect(run.stderr).toMatch(/^kdiag: standard output[^\n]+ENOSPC\n$/);
		} finally {
			closeSync(full);
		}
	});

	test.each([
		['a text', '"$0" report "$1"'],
		['JSON', '"$0" report --format json "$1"'],
		['rules', '"$0" explain'],
		['a snapshot', '"$0" snapshot "$1" -o -'],
	])('whose reader goes away ends quietly: %s', (_, command) => {
		const script = `{ ${command}; echo "exit $?" >&2; } | head -c 10 >/dev/null`;
		const run = spawnSync('sh', ['-c', script, executable, fixture('nodes/etcd-down')], {encoding: 'utf8'});
		expect(run.stderr).toMatch(/^exit [012]\n$/);
	});

	test('whose reader was never there ends quietly', () => {
		const script = '{ sleep 0.3; "$0" report "$1"; echo "exit $?" >&2; } | true';
		const run = spawnSync('bash', ['-c', script, executable, worker], {encoding: 'utf8'});
		expect(run.stderr).toBe('exit 0\n');
	});

	test('that is closed is no crash', () => {
		const run = spawnSync('sh', ['-c', '"$0" report "$1" >&-', executable, worker], {encoding: 'utf8'});
		expect(run.stderr).not.toContain('bug');
		expect([0, 3, 74]).toContain(run.status);
	});

	test('a document of some megabytes arrives whole through a slow reader', () => {
		const line = 'tcp 0 0 10.0.0.1:22 10.0.0.2:50000 ESTABLISHED 1/sshd';
		const text = `Active Internet connections (servers and established)\nProto Recv-Q Send-Q Local Address Foreign Address State PID/Program name\n${`${line}\n`.repeat(20_000)}`;
		const folder = folderOf({netstat: text});
		const script = '"$0" parse netstat "$1" | { sleep 0.3; cat; }';
		const run = spawnSync('sh', ['-c', script, executable, path.join(folder, 'netstat')], {
			encoding: 'utf8',
			maxBuffer: 200_000_000,
		});
		expect(JSON.parse(run.stdout).records).toHaveLength(20_000);
	});
});

test('the document is on standard output and talk on standard error', async () => {
	const file = path.join(folderOf({}), 'x');
	writeFileSync(file, '');
	const run = await kdiag(['report', '--format', 'json', '--fail-on', 'never', worker, file]);
	expect(() => JSON.parse(run.stdout)).not.toThrow();
	expect(run.stderr).toMatch(/^kdiag: [^\n]+\n$/);
});
