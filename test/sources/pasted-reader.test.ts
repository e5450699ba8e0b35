import {readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {formats} from '../../source/collectors/formats.ts';
import type {Input} from '../../source/model/input.ts';
import {commandFormats} from '../../source/sources/command-formats.ts';
import {fileFormats} from '../../source/sources/file-formats.ts';
import {createPastedReader} from '../../source/sources/pasted-reader.ts';
import {readCommands} from '../../source/sources/read-command.ts';
import {fixtures} from '../support/part.ts';

const paste = (name: string) => ({name, text: readFileSync(path.join(fixtures, 'pastes', name), 'utf8')});

/** Every piece of a paste: its format, its first and last line, how many records it has and how many lines that were not understood. */
const summary = (name: string) =>
	createPastedReader([paste(name)], formats).pieces.map(({format, rows}) => {
		const text = rows.map((row) => row.text).join('\n');
		const parsed = formats.find((one) => one.name === format)?.parse({name, text});
		return [format, rows[0]?.number, rows.at(-1)?.number, parsed?.value.length, parsed?.unparsed.length];
	});

const read = (text: string, input: Input, name = 'p.txt') => createPastedReader([{name, text}], formats).reader(input);

describe('real pastes', () => {
	test.each<[string, readonly (readonly [string, number, number, number, number])[]]>([
		[
			'cluster-networking-notes.md',
			[
				['ip-addr', 15, 20, 1, 0],
				['netstat', 23, 32, 10, 0],
				['netstat', 36, 39, 4, 0],
			],
		],
		['netstat-80-columns.txt', [['netstat', 2, 57, 23, 0]]],
		['netstat-80-columns-trimmed.txt', [['netstat', 1, 56, 23, 0]]],
		['netstat-100-columns-no-prompt.txt', [['netstat', 1, 356, 322, 0]]],
		['iptables-save-80-columns.txt', [['iptables-save', 2, 93, 1, 0]]],
		[
			'fences.md',
			[
				['ip-route', 6, 12, 7, 0],
				['netstat', 19, 26, 6, 0],
				['sysctl', 28, 28, 1, 0],
				['ip-neigh', 34, 38, 5, 0],
			],
		],
		[
			'ip-addr-then-ss.txt',
			[
				['ss', 41, 47, 6, 0],
				['ip-addr', 1, 40, 8, 0],
			],
		],
		[
			'quoted-mail.txt',
			[
				['iptables-list', 4, 33, 1, 0],
				['ss', 35, 41, 6, 0],
			],
		],
		[
			'script-session.log',
			[
				['ip-addr', 6, 11, 1, 0],
				['netstat', 13, 16, 4, 0],
			],
		],
		[
			'kubelet-config-session.txt',
			[
				['kubelet-config', 2, 50, 1, 0],
				['cni-config', 52, 70, 1, 0],
				['ls', 71, 75, 4, 0],
				['flannel-env', 77, 80, 1, 0],
				['ls', 81, 86, 4, 0],
			],
		],
		['numbered-lines.txt', [['ip-route', 1, 7, 7, 0]]],
	])('%s', (name, pieces) => {
		expect(summary(name)).toEqual(pieces);
	});

	test('notes of an exercise: two filtered outputs, two counts, and the talk between', async () => {
		const {reader, unrecognised} = createPastedReader([paste('cluster-networking-notes.md')], formats);
		const capture = await reader({run: ['netstat', '-npa'], format: 'netstat'});
		expect(capture.parts.map(({name}) => name)).toEqual(['cluster-networking-notes.md', 'cluster-networking-notes.md']);
		expect(capture.parts[1]?.lineNumbers).toEqual([36, 37, 38, 39]);
		expect(capture.partial).toBe('pasted output, filtered by grep');
		expect((await reader({run: ['ip', 'addr'], format: 'ip-addr'})).partial).toBe('pasted output');
		expect(unrecognised.map(({line, text}) => [line, text.slice(0, 20)])).toEqual([
			[1, '## Cluster Networkin'],
			[21, '2) to find the port '],
			[34, '3) Notice that ETCD '],
			[42, '61'],
			[45, '1'],
		]);
	});

	test('a row that a screen wrapped is whole again, under the number of its first line', async () => {
		const {reader} = createPastedReader([paste('iptables-save-80-columns.txt')], formats);
		const [part] = (await reader({run: ['iptables-save'], format: 'iptables-save'})).parts;
		const index = part?.text.split('\n').findIndex((line) => line.length > 80) ?? -1;
		expect(index).toBeGreaterThan(0);
		expect(part?.lineNumbers).toHaveLength(part?.text.split('\n').length ?? 0);
	});
});

describe('answers', () => {
	test('an input without a format, or of a format that was not pasted, is a gap that names what to paste', async () => {
		const failures = await Promise.all(
			(
				[
					{run: ['netstat', '-npa'], format: 'netstat'},
					{file: '/etc/hosts', format: 'hosts'},
					{directory: '/etc/cni/net.d', match: '*', format: 'cni-config'},
					{run: ['hostname']},
					{links: '/proc/[0-9]*/fd'},
					{query: 'host'},
				] as const
			).map(async (input) => (await read('$ ip rule\n0:\tfrom all lookup local\n', input)).failure),
		);
		expect(failures.map((failure) => failure?.kind)).toEqual(Array(6).fill('not-recorded'));
		expect(failures.map((failure) => failure?.remedy)).toEqual([
			'paste what `netstat -npa` prints',
			'paste what `cat /etc/hosts` prints',
			'paste what `cat /etc/cni/net.d/*` prints',
			'paste what `hostname` prints',
			null,
			null,
		]);
	});

	const rules6 = '$ ip -6 rule\n0:\tfrom all lookup local\n';

	test('the tables of one address family are not those of the other', async () => {
		expect((await read(rules6, {run: ['ip', '-6', 'rule'], format: 'ip-rule'})).failure).toBeNull();
		expect((await read(rules6, {run: ['ip', 'rule'], format: 'ip-rule'})).failure?.kind).toBe('not-recorded');
	});

	test('the name of a pasted file tells the family as well', async () => {
		const text = '0:\tfrom all lookup local\n';
		expect((await read(text, {run: ['ip', '-6', 'rule'], format: 'ip-rule'}, 'ip_-6_rule.txt')).failure).toBeNull();
		expect((await read(text, {run: ['ip', 'rule'], format: 'ip-rule'}, 'ip_-6_rule.txt')).failure?.kind).toBe(
			'not-recorded',
		);
	});

	const save = '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -s fd00::/8 -j DROP\nCOMMIT\n';

	test('without a command the addresses tell the family', async () => {
		expect((await read(save, {run: ['ip6tables-save', '-c'], format: 'iptables-save'})).failure).toBeNull();
		expect((await read(save, {run: ['iptables-save', '-c'], format: 'iptables-save'})).failure?.kind).toBe(
			'not-recorded',
		);
	});

	test('the legacy tables of iptables are another set', async () => {
		const text = save.replace('fd00::/8', '10.0.0.0/8');
		const legacy: Input = {run: ['iptables-legacy-save', '-c'], format: 'iptables-save'};
		expect((await read(text, legacy)).failure?.kind).toBe('not-recorded');
		expect((await read(`$ iptables-legacy-save\n${text}`, legacy)).failure).toBeNull();
		const own: Input = {run: ['iptables-save', '-c'], format: 'iptables-save'};
		expect((await read(`$ iptables-legacy-save\n${text}`, own)).failure?.kind).toBe('not-recorded');
	});

	test('one file of the kernel is not another', async () => {
		const text = '$ cat /proc/net/sockstat6\nTCP6: inuse 3\n';
		expect((await read(text, {file: '/proc/net/sockstat6', format: 'proc-net-sockstat'})).failure).toBeNull();
		expect((await read(text, {file: '/proc/net/sockstat', format: 'proc-net-sockstat'})).failure?.kind).toBe(
			'not-recorded',
		);
	});

	test('the resolv.conf of systemd-resolved is not the node’s', async () => {
		const text = '$ cat /run/systemd/resolve/resolv.conf\nnameserver 10.0.0.1\n';
		expect((await read(text, {file: '/etc/resolv.conf', format: 'resolv-conf'})).failure?.kind).toBe('not-recorded');
	});

	test('the command names the folder of a listing that has no header', async () => {
		const text = '# ls -l /opt/cni/bin/\ntotal 4\n-rwxr-xr-x 1 root root 26 Nov 21 04:01 bridge\n';
		const [part] = (await read(text, {run: ['ls', '-l', '/opt/cni/bin'], format: 'ls'})).parts;
		expect(part?.text.split('\n')[0]).toBe('/opt/cni/bin:');
		expect(part?.lineNumbers).toEqual([1, 2, 3]);
	});

	test.each<[string, string, string, Input, string, number]>([
		['the only value of a command', '$ hostname\ncp1\n', 'p.txt', {run: ['hostname']}, 'cp1', 2],
		[
			'and of a file',
			'root@cp1:~# cat /etc/machine-id\n02bceef3\n\n',
			'p.txt',
			{file: '/etc/machine-id'},
			'02bceef3',
			2,
		],
		[
			'a file named after the command',
			'uid=0(root) gid=0(root)\n',
			'id.txt',
			{run: ['id']},
			'uid=0(root) gid=0(root)',
			1,
		],
		['a copy by its name', '02bceef3\n', 'machine-id', {file: '/etc/machine-id'}, '02bceef3', 1],
	])('%s needs no format', async (_, text, name, input, value, line) => {
		expect((await read(text, input, name)).parts).toEqual([{name, text: value, lineNumbers: [line]}]);
	});

	test.each([
		['of a pod', '$ kubectl exec web -- hostname\nweb-0\n'],
		['more than the value', '$ hostname\ncp1\ncp2\n'],
		['an option', '$ hostname -f\ncp1.example.org\n'],
	])('but not where it is %s', async (_, text) => {
		expect((await read(text, {run: ['hostname']})).failure?.kind).toBe('not-recorded');
	});

	test('secrets are hidden, also those that a screen had wrapped and those that nothing recognised', async () => {
		const secret = 'c2VjcmV0c2VjcmV0c2VjcmV0';
		const text = `apiVersion: v1\nkind: Config\nusers:\n- name: a\n  user:\n    token: ${secret}\n\n$ foo\npassword=${secret}\n`;
		const {reader, unrecognised} = createPastedReader([{name: 'kubelet.conf', text}], formats);
		const capture = await reader({file: '/etc/kubernetes/kubelet.conf', format: 'kubeconfig'});
		expect(capture.parts).toHaveLength(1);
		expect(JSON.stringify([capture, unrecognised])).not.toContain(secret);
		expect(unrecognised).toHaveLength(1);
	});

	test('two inputs of one format get the same parts', async () => {
		const {reader} = createPastedReader([{name: 'p', text: '$ ip rule\n0:\tfrom all lookup local\n'}], formats);
		const [one, other] = await Promise.all([
			reader({run: ['ip', 'rule'], format: 'ip-rule'}),
			reader({run: ['ip', 'rule', 'list'], format: 'ip-rule'}),
		]);
		expect(one?.parts[0]).toBe(other?.parts[0]);
	});
});

test.each([
	['10-flannel.conflist', 'cni-config', '{"name":"cbr0","cniVersion":"0.3.1","plugins":[{"type":"flannel"}]}'],
	[
		'config.yaml',
		'kubelet-config',
		'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nclusterDNS:\n- 10.96.0.10\n',
	],
	[
		'kube-apiserver.yaml',
		'static-pod',
		'apiVersion: v1\nkind: Pod\nmetadata:\n  name: kube-apiserver\nspec:\n  containers:\n  - name: a\n    command:\n    - kube-apiserver\n    - --etcd-servers=https://127.0.0.1:2379\n',
	],
	[
		'subnet.env',
		'flannel-env',
		'FLANNEL_NETWORK=10.244.0.0/16\nFLANNEL_SUBNET=10.244.0.1/24\nFLANNEL_MTU=1450\nFLANNEL_IPMASQ=true\n',
	],
	['resolv.conf', 'resolv-conf', 'nameserver 10.0.0.1\nsearch example.org\n'],
	['hosts', 'hosts', '127.0.0.1 localhost\n'],
	[
		'netstat_-npa.txt',
		'netstat',
		'tcp        0      0 127.0.0.1:2379          0.0.0.0:*               LISTEN      1/etcd\n',
	],
])('a copy named %s is %s', (name, format, text) => {
	const {pieces, unrecognised} = createPastedReader([{name, text}], formats);
	expect(pieces.map((piece) => piece.format)).toEqual([format]);
	expect(unrecognised).toEqual([]);
});

/** How each format is printed: a command, or a file that is shown. */
const examples: Readonly<Record<string, string>> = {
	'ip-addr': 'ip addr',
	'ip-json': 'ip -j addr',
	'ip-route': 'ip route',
	'ip-rule': 'ip rule',
	'ip-neigh': 'ip neigh',
	arp: 'arp -n',
	'bridge-fdb': 'bridge fdb',
	'bridge-link': 'bridge link',
	'brctl-show': 'brctl show',
	'route-n': 'route -n',
	'proc-net-route': '/proc/net/route',
	'proc-net-fib-trie': '/proc/net/fib_trie',
	'proc-net-if-inet6': '/proc/net/if_inet6',
	'proc-net-ipv6-route': '/proc/net/ipv6_route',
	'proc-net-dev': '/proc/net/dev',
	'proc-net-snmp': '/proc/net/snmp',
	'proc-net-sockstat': '/proc/net/sockstat',
	'proc-net-softnet-stat': '/proc/net/softnet_stat',
	hosts: '/etc/hosts',
	'resolv-conf': '/etc/resolv.conf',
	nsswitch: '/etc/nsswitch.conf',
	'os-release': '/etc/os-release',
	sysctl: 'sysctl -a',
	swaps: '/proc/swaps',
	modules: 'lsmod',
	uname: 'uname -a',
	netstat: 'netstat -npa',
	ss: 'ss -tulnp',
	'proc-net-socket': '/proc/net/tcp',
	'proc-net-unix': '/proc/net/unix',
	'iptables-save': 'iptables-save',
	'iptables-list': 'iptables -L',
	nft: 'nft list ruleset',
	'nft-json': 'nft -j list ruleset',
	ipvs: 'ipvsadm -Ln',
	ipset: 'ipset list',
	'iptables-version': 'iptables --version',
	ps: 'ps aux',
	journal: 'journalctl -u kubelet -o json',
	log: '/var/log/kubelet.log',
	'systemctl-show': 'systemctl show kubelet',
	'cni-config': '/etc/cni/net.d/10-flannel.conflist',
	'kubelet-config': '/var/lib/kubelet/config.yaml',
	'kubelet-flags': '/var/lib/kubelet/kubeadm-flags.env',
	kubeconfig: '/etc/kubernetes/kubelet.conf',
	'static-pod': '/etc/kubernetes/manifests/etcd.yaml',
	'kube-proxy-config': '/var/lib/kube-proxy/config.conf',
	'containerd-config': '/etc/containerd/config.toml',
	'flannel-env': '/run/flannel/subnet.env',
	'ipam-reservation': '/var/lib/cni/networks/cbr0/10.244.0.2',
	certificate: '/etc/kubernetes/pki/ca.crt',
	ls: 'ls -l /opt/cni/bin',
};

test.each(formats.map(({name}) => [name] as const))('the command or file that prints %s is known', (name) => {
	const example = examples[name] ?? '';
	const [command] = readCommands(example.startsWith('/') ? `cat ${example}` : example);
	const found = command === undefined ? [] : (commandFormats(command) ?? []);
	expect(found, `an example of ${name}: ${example}`).toContain(name);
	expect(example.startsWith('/') ? fileFormats(example) : found).toContain(name);
});
