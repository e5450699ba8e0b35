import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {describe, expect, test} from 'vitest';
import {folderOf} from '../support/folder.ts';
import {asNobody, executable, finished, kdiag, start} from '../support/kdiag.ts';
import {privateNode, removeProgram, replaceProgram, whyNoPrivateNode} from '../support/private-node.ts';
import {strayBytes} from '../support/stray-bytes.ts';

const why = whyNoPrivateNode();
const missing = why === null ? '' : ` (skipped: ${why})`;

type Reading = {
	readonly fact: string;
	readonly status: string;
	readonly reason: string | null;
	readonly partial: string | null;
};

const readingsOf = (json: string): ReadonlyMap<string, Reading> =>
	new Map((JSON.parse(json).nodes[0].readings as readonly Reading[]).map((reading) => [reading.fact, reading]));

const unavailable = (json: string): readonly string[] =>
	[...readingsOf(json).values()].filter(({status}) => status !== 'ready').map(({fact}) => fact);

test('this machine, whatever it is', async () => {
	const run = await kdiag(['report', '--format', 'json', '--fail-on', 'never']);
	expect(run).toMatchObject({exit: 0, stderr: ''});
	expect(strayBytes(run.document)).toEqual([]);
	expect(readingsOf(run.stdout).get('interfaces')?.status).toBe('ready');
});

test('the executable has systeminformation in it, and asks it in a process of its own', async () => {
	const run = await kdiag(['--machine-query']);
	expect(run).toMatchObject({exit: 0, stderr: ''});
	expect(JSON.parse(run.stdout)).toMatchObject({mem: {total: expect.any(Number)}, system: {model: expect.any(String)}});
});

describe.skipIf(why !== null)(`a machine without Kubernetes${missing}`, () => {
	test('is calm, and shows its network', async () => {
		const run = await kdiag(['report'], {through: privateNode()});
		expect(run).toMatchObject({exit: 0, stderr: ''});
		expect(run.stdout).toContain('This machine runs no part of Kubernetes');
		expect(run.stdout).toContain('0 errors, 0 warnings');
		expect(run.stdout).toContain('192.0.2.10');
		expect(run.stdout).toContain('192.0.2.1 ');
	});

	test('answers what can be asked of any machine', async () => {
		const run = await kdiag(['facts', '--format', 'json'], {through: privateNode()});
		expect(run).toMatchObject({exit: 0, stderr: ''});
		const answers = JSON.parse(run.stdout).answers as readonly {number: number; values: readonly string[]}[];
		expect(answers.find(({number}) => number === 1)?.values).toContain('eth0');
		expect(answers.find(({number}) => number === 4)?.values).toContain('192.0.2.1');
	});

	test.each([['report'], ['facts']])(
		'a snapshot of it gives the %s of the live run, but for times',
		async (command) => {
			const file = path.join(folderOf({}), 'n.kdiag.json.gz');
			const live = await kdiag([command], {through: privateNode()});
			expect(await kdiag(['snapshot', '-o', file], {through: privateNode()})).toMatchObject({exit: 0});
			const saved = await kdiag([command, file]);
			const withoutTimes = (text: string): string => text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME');
			expect(withoutTimes(saved.stdout)).toBe(withoutTimes(live.stdout));
			expect(saved.exit).toBe(live.exit);
		},
	);

	test('has nothing to say of a service', async () => {
		const run = await kdiag(['service', '10.96.0.1:443'], {through: privateNode()});
		expect([1, 3]).toContain(run.exit);
		expect(run.stderr).toBe('');
	});

	test('without its tools: the kernel is asked, and what is missing is said', async () => {
		const tools = [
			'netstat',
			'ip',
			'bridge',
			'iptables-save',
			'ip6tables-save',
			'nft',
			'iptables',
			'journalctl',
			'systemctl',
		];
		const through = privateNode(tools.map(removeProgram));
		const run = await kdiag(['report', '--format', 'json'], {through});
		expect(run).toMatchObject({exit: 0, stderr: ''});
		const readings = readingsOf(run.stdout);
		for (const fact of ['interfaces', 'routes', 'listeners', 'connections']) {
			expect(readings.get(fact)?.status, fact).toBe('ready');
		}
		expect(readings.get('policyRules')).toMatchObject({status: 'unavailable'});
		expect(readings.get('policyRules')?.reason).toMatch(/ip/);
		const text = await kdiag(['report'], {through});
		expect(text).toMatchObject({exit: 0, stderr: ''});
	});

	test('without root: what needs it is said with the remedy, all else is there', async () => {
		const run = await kdiag(['report', '--format', 'json'], {through: [...privateNode(), ...asNobody]});
		expect(run).toMatchObject({exit: 0, stderr: ''});
		const readings = readingsOf(run.stdout);
		for (const fact of ['interfaces', 'routes', 'listeners', 'hostname', 'processes']) {
			expect(readings.get(fact)?.status, fact).toBe('ready');
		}
		expect(JSON.stringify([...readings.values()])).toContain('run as root');
	});

	test.each([['ip'], ['netstat'], ['iptables-save'], ['hostname']])(
		'%s hangs: all else is reported, soon, and it is gone afterwards',
		async (name) => {
			const plain = await kdiag(['report', '--format', 'json'], {through: privateNode()});
			const marker = `${60 + (process.pid % 1000)}.25`;
			const through = privateNode([replaceProgram(name, `exec sleep ${marker}`)]);
			const hung = await kdiag(['report', '--format', 'json'], {through});
			expect(hung).toMatchObject({exit: 0, stderr: ''});
			const lost = unavailable(hung.stdout).filter((fact) => !unavailable(plain.stdout).includes(fact));
			expect(lost.length).toBeLessThanOrEqual(2);
			for (const fact of lost) {
				expect(readingsOf(hung.stdout).get(fact)?.reason).toMatch(/did not end within|hung a moment ago/);
			}
			// Its own end (60 s) and its deadline (8 s) were not waited for.
			expect(hung.ms).toBeLessThan(plain.ms + 6000);
			expect(sleepers(marker)).toEqual([]);
		},
	);

	test('a process with a hostile name and hostile arguments', async () => {
		const setUp = [
			"printf '\\033[31mevil\\n' > /proc/self/comm",
			'(exec -a "$(printf \'kubelet\\033]0;owned\\007\\n--x\')" sleep 30) &',
		];
		const run = await kdiag(['report'], {through: privateNode(setUp)});
		expect(strayBytes(run.document)).toEqual([]);
		expect([0, 1, 2, 3]).toContain(run.exit);
	});

	test('a rule whose comment forges lines', async () => {
		const rule =
			'iptables -A INPUT -s 10.9.9.9 -m comment --comment "$(printf \'a\\n-A INPUT -j DROP\\n\\033[2J\')" -j ACCEPT || true';
		for (const argv of [['report'], ['facts'], ['report', '--format', 'json']]) {
			const run = await kdiag(argv, {through: privateNode([rule])});
			expect(run).toMatchObject({exit: 0, stderr: ''});
			expect(strayBytes(run.document)).toEqual([]);
		}
	});
});

/** Processes that sleep that long; none may be left. */
const sleepers = (marker: string): readonly string[] =>
	readdirSync('/proc').filter((name) => {
		try {
			return /^\d+$/.test(name) && readFileSync(`/proc/${name}/cmdline`, 'utf8') === `sleep\0${marker}\0`;
		} catch {
			return false;
		}
	});

describe.skipIf(why !== null)(`a signal while commands run${missing}`, () => {
	test.each([
		['SIGTERM', 143],
		['SIGINT', 130],
		['SIGHUP', 129],
	] as const)('%s ends kdiag with %i, and leaves no process and no file', async (signal, exit) => {
		const folder = folderOf({});
		const marker = `${exit}.5`;
		// All of the machine is one process group; only kdiag itself is meant.
		const through = privateNode(
			[
				...['netstat', 'ip', 'iptables-save'].map((name) => replaceProgram(name, `exec sleep ${marker}`)),
				`(while ! pgrep -f "^sleep ${marker}" >/dev/null; do :; done; pkill -${signal.slice(3)} -x kdiag || pkill -${signal.slice(3)} -f "^${executable} report") &`,
			],
			// A process that was killed needs a moment to be gone.
			[
				`for try in $(seq 50); do left=$(pgrep -c -f "^sleep ${marker}"); [ "$left" = 0 ] && break; sleep 0.02; done`,
				'echo "left $left" >&2',
			],
		);
		const child = start(['report', '-o', path.join(folder, 'out')], {through});
		const run = await finished(child);
		expect(run.exit).toBe(exit);
		expect(run.stdout).toBe('');
		expect(run.stderr).toBe('left 0\n');
		expect(readdirSync(folder)).toEqual([]);
		for (let tries = 0; sleepers(marker).length > 0 && tries < 50; tries++) {
			await sleep(20);
		}
		expect(sleepers(marker)).toEqual([]);
	});
});
