import path from 'node:path';
import type {TypedCommand} from './read-command.ts';

/** What `ip` was asked about, by the shortest word that it takes (ip(8)). */
const ipObjects: readonly (readonly [RegExp, readonly string[]])[] = [
	[/^a(?:d|dd|ddr|ddre|ddres|ddress)?$/, ['ip-addr']],
	[/^l(?:i|in|ink)?$/, ['ip-addr', 'ip-link']],
	[/^r(?:o|ou|out|oute)?$/, ['ip-route']],
	[/^ru(?:l|le)?$/, ['ip-rule']],
	[/^(?:n|ne|nei|neig|neigh|neighb|neighbo|neighbor|neighbour)$/, ['ip-neigh']],
];

/** Options of `ip` that take a value. */
const ipValued: ReadonlySet<string> = new Set(['-f', '-family', '-b', '-batch', '-rc', '-l']);

const ipFormats = (words: readonly string[]): readonly string[] | null => {
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
	return words.some((word) => word === '-S' || word === '--list-rules') ? ['iptables-save'] : null;
};

/** Formats of a node's files, by what their path ends with. */
const files: readonly (readonly [RegExp, readonly string[]])[] = [
	[/(?:^|\/)kubelet\.conf$/, ['kubeconfig']],
	[/(?:^|\/)(?:admin|super-admin|scheduler|controller-manager|bootstrap-kubelet)\.conf$/, ['kubeconfig']],
	[/\/manifests\/[^/]+$|(?:^|\/)(?:etcd|kube-[a-z-]+)\.ya?ml$/, ['static-pod']],
	[/(?:^|\/)kubelet[\w.-]*\/config\.(?:ya?ml|json)$|(?:^|\/)kubelet[\w.-]*\.(?:ya?ml|json)$/, ['kubelet-config']],
	[/\/kube-proxy\/[^/]*$/, ['kube-proxy-config', 'kubeconfig']],
	[/\/net\.d\/[^/]+$|\.conflist$/, ['cni-config']],
	[/(?:^|\/)subnet\.env$/, ['flannel-env']],
	[/(?:^|\/)resolv\.conf$/, ['resolv-conf']],
	[/(?:^|\/)hosts$/, ['hosts']],
	[/(?:^|\/)nsswitch\.conf$/, ['nsswitch']],
	[/(?:^|\/)os-release$/, ['os-release']],
	[/(?:^|\/)config\.toml$/, ['containerd-config']],
	[/\/net\/(?:tcp|udp|raw|udplite)6?$/, ['proc-net-socket']],
	[/\/net\/unix$/, ['proc-net-unix']],
	[/\/net\/route$/, ['proc-net-route']],
	[/\/net\/arp$/, ['arp']],
	[/\.(?:crt|pem)$/, ['certificate']],
	[/\/networks\/[^/]+\/[^/]+$/, ['ipam-reservation']],
	[/\.log$|\/var\/log\//, ['log']],
	[/(?:^|\/)config\.ya?ml$/, ['kubelet-config', 'static-pod']],
];

/** The formats of a file that is known by its path or name, the likeliest first; empty where the path says nothing. */
export const fileFormats = (file: string): readonly string[] => {
	const found = files.find(([pattern]) => pattern.test(file))?.[1];
	return found ?? [];
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

const plainPrograms: ReadonlyMap<string, readonly string[]> = new Map([
	['netstat', ['netstat']],
	['ss', ['ss']],
	['iptables-save', ['iptables-save']],
	['ip6tables-save', ['iptables-save']],
	['iptables-legacy-save', ['iptables-save']],
	['ip6tables-legacy-save', ['iptables-save']],
	['iptables-nft-save', ['iptables-save']],
	['ip6tables-nft-save', ['iptables-save']],
	['nft', ['nft', 'nft-json']],
	['ipvsadm', ['ipvsadm']],
	['ipset', ['ipset']],
	['route', ['route', 'netstat']],
	['arp', ['arp']],
	['brctl', ['brctl-show']],
	['bridge', ['bridge-fdb', 'bridge-link']],
	['ps', ['ps']],
	['ls', ['ls']],
	['ll', ['ls']],
	['sysctl', ['sysctl']],
	['lsmod', ['lsmod']],
	['hostname', ['hostname']],
	['hostnamectl', ['hostname']],
	['uname', ['uname']],
	['id', ['id']],
	['date', ['date']],
	['uptime', ['uptime']],
	['mount', ['mount']],
	['ifconfig', ['ifconfig']],
	['conntrack', ['conntrack']],
	['journalctl', ['log']],
	['systemctl', ['systemctl-show', 'units']],
	['kubelet', ['kubelet-version']],
	['openssl', ['certificate']],
	['kubectl', []],
	['crictl', []],
	['etcdctl', []],
	['etcd', []],
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
