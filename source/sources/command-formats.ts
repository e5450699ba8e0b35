import path from 'node:path';
import {fileFormats} from './file-formats.ts';
import type {TypedCommand} from './read-command.ts';

/** What `ip` was asked about, by the shortest word that it takes (ip(8)). */
const ipObjects: readonly (readonly [RegExp, readonly string[]])[] = [
	[/^a(?:d|dd|ddr|ddre|ddres|ddress)?$/, ['ip-addr']],
	[/^l(?:i|in|ink)?$/, ['ip-addr']],
	[/^r(?:o|ou|out|oute)?$/, ['ip-route']],
	[/^ru(?:l|le)?$/, ['ip-rule']],
	[/^(?:n|ne|nei|neig|neigh|neighb|neighbo|neighbor|neighbour)$/, ['ip-neigh']],
];

/** Options of `ip` that take a value. */
const ipValued: ReadonlySet<string> = new Set(['-f', '-family', '-b', '-batch', '-rc', '-l']);

const ipFormats = (words: readonly string[]): readonly string[] | null => {
	if (words.some((word) => /^-(?:j|json|p?j|jp|j[dsp46])$/.test(word))) {
		return ['ip-json'];
	}
	const index = words.findIndex((word, at) => !word.startsWith('-') && !ipValued.has(words[at - 1] ?? ''));
	const object = words[index] ?? '';
	return ipObjects.find(([pattern]) => pattern.test(object))?.[1] ?? null;
};

const listed = (words: readonly string[]): boolean =>
	words.some((word) => word === '--list' || (/^-[A-Za-z]*L/.test(word) && !word.startsWith('--')));

const iptablesFormats = (words: readonly string[]): readonly string[] | null => {
	if (words.includes('-V') || words.includes('--version')) {
		return ['iptables-version'];
	}
	if (listed(words)) {
		return ['iptables-list'];
	}
	return words.some((word) => word === '-S' || word === '--list-rules') ? ['iptables-list'] : null;
};

const readers: ReadonlySet<string> = new Set([
	'cat',
	'less',
	'more',
	'head',
	'tail',
	'bat',
	'grep',
	'egrep',
	'sed',
	'awk',
	'jq',
]);

/** Programs that show something of a node which has no format: their prompt is known, their output is listed as not recognised. */
const formatless: readonly string[] = [
	'hostname',
	'hostnamectl',
	'id',
	'whoami',
	'date',
	'uptime',
	'mount',
	'ifconfig',
	'conntrack',
	'kubelet',
	'kubectl',
	'crictl',
	'etcdctl',
	'etcd',
	'df',
	'free',
	'lsof',
	'which',
	'ping',
	'curl',
	'nc',
	'dig',
	'nslookup',
	'docker',
	'kubeadm',
];

const plainPrograms: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
	['netstat', ['netstat', 'route-n']],
	['ss', ['ss']],
	...formatless.map((program): readonly [string, readonly string[]] => [program, []]),
	['iptables-save', ['iptables-save']],
	['ip6tables-save', ['iptables-save']],
	['iptables-legacy-save', ['iptables-save']],
	['ip6tables-legacy-save', ['iptables-save']],
	['iptables-nft-save', ['iptables-save']],
	['ip6tables-nft-save', ['iptables-save']],
	['nft', ['nft', 'nft-json']],
	['ipvsadm', ['ipvs']],
	['ipset', ['ipset']],
	['route', ['route-n']],
	['arp', ['arp']],
	['brctl', ['brctl-show']],
	['bridge', ['bridge-fdb', 'bridge-link']],
	['ps', ['ps']],
	['ls', ['ls']],
	['ll', ['ls']],
	['sysctl', ['sysctl']],
	['lsmod', ['modules']],
	['swapon', ['swaps']],
	['uname', ['uname']],
	['journalctl', ['journal', 'log']],
	['systemctl', ['systemctl-show']],
	['openssl', ['certificate']],
]);

/** The path that a command prints (`cat /etc/hosts`), or null. */
export const printedFile = ({argv}: TypedCommand): string | null => {
	const [program, ...words] = argv;
	if (program === undefined || !readers.has(program)) {
		return null;
	}
	const paths = words.filter(
		(word) => !word.startsWith('-') && (word.includes('/') || path.posix.extname(word) !== ''),
	);
	return paths.length === 1 ? (paths[0] ?? null) : null;
};

/** The formats that a command prints, the likeliest first; null where the program is not one that shows a node's state. */
export const commandFormats = (command: TypedCommand): readonly string[] | null => {
	const [program = '', ...words] = command.argv;
	if (program === 'ip') {
		return ipFormats(words);
	}
	if (/^ip6?tables(?:-legacy|-nft)?$/.test(program)) {
		return iptablesFormats(words);
	}
	if (readers.has(program)) {
		const file = printedFile(command);
		return file === null ? null : fileFormats(file);
	}
	return plainPrograms.get(program) ?? null;
};
