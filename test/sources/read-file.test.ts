import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, expect, test} from 'vitest';
import {expandBraces} from '../../source/sources/expand-braces.ts';
import {pathFailure} from '../../source/sources/failures.ts';
import {withRoom} from '../../source/sources/file-read.ts';
import {allowedTargets} from '../../source/sources/link-areas.ts';
import {readDirectory} from '../../source/sources/read-directory.ts';
import {readFile} from '../../source/sources/read-file.ts';
import {readLinks} from '../../source/sources/read-links.ts';
import {tailOfLog} from '../../source/sources/tail-of-log.ts';
import {walkGlob} from '../../source/sources/walk-glob.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'kdiag-files-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const write = (name: string, text: string | Uint8Array): string => {
	const file = path.join(folder, name);
	mkdirSync(path.dirname(file), {recursive: true});
	writeFileSync(file, text);
	return file;
};
const reading = () => ({count: 0, signal: new AbortController().signal});
const fifo = path.join(folder, 'net.d/fifo.conf');
write('net.d/10-x.conflist', '{}');
write('net.d/9.conf', 'nine');
write('net.d/.hidden.conf', '');
write('net.d/sub/deep.conf', 'deep');
execFileSync('mkfifo', [fifo]);

test('a file is read as it is', async () => {
	expect(await readFile(write('plain', '\ufeffa\r\n\0é'))).toEqual({text: '\ufeffa\r\n\0é', partial: null});
	expect(await readFile(write('empty', ''))).toEqual({text: '', partial: null});
	expect(await readFile(write('bytes', Buffer.from([0x61, 0xff, 0x62])))).toEqual({text: 'a\ufffdb', partial: null});
});

test.each([2047, 2048, 2049, 16_383, 16_384, 16_385, 65_536, 300_000])(
	'a file of %i bytes is read to its end',
	async (size) => {
		const text = Array.from({length: size}, (_, index) => String(index % 10)).join('');
		expect(await readFile(write('sized', text))).toEqual({text, partial: null});
	},
);

test('what is read at once grows its buffer up to the limit and keeps what it holds', () => {
	const limit = 9;
	const held = withRoom(Buffer.from('ab'), 1, limit);
	expect(held).toHaveLength(2);
	const grown = withRoom(held, 2, limit);
	expect(grown).toHaveLength(8);
	expect(grown.toString('latin1', 0, 2)).toBe('ab');
	expect(withRoom(grown, 8, limit)).toHaveLength(limit);
});

test('links are followed, to regular files only', async () => {
	const link = path.join(folder, 'link');
	symlinkSync(write('target', 'x'), link);
	expect(await readFile(link)).toEqual({text: 'x', partial: null});
	const device = path.join(folder, 'device');
	symlinkSync('/dev/zero', device);
	for (const wrong of [device, fifo, folder, '/dev/null']) {
		expect(await readFile(wrong)).toEqual({
			failure: {kind: 'not-a-file', detail: `${wrong} is not a file`, remedy: null},
		});
	}
	const dangling = path.join(folder, 'dangling');
	symlinkSync('/no/such/file', dangling);
	expect(await readFile(dangling)).toMatchObject({failure: {kind: 'missing'}});
});

test('what is not there is missing, also below a file', async () => {
	expect(await readFile(`${folder}/none`)).toMatchObject({failure: {kind: 'missing', remedy: null}});
	expect(await readFile(`${folder}/plain/none`)).toMatchObject({failure: {kind: 'missing'}});
	expect(await readFile('/proc/999999999/comm')).toMatchObject({failure: {kind: 'missing'}});
});

test.each([
	['EACCES', 'denied', 'run as root'],
	['EPERM', 'denied', 'run as root'],
	['ENOENT', 'missing', null],
	['ESRCH', 'missing', null],
	['EISDIR', 'not-a-file', null],
	['EIO', 'failed', null],
])('%s means %s', (code, kind, remedy) => {
	expect(pathFailure('/x', Object.assign(new Error('no'), {code}))).toMatchObject({kind, remedy});
});

test('a file that is too large is not read', async () => {
	const file = write('large', Buffer.alloc(4 * 1_048_576 + 1, 0x61));
	expect(await readFile(file)).toMatchObject({failure: {kind: 'too-large'}});
});

test('kernel files are read in every way they are read', async () => {
	for (const file of [
		`/proc/${process.pid}/comm`,
		`/proc/${process.pid}/stat`,
		`/proc/${process.pid}/cmdline`,
		'/proc/net/tcp',
		'/proc/sys/kernel/hostname',
		'/sys/class/net/lo/mtu',
	]) {
		expect(await readFile(file)).toEqual({text: expect.stringMatching(/./), partial: null});
	}
	expect(await readFile('/sys/class/net/lo/speed')).toMatchObject({failure: {kind: 'missing'}});
	expect(await readFile('/proc/sys/kernel')).toMatchObject({failure: {kind: 'not-a-file'}});
});

test.each([
	['a short one', 'a\nb\n', false, 'a\nb\n'],
	['one without a last newline', 'a\nb', false, 'a\nb'],
	['an empty one', '', false, ''],
	['one that starts in the middle of a line', 'rest\na\nb\n', true, 'a\nb\n'],
	['400 lines', 'x\n'.repeat(400), false, 'x\n'.repeat(400)],
	['401 lines', `first\n${'x\n'.repeat(400)}`, false, 'x\n'.repeat(400)],
	['401 lines, the last one cut', `first\n${'x\n'.repeat(399)}y`, false, `${'x\n'.repeat(399)}y`],
	['blank lines', `first\n${'\n'.repeat(400)}`, false, '\n'.repeat(400)],
])('the tail of a log: %s', (_, text, isCut, expected) => {
	expect(tailOfLog(text, isCut)).toBe(expected);
});

test('a link where containers write leads nowhere else', () => {
	expect(allowedTargets('/var/log/pods/x/0.log')).toContain('/var/log/');
	expect(allowedTargets('/var/log/pods/x/0.log')?.some((target) => '/etc/shadow'.startsWith(target))).toBe(false);
	expect(allowedTargets('/var/lib/kubelet/pods/x/volumes/y')).toEqual(['/var/lib/kubelet/pods/']);
	expect(allowedTargets('/etc/resolv.conf')).toBeNull();
});

test.each([
	['a', ['a']],
	['{a,b}', ['a', 'b']],
	['x/{a,b/{c,d}}/y', ['x/a/y', 'x/b/c/y', 'x/b/d/y']],
	['{a,b}{c,d}', ['ac', 'ad', 'bc', 'bd']],
	['{a', ['{a']],
	['a{}b', ['ab']],
])('braces: %s', (pattern, expected) => {
	expect(expandBraces(pattern)).toEqual(expected);
});

test('a glob is walked segment by segment, files in order, hidden ones left out', async () => {
	const names = async (match: string): Promise<readonly string[]> =>
		(await walkGlob(path.join(folder, 'net.d'), match)).paths.map((file) =>
			path.relative(path.join(folder, 'net.d'), file),
		);
	expect(await names('*')).toEqual(['10-x.conflist', '9.conf', 'fifo.conf']);
	expect(await names('*.{conf,conflist}')).toEqual(['10-x.conflist', '9.conf', 'fifo.conf']);
	expect(await names('**/*.conf')).toEqual(['9.conf', 'fifo.conf', 'sub/deep.conf']);
	expect(await names('*/deep.conf')).toEqual(['sub/deep.conf']);
	expect(await names('[0-9].conf')).toEqual(['9.conf']);
	expect(await names('none-*')).toEqual([]);
	expect(await walkGlob(`${folder}/none`, 'a/b')).toMatchObject({paths: [], failure: {kind: 'missing'}});
});

test('more than the limit is said', async () => {
	expect(await walkGlob(path.join(folder, 'net.d'), '*', 2)).toMatchObject({paths: {length: 2}, isCut: true});
	expect(await walkGlob(path.join(folder, 'net.d'), '*', 3)).toMatchObject({paths: {length: 3}, isCut: false});
});

test('a folder gives one part a file, and says what in it is no file', async () => {
	const read = await readDirectory(path.join(folder, 'net.d'), '*', reading());
	expect(read.parts.map(({name, text}) => [path.basename(name), text])).toEqual([
		['10-x.conflist', '{}'],
		['9.conf', 'nine'],
	]);
	expect(read.partial).toBe(`${fifo} is not a file`);
});

test('an empty folder is an answer, one that is not there another', async () => {
	mkdirSync(path.join(folder, 'bare'));
	expect(await readDirectory(path.join(folder, 'bare'), '*', reading())).toEqual({
		parts: [],
		failure: null,
		partial: null,
	});
	expect(await readDirectory(path.join(folder, 'none'), '*', reading())).toMatchObject({
		parts: [],
		failure: {kind: 'missing'},
	});
});

test('processes are read with what was asked for only', async () => {
	const read = await readDirectory('/proc', '[0-9]*/{comm,stat}', reading());
	const own = read.parts
		.filter(({name}) => name.startsWith(`/proc/${process.pid}/`))
		.map(({name}) => path.basename(name));
	expect(own).toEqual(['comm', 'stat']);
	const pids = read.parts.map(({name}) => Number(name.split('/')[2]));
	expect(pids).toEqual([...pids].sort((a, b) => a - b));
});

test('links say where they lead, open files only their sockets', async () => {
	const exe = await readLinks(`/proc/${process.pid}/{exe,ns/net}`, reading());
	expect(exe.parts.map(({name}) => name)).toEqual([`/proc/${process.pid}/exe`, `/proc/${process.pid}/ns/net`]);
	expect(exe.parts[1]?.text).toMatch(/^net:\[\d+\]$/);
	const fds = await readLinks('/proc/[0-9]*/fd', reading());
	const own = fds.parts.find(({name}) => name === `/proc/${process.pid}/fd`);
	expect(own).toBeDefined();
	expect(fds.parts.every(({text}) => text === '' || /^(?:\d+ socket:\[\d+\]\n)+$/.test(text))).toBe(true);
});

test('a reading that was given up ends with what it has', async () => {
	const controller = new AbortController();
	controller.abort();
	const read = await readDirectory(path.join(folder, 'net.d'), '*', {count: 0, signal: controller.signal});
	expect(read).toMatchObject({parts: [], failure: {kind: 'timed-out'}});
});
