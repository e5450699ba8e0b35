import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {folderOf} from '../support/folder.ts';
import {kdiag} from '../support/kdiag.ts';
import {privateNode, whyNoPrivateNode} from '../support/private-node.ts';

const why = whyNoPrivateNode();
const missing = why === null ? '' : ` (skipped: ${why})`;
const tracer = spawnSync('strace', ['-V']).error === undefined ? null : 'strace is not installed';
const untraced = why ?? tracer;

/** What a command that loads, makes or counts would leave behind, as shell lines. */
const state = [
	'nft list ruleset',
	'ip -d addr | grep -v valid_lft',
	'ip route show table all',
	'ip rule',
	'ip neigh',
	'cat /proc/net/ip_tables_names /proc/net/ip6_tables_names /proc/net/tcp /proc/net/udp 2>&1',
	'cut -d" " -f1 /proc/modules 2>&1',
	'cat /proc/sys/net/ipv4/ip_forward /proc/sys/net/netfilter/nf_conntrack_max 2>&1',
	'cat /proc/self/mountinfo | wc -l',
];

const shot = (name: string): string => `{ ${state.join('; ')}; } > "$SHOTS/${name}" 2>&1 || true`;

describe.skipIf(why !== null)(`the node is as it was${missing}`, () => {
	test.each([['report'], ['facts'], ['snapshot', '-o', '/dev/null'], ['service', '10.96.0.1']])(
		'after %s',
		async (...argv) => {
			const shots = folderOf({});
			const through = privateNode(['nft add table ip kdiag-was-here', shot('before')], [shot('after')]);
			const run = await kdiag(argv, {through, environment: {SHOTS: shots}});
			expect([0, 1, 3, 73]).toContain(run.exit);
			const before = readFileSync(path.join(shots, 'before'), 'utf8');
			expect(before).toContain('kdiag-was-here');
			expect(readFileSync(path.join(shots, 'after'), 'utf8')).toBe(before);
		},
	);
});

/** Devices that keep nothing of what is written to them. */
const isDevice = (file: string): boolean => file === '/dev/null' || file === '/dev/tty';

describe.skipIf(untraced !== null)(
	`system calls of a live report${untraced === null ? '' : ` (skipped: ${untraced})`}`,
	() => {
		test('nothing is written, and nobody is dialled', async () => {
			const file = path.join(folderOf({}), 'trace');
			const calls =
				'trace=connect,sendto,openat,open,creat,unlink,unlinkat,rename,renameat2,mkdir,mkdirat,symlink,mount,init_module,finit_module,execve';
			const through = [
				...privateNode(),
				'strace',
				'-f',
				'-qq',
				'-s',
				'300',
				'-e',
				calls,
				'-e',
				'signal=none',
				'-o',
				file,
			];
			const run = await kdiag(['report'], {through});
			expect(run).toMatchObject({exit: 0, stderr: ''});
			const lines = readFileSync(file, 'utf8').split('\n');
			expect(lines.length).toBeGreaterThan(100);

			const dialled = lines.filter((line) => /\b(?:connect|sendto)\(/.test(line) && /sa_family=AF_INET6?\b/.test(line));
			expect(dialled).toEqual([]);

			const opened = lines.filter(
				(line) => /\bopen(?:at)?\(/.test(line) && /O_WRONLY|O_RDWR|O_CREAT|O_TRUNC/.test(line),
			);
			const written = opened.filter((line) => !line.includes('= -1 ') && !isDevice(/"([^"]*)"/.exec(line)?.[1] ?? ''));
			expect(written).toEqual([]);

			const changed = lines.filter((line) =>
				/\b(?:creat|unlink|rename|mkdir|symlink|mount|f?init_module)\w*\(/.test(line),
			);
			expect(changed).toEqual([]);

			const programs = new Set(
				lines
					.filter((line) => line.includes('execve(') && line.endsWith('= 0'))
					.map((line) => path.basename(/"([^"]*)"/.exec(line)?.[1] ?? '')),
			);
			for (const forbidden of ['ss', 'conntrack', 'ipvsadm', 'modprobe', 'kubectl', 'etcdctl', 'curl', 'ping']) {
				expect(programs).not.toContain(forbidden);
			}
			expect(programs).toContain('ip');
			const tables = lines.filter((line) => /execve\("[^"]*\/ip6?tables"/.test(line) && line.endsWith('= 0'));
			expect(tables.filter((line) => !line.includes('"--version"]'))).toEqual([]);
		});
	},
);
