import {type ChildProcessWithoutNullStreams, execFileSync, spawn, spawnSync} from 'node:child_process';
import path from 'node:path';
import {createInterface} from 'node:readline';

/** A datagram to send: `id` is its text. */
export type Datagram = {
	readonly id: string;
	readonly source: string;
	readonly sourcePort: number;
	readonly destination: string;
	readonly port: number;
};

/** What a peer has seen since it was last cleared: ids received, ids of own datagrams answered, and refused by an ICMP error. */
export type PeerReport = {
	readonly received: readonly string[];
	readonly answered: readonly string[];
	readonly refused: readonly string[];
};

/** A program in a network namespace that sends and receives. */
export type Peer = {
	readonly listen: (addresses: readonly string[], ports: readonly number[]) => Promise<void>;
	readonly send: (datagrams: readonly Datagram[]) => Promise<void>;
	readonly report: () => Promise<PeerReport>;
	readonly clear: () => Promise<void>;
	readonly end: () => void;
};

/** Three namespaces in a row: a client, a router and a server. */
export type NamespaceLine = {
	readonly client: Peer;
	readonly router: Peer;
	readonly server: Peer;
	/** Runs a program in the router's namespace with text as input; returns what it prints. */
	readonly inRouter: (argv: readonly string[], input?: string) => string;
	readonly end: () => void;
};

const tools = ['ip', 'iptables-nft-restore', 'iptables-nft-save', 'nft'];

/** Why namespaces cannot be made here, or null where they can. */
export const whyNoNamespaces = (): string | null => {
	if (process.platform !== 'linux' || process.getuid?.() !== 0) {
		return 'needs root on Linux';
	}
	const missing = tools.filter((tool) => spawnSync(tool, ['--version']).error !== undefined);
	if (missing.length > 0) {
		return `needs ${missing.join(', ')}`;
	}
	const made = spawnSync('unshare', ['-n', 'nft', 'list', 'ruleset']);
	return made.status === 0 ? null : 'network namespaces with nf_tables cannot be made here';
};

const run = (argv: readonly string[], input = ''): string =>
	execFileSync(argv[0] ?? '', argv.slice(1), {input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe']});

const startPeer = (namespace: string): Peer => {
	const script = path.join(import.meta.dirname, 'udp-peer.mjs');
	const child: ChildProcessWithoutNullStreams = spawn('ip', ['netns', 'exec', namespace, process.execPath, script]);
	const waiting: ((message: unknown) => void)[] = [];
	createInterface({input: child.stdout}).on('line', (line) => waiting.shift()?.(JSON.parse(line)));
	const ask = <T>(order: object): Promise<T> =>
		new Promise((resolve) => {
			waiting.push(resolve as (message: unknown) => void);
			child.stdin.write(`${JSON.stringify(order)}\n`);
		});
	return {
		listen: (addresses, ports) => ask({listen: addresses.map((address) => ({address, ports}))}),
		send: (datagrams) => ask({send: datagrams}),
		report: () => ask({report: true}),
		clear: () => ask({clear: true}),
		end: () => child.kill(),
	};
};

const settings = [
	'net.ipv4.ip_forward=1',
	'net.ipv6.conf.all.forwarding=1',
	'net.ipv4.icmp_ratelimit=0',
	'net.ipv6.icmp.ratelimit=0',
	'net.ipv4.conf.all.rp_filter=0',
	'net.ipv4.conf.default.rp_filter=0',
	'net.ipv6.conf.default.accept_dad=0',
	'net.ipv6.conf.all.accept_dad=0',
	'net.ipv6.conf.default.autoconf=0',
];

/** Commands of ip(8) that wire the three: 10.9.1.0/24 and fd09:1::/64 before the router, 10.9.2.0/24 and fd09:2::/64 behind it. */
const wiring = (names: readonly [string, string, string]): readonly (readonly [string, string])[] => {
	const [client, router, server] = names;
	const addresses = (base4: string, base6: string, numbers: readonly number[], device: string): readonly string[] =>
		numbers.flatMap((n) => [
			`addr add ${base4}.${n}/24 dev ${device}`,
			`-6 addr add ${base6}::${n}/64 dev ${device} nodad`,
		]);
	const of = (namespace: string, lines: readonly string[]) => lines.map((line) => [namespace, line] as const);
	return [
		...of(router, [
			`link add west type veth peer name c0 netns ${client}`,
			`link add east type veth peer name s0 netns ${server}`,
		]),
		...of(router, ['link set lo up', 'link set west up', 'link set east up']),
		...of(router, addresses('10.9.1', 'fd09:1', [1, 11], 'west')),
		...of(router, addresses('10.9.2', 'fd09:2', [1], 'east')),
		...of(client, ['link set lo up', 'link set c0 up', ...addresses('10.9.1', 'fd09:1', [2, 3, 4], 'c0')]),
		...of(client, ['route add default via 10.9.1.1', '-6 route add default via fd09:1::1']),
		...of(server, ['link set lo up', 'link set s0 up', ...addresses('10.9.2', 'fd09:2', [2, 3], 's0')]),
		...of(server, ['route add default via 10.9.2.1', '-6 route add default via fd09:2::1']),
	];
};

/** Makes the three namespaces. Whoever calls it ends them. */
export const makeNamespaceLine = (): NamespaceLine => {
	const names = ['a', 'b', 'c'].map((letter) => `kdiag-${process.pid}-${letter}`) as [string, string, string];
	for (const name of names) {
		run(['ip', 'netns', 'add', name]);
		for (const setting of settings) {
			run(['ip', 'netns', 'exec', name, 'sysctl', '-qw', setting]);
		}
	}
	for (const [namespace, line] of wiring(names)) {
		run(['ip', '-n', namespace, ...line.split(' ')]);
	}
	const [client, router, server] = names.map(startPeer) as [Peer, Peer, Peer];
	return {
		...{client, router, server},
		inRouter: (argv, input) => run(['ip', 'netns', 'exec', names[1], ...argv], input),
		end: () => {
			for (const peer of [client, router, server]) {
				peer.end();
			}
			for (const name of names) {
				run(['ip', 'netns', 'del', name]);
			}
		},
	};
};
