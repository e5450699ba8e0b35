import {describe, expect, test} from 'vitest';
import {hostsFile, parseHosts} from '../../source/collectors/hosts.ts';
import {modules, parseModules} from '../../source/collectors/modules.ts';
import {nameServiceSwitch, parseNsswitch} from '../../source/collectors/nsswitch.ts';
import {operatingSystem} from '../../source/collectors/operating-system.ts';
import {parseOsRelease} from '../../source/collectors/os-release.ts';
import {parseResolvConf} from '../../source/collectors/resolv-conf.ts';
import {resolvConfs} from '../../source/collectors/resolv-confs.ts';
import {parseSwaps, swaps} from '../../source/collectors/swaps.ts';
import {parseSysctl} from '../../source/collectors/sysctl.ts';
import {sysctls} from '../../source/collectors/sysctls.ts';
import {parseUname} from '../../source/collectors/uname.ts';
import type {KnownFacts} from '../../source/model/collector.ts';
import {failed, read} from '../support/captures.ts';
import {obeysParserLaws} from '../support/parser-laws.ts';
import {part, recordedPart} from '../support/part.ts';

const recorded = (file: string, name = file) => recordedPart(`commands/${file}.txt`, name);

describe('/etc/hosts', () => {
	test.each([
		['several names', '192.168.56.22 w2 w2.lab.example', [{address: '192.168.56.22', names: ['w2', 'w2.lab.example']}]],
		['a comment behind', '127.0.0.1 localhost # here', [{address: '127.0.0.1', names: ['localhost']}]],
		['tabs and blanks before', ' \t127.0.1.1\tw2', [{address: '127.0.1.1', names: ['w2']}]],
		['an address in full', '0:0:0:0:0:0:0:1 ip6-localhost', [{address: '::1', names: ['ip6-localhost']}]],
		['a zone', 'fe80::1%lo localhost', [{address: 'fe80::1', names: ['localhost']}]],
		['a comment', '# 10.0.0.1 old', []],
	])('%s', (_, text, expected) => {
		expect(parseHosts(part(text))).toMatchObject({value: expected, unparsed: []});
	});

	test.each(['10.0.0.1', 'node1 10.0.0.1', '10.0.0.256 node'])('not an entry: %s', (text) => {
		expect(parseHosts(part(text))).toMatchObject({value: [], unparsed: [{text}]});
	});

	test('no file, no names; a file that is denied is unknown', () => {
		const input = {file: '/etc/hosts'};
		expect(hostsFile.collect([failed(input, 'missing')], {})).toEqual({value: [], unparsed: []});
		expect(hostsFile.collect([failed(input, 'denied')], {})).toMatchObject({unavailable: {kind: 'denied'}});
	});
});

describe('nsswitch.conf', () => {
	const hosts = (line: string) => {
		const collected = nameServiceSwitch.collect([read({file: '/etc/nsswitch.conf'}, part(line))], {});
		return 'value' in collected ? collected.value.value : collected.unavailable.kind;
	};
	test.each<[string, string, readonly string[] | string]>([
		['the usual', 'hosts:          files dns', ['files', 'dns']],
		[
			'actions',
			'hosts: files mdns4_minimal [NOTFOUND=return] resolve [!UNAVAIL=return] dns myhostname',
			['files', 'mdns4_minimal', 'resolve', 'dns', 'myhostname'],
		],
		['an action with blanks', 'hosts: files [ NOTFOUND = return ] dns', ['files', 'dns']],
		['an action without end', 'hosts: files [NOTFOUND=return dns', ['files']],
		['a comment behind', 'hosts: files # dns', ['files']],
		['other lines only', 'passwd: files', 'not-understood'],
	])('%s', (_, text, expected) => {
		expect(hosts(text)).toEqual(expected);
	});
});

describe('resolv.conf', () => {
	const parsed = (text: string) => parseResolvConf(part(text, '/etc/resolv.conf'));

	test('the recorded one', () => {
		expect(parsed(recorded('resolv-conf/docker').text)).toEqual({
			value: [
				{
					path: '/etc/resolv.conf',
					exists: true,
					nameservers: [{value: '192.168.56.1', at: {source: '/etc/resolv.conf', line: 1}}],
					search: ['lab.example'],
					searchAt: {source: '/etc/resolv.conf', line: 2},
					options: ['edns0', 'trust-ad'],
				},
			],
			unparsed: [],
		});
	});

	test.each([
		['the last search counts', 'search a b\nsearch c', {search: ['c']}],
		['domain is a search of one', 'domain example.org', {search: ['example.org']}],
		['options add up', 'options ndots:5\noptions edns0 timeout:2', {options: ['ndots:5', 'edns0', 'timeout:2']}],
		['a zone stays', 'nameserver fe80::1%eth0', {nameservers: [{value: 'fe80::1%eth0'}]}],
		['two kinds of comments', '; one\n# nameserver 10.0.0.1', {nameservers: []}],
	])('%s', (_, text, expected) => {
		expect(parsed(text)).toMatchObject({value: [expected], unparsed: []});
	});

	test('a server that is no address is kept and reported', () => {
		expect(parsed('nameserver dns.example.org')).toMatchObject({
			value: [{nameservers: [{value: 'dns.example.org'}]}],
			unparsed: [{line: 1}],
		});
	});

	describe('which files are read', () => {
		const kubelet = (value: string) =>
			({kubeletConfig: {resolvConf: {value, from: 'file', at: null}}}) as unknown as KnownFacts;
		const own = read({file: '/etc/resolv.conf'}, part('nameserver 127.0.0.53', '/etc/resolv.conf'));
		const stub = '/run/systemd/resolve/resolv.conf';
		const paths = (known: KnownFacts) =>
			resolvConfs
				.inputs(known)
				.flat()
				.map((input) => 'file' in input && input.file);

		test('both usual ones, and the one that kubelet names', () => {
			expect(paths({})).toEqual(['/etc/resolv.conf', stub]);
			expect(paths(kubelet(stub))).toEqual(['/etc/resolv.conf', stub]);
			expect(paths(kubelet('/etc/kubernetes/resolv.conf'))).toEqual([
				'/etc/resolv.conf',
				stub,
				'/etc/kubernetes/resolv.conf',
			]);
			expect(paths(kubelet(''))).toEqual(['/etc/resolv.conf', stub]);
		});

		test('a missing one is known to be missing', () => {
			const collected = resolvConfs.collect([own, failed({file: stub}, 'missing')], {});
			expect(collected).toMatchObject({
				value: [
					{path: '/etc/resolv.conf', exists: true},
					{path: stub, exists: false},
				],
				partial: null,
			});
		});

		test('one that was not recorded is not missing', () => {
			const known = kubelet('/etc/kubernetes/resolv.conf');
			const captures = [
				own,
				failed({file: stub}, 'not-recorded'),
				failed({file: '/etc/kubernetes/resolv.conf'}, 'not-recorded'),
			];
			expect(resolvConfs.collect(captures, known)).toMatchObject({
				value: [{path: '/etc/resolv.conf'}],
				partial: '/etc/kubernetes/resolv.conf: not-recorded',
			});
		});
	});
});

describe('sysctl', () => {
	test.each([
		['an interface with a dot', 'net.ipv4.conf.flannel/1.rp_filter = 2', 'net.ipv4.conf.flannel.1.rp_filter', '2'],
		['two values', 'net.ipv4.ip_local_port_range = 32768\t60999', 'net.ipv4.ip_local_port_range', '32768\t60999'],
		['no value', 'net.ipv4.ip_local_reserved_ports = ', 'net.ipv4.ip_local_reserved_ports', ''],
		['a settings file', '-net.ipv4.ip_forward=1', 'net.ipv4.ip_forward', '1'],
		['an equals sign inside', 'kernel.core_pattern = |/bin/x a=b', 'kernel.core_pattern', '|/bin/x a=b'],
	])('%s', (_, text, name, value) => {
		expect(parseSysctl(part(text, 'sysctl -a'))).toMatchObject({value: [{name, value}], unparsed: []});
	});

	test('a file of /proc/sys is one parameter', () => {
		expect(parseSysctl(part('2\n', '/proc/sys/net/ipv4/conf/flannel.1/rp_filter')).value).toEqual([
			{
				name: 'net.ipv4.conf.flannel.1.rp_filter',
				value: '2',
				at: {source: '/proc/sys/net/ipv4/conf/flannel.1/rp_filter', line: 1},
			},
		]);
	});

	const inputs = sysctls.inputs({}).flat();
	const forward = part('1\n', '/proc/sys/net/ipv4/ip_forward');
	const [first] = inputs;

	test('a folder that does not exist has no parameters', () => {
		const captures = inputs.map((input) => (input === first ? read(input, forward) : failed(input, 'missing')));
		expect(sysctls.collect(captures, {})).toMatchObject({
			value: [{name: 'net.ipv4.ip_forward', value: '1'}],
			partial: null,
		});
	});

	test('a folder that was not recorded may have some', () => {
		const captures = inputs.map((input) => (input === first ? read(input, forward) : failed(input, 'not-recorded')));
		expect(sysctls.collect(captures, {})).toMatchObject({partial: expect.stringContaining('not-recorded')});
	});

	test('a pasted list answers all folders, once', () => {
		const pasted = part('net.ipv4.ip_forward = 1', 'sysctl.txt');
		expect(
			sysctls.collect(
				inputs.map((input) => read(input, pasted)),
				{},
			),
		).toMatchObject({value: [{name: 'net.ipv4.ip_forward'}]});
	});
});

describe('/proc/swaps', () => {
	test('a path with a blank, a partition', () => {
		expect(parseSwaps(recorded('swaps/synthetic--two')).value).toMatchObject([
			{path: '/dev/dm-1', type: 'partition', size: 1003516},
			{path: '/swap file.img', type: 'file', size: 2097148},
		]);
	});

	test('the header alone, or no file at all: no swap', () => {
		const input = {file: '/proc/swaps'};
		expect(swaps.collect([read(input, recorded('swaps/docker'))], {})).toMatchObject({value: [], unparsed: []});
		expect(swaps.collect([failed(input, 'missing')], {})).toMatchObject({value: []});
	});
});

describe('modules', () => {
	const input = {file: '/proc/modules'};
	test('lsmod and /proc/modules', () => {
		expect(parseModules(recorded('modules/synthetic--proc')).value.map((item) => item.value)).toEqual([
			'br_netfilter',
			'bridge',
			'nf_conntrack',
		]);
		expect(parseModules(recorded('modules/synthetic--lsmod')).value.map((item) => item.value)).toEqual([
			'br_netfilter',
			'bridge',
			'overlay',
		]);
	});

	test('no /proc/modules: nothing can be loaded', () => {
		expect(modules.collect([failed(input, 'missing')], {})).toMatchObject({value: {loadable: false, loaded: []}});
	});

	test('not recorded: not known', () => {
		expect(modules.collect([failed(input, 'not-recorded')], {})).toMatchObject({unavailable: {kind: 'not-recorded'}});
	});
});

describe('operating system', () => {
	const [release, uname] = [{file: '/etc/os-release'}, {run: ['uname', '-a']}];
	test('os-release and uname', () => {
		const captures = [
			read(release, recorded('os-release/docker', '/etc/os-release')),
			read(uname, recorded('uname/docker', 'uname -a')),
		];
		expect(operatingSystem.collect(captures, {})).toMatchObject({
			value: {
				id: 'debian',
				name: 'Debian GNU/Linux 12 (bookworm)',
				version: '12',
				kernel: '6.18.44-fc-v657',
				architecture: 'x86_64',
				at: {source: '/etc/os-release', line: 1},
			},
		});
	});

	test('without os-release the kernel is still known', () => {
		const captures = [
			failed(release, 'missing'),
			read({file: '/proc/sys/kernel/osrelease'}, part('6.1.0\n', '/proc/sys/kernel/osrelease')),
		];
		expect(operatingSystem.collect(captures, {})).toMatchObject({
			value: {id: null, kernel: '6.1.0', architecture: null},
		});
	});

	test('quotes and escapes', () => {
		expect(parseOsRelease(part('A="a \\"b\\" \\$c"\nB=\'d\'\nC=e')).value.map((item) => item.value)).toEqual([
			'a "b" $c',
			'd',
			'e',
		]);
	});

	test('a version of the kernel that names an architecture', () => {
		expect(parseUname(part('Linux n 5.15.0-1 #1 SMP x86_64 build aarch64 GNU/Linux')).value).toMatchObject([
			{architecture: 'aarch64'},
		]);
	});
});

describe.each([
	['/etc/hosts', parseHosts, ['hosts/docker']],
	['nsswitch.conf', parseNsswitch, ['nsswitch/docker']],
	['resolv.conf', parseResolvConf, ['resolv-conf/docker']],
	['sysctl', parseSysctl, ['sysctl/docker--head']],
	['/proc/swaps', parseSwaps, ['swaps/docker', 'swaps/synthetic--two']],
	['modules', parseModules, ['modules/synthetic--proc', 'modules/synthetic--lsmod']],
	['os-release', parseOsRelease, ['os-release/docker']],
	['uname', parseUname, ['uname/docker']],
] as const)('laws of %s', (_, parse, samples) => {
	obeysParserLaws({parse, samples: samples.map((name) => recorded(name).text)});
});
