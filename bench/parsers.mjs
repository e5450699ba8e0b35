import {execFileSync, spawnSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {formats} from '../source/collectors/formats.ts';
import {grownTexts} from './grow.mjs';
import {measure, median} from './measure.mjs';
import {bun, kdiag, rounds} from './programs.mjs';
import {times} from './table.mjs';

/** What jc (https://github.com/kellyjonbrazil/jc) calls the formats that it reads, too. */
const names = {
	arp: 'arp',
	certificate: 'x509-cert',
	'containerd-config': 'toml',
	hosts: 'hosts',
	'ip-route': 'ip-route',
	'iptables-list': 'iptables',
	'kube-proxy-config': 'yaml',
	kubeconfig: 'yaml',
	'kubelet-config': 'yaml',
	ls: 'ls',
	modules: 'proc-modules',
	netstat: 'netstat',
	'os-release': 'os-release',
	'proc-net-dev': 'proc-net-dev',
	'proc-net-if-inet6': 'proc-net-if-inet6',
	'proc-net-ipv6-route': 'proc-net-ipv6-route',
	'proc-net-route': 'proc-net-route',
	'proc-net-socket': 'proc-net-tcp',
	'proc-net-unix': 'proc-net-unix',
	ps: 'ps',
	'resolv-conf': 'resolve-conf',
	'route-n': 'route',
	ss: 'ss',
	'static-pod': 'yaml',
	swaps: 'proc-swaps',
	sysctl: 'sysctl',
	uname: 'uname',
};

/** How jc is run here; null where it is not there. */
const findJc = () =>
	[['jc'], ['python3', '-m', 'jc']].find(
		([program, ...argv]) => spawnSync(program, [...argv, '--version'], {stdio: 'ignore'}).status === 0,
	) ?? null;

/** Processor time in ms of one piece of work alone in a process of its own: a parser by its format, or `split`. */
const once = (work, file) =>
	Number(execFileSync(bun, [path.join(import.meta.dirname, 'once.mjs'), work, file], {encoding: 'utf8'}));

const turns = Math.max(3, Math.ceil(rounds / 5));

const medianOf = (work, file) => median(Array.from({length: turns}, () => once(work, file)));

/**
 * Every parser on a recorded output at one, four and sixteen times 32 kB: alone against a bare split of the same text into fields (of JSON, `JSON.parse`), and as a command
 * against `wc -l` and jc on the same file.
 */
export const parsers = (table, folder) => {
	const jc = findJc();
	if (jc === null) {
		table.say('jc', 'is not here (pip install jc), so nothing is measured against it');
	}
	for (const {name} of formats) {
		const texts = grownTexts(name);
		if (texts === null) {
			continue;
		}
		const files = texts.map((text, index) => {
			const file = path.join(folder, `${name}-${4 ** index}x.txt`);
			writeFileSync(file, text);
			return file;
		});
		const whole = files[2];
		const [small, middle, large] = files.map((file) => medianOf(name, file));
		// A document of JSON is one line; its floor is the runtime's own reader.
		const floor = /^[[{]/.test(texts[2]) ? 'JSON.parse' : 'split';
		const least = medianOf(floor, whole);
		const parse = [kdiag, 'parse', name, whole];
		const count = ['wc', '-l', whole];
		const like =
			jc === null || names[name] === undefined
				? null
				: ['sh', '-c', `"$@" < ${whole}`, 'sh', ...jc, '-q', `--${names[name]}`];
		const [command, wc, other] = measure([parse, count, ...(like === null ? [] : [like])], turns);
		const than = other === undefined ? '' : `, jc ${(other.wall / command.wall).toFixed(1)} ×`;
		table.run(
			`${name}, ${(texts[2].length / 1e6).toFixed(1)} MB`,
			command,
			`alone ${times(large / least, floor)}, four times the text ${(middle / small).toFixed(1)} × and ${(large / middle).toFixed(1)} × the CPU; wc -l ${(wc.wall / command.wall).toFixed(2)} ×${than}`,
			'4 ×, linear',
		);
	}
};
