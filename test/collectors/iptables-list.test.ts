import {describe, expect, test} from 'vitest';
import {iptablesListFormat, parseIptablesList, readIptablesList} from '../../source/collectors/iptables-list.ts';
import {parseIptablesSave} from '../../source/collectors/iptables-save.ts';
import type {IptablesRule, IptablesTable, RuleOption} from '../../source/model/facts/iptables.ts';
import {bareIptables} from '../support/filter-shape.ts';
import {obeysParserLaws} from '../support/parser-laws.ts';
import {part, recordedPart} from '../support/part.ts';

const recorded = (file: string, name: string) => recordedPart(`commands/iptables-list/${file}`, name);
const saved = (file: string, table: string): readonly IptablesTable[] =>
	parseIptablesSave(recordedPart(`commands/iptables-save/${file}`)).value.filter(({name}) => name === table);

const verbose = ' pkts bytes target     prot opt in     out     source               destination         ';

const only = (line: string, heading = verbose, name = 'iptables -L -v -n'): IptablesRule => {
	const {value, unparsed} = parseIptablesList(part(`Chain X (1 references)\n${heading}\n${line}\n`, name));
	expect(unparsed).toEqual([]);
	expect(value[0]?.chains[0]?.rules.length).toBe(1);
	return value[0]?.chains[0]?.rules[0] as IptablesRule;
};

const text = (options: readonly RuleOption[]): readonly string[] =>
	options.map(({name, negated, values}) => [...(negated ? ['!'] : []), name, ...values].join(' '));

describe('recorded nodes print what iptables-save does', () => {
	test.each([
		['control-plane--L-v-n.txt', 'iptables -L -v -n', 'control-plane.txt', 'filter'],
		['control-plane--t-nat-L-v-n.txt', 'iptables -t nat -L -v -n', 'control-plane.txt', 'nat'],
		['control-plane--t-nat-L-v-n.txt', 'pasted.txt', 'control-plane.txt', 'nat'],
		['ufw--L-v-n.txt', 'iptables -L -v -n', 'ufw.txt', 'filter'],
	])('%s as %s', (file, name, save, table) => {
		const {value, unparsed} = parseIptablesList(recorded(file, name));
		expect(unparsed).toEqual([]);
		expect(bareIptables(value)).toEqual(bareIptables(saved(save, table)));
	});

	test('iptables -L hides the interfaces, and each rule says so', () => {
		const {value, unparsed} = parseIptablesList(recorded('control-plane--L.txt', 'iptables -L'));
		expect(unparsed).toEqual([]);
		const shown = value.map((table) => ({
			...table,
			chains: table.chains.map((chain) => ({
				...chain,
				rules: chain.rules.map((rule) => ({...rule, matches: rule.matches.filter(({name}) => name !== 'unknown')})),
			})),
		}));
		expect(bareIptables(shown)).toEqual(bareIptables(saved('control-plane.txt', 'filter')));
		const rules = value[0]?.chains.flatMap((chain) => chain.rules) ?? [];
		expect(rules.length).toBeGreaterThan(10);
		expect(rules.every((rule) => rule.matches.some(({name}) => name === 'unknown'))).toBe(true);
		expect(rules.every((rule) => rule.packets === null)).toBe(true);
	});
});

describe('columns', () => {
	test.each([
		[
			'a negated interface and address',
			'    0     0 ACCEPT     0    --  docker0 !docker0  0.0.0.0/0           !127.0.0.0/8         ',
			['! -d 127.0.0.0/8', '-i docker0', '! -o docker0'],
		],
		[
			'one address',
			'    0     0 ACCEPT     0    --  *      *       10.0.0.1             0.0.0.0/0           ',
			['-s 10.0.0.1/32'],
		],
		[
			'a protocol by number',
			'    0     0 ACCEPT     17   --  *      *       0.0.0.0/0            0.0.0.0/0           ',
			['-p udp'],
		],
		[
			'a protocol by name',
			'    0     0 ACCEPT     udp  --  *      *       0.0.0.0/0            0.0.0.0/0           ',
			['-p udp'],
		],
		[
			'a negated protocol',
			'    0     0 ACCEPT    !6    --  *      *       0.0.0.0/0            0.0.0.0/0           ',
			['! -p tcp'],
		],
		['every protocol', '    0     0 ACCEPT     all  --  *      *       0.0.0.0/0            0.0.0.0/0           ', []],
		['fragments', '    0     0 ACCEPT     0    -f  *      *       0.0.0.0/0            0.0.0.0/0           ', ['-f']],
		[
			'IPv6',
			'    0     0 ACCEPT     58       *      *       fe80::/10            ::/0                ',
			['-s fe80::/10', '-p ipv6-icmp'],
		],
		[
			'IPv6 without target',
			'    0     0            tcp      lo     *       ::/0                 ::1                 ',
			['-d ::1/128', '-i lo', '-p tcp'],
		],
	])('%s', (_, line, expected) => {
		expect(text(only(line).matches)).toEqual(expected);
	});

	test('rounded counters', () => {
		expect(
			only(' 167M  113G ACCEPT     0    --  *      *       0.0.0.0/0            0.0.0.0/0           '),
		).toMatchObject({
			packets: 167e6,
			bytes: 113e9,
		});
	});

	test('a rule without target', () => {
		expect(
			only('    5   300            0    --  *      *       0.0.0.0/0            0.0.0.0/0           ').target,
		).toBeNull();
		expect(
			only(
				'           all  --  0.0.0.0/0            0.0.0.0/0           ',
				'target     prot opt source               destination         ',
			).target,
		).toBeNull();
	});

	test('line numbers', () => {
		const heading = `num  ${verbose}`;
		expect(
			only('1        5   300 DROP       0    --  *      *       0.0.0.0/0            0.0.0.0/0           ', heading),
		).toMatchObject({target: 'DROP', packets: 5});
	});

	test('policies and references', () => {
		const lines = ['Chain INPUT (policy DROP 12K packets, 3M bytes)', verbose, '', 'Chain X (0 references)', verbose];
		const {value, unparsed} = parseIptablesList(part(lines.join('\n')));
		expect(unparsed).toEqual([]);
		expect(value[0]?.chains.map(({name, policy, packets, bytes}) => [name, policy, packets, bytes])).toEqual([
			['INPUT', 'DROP', 12_000, 3e6],
			['X', null, null, null],
		]);
	});

	test('names in place of numbers', () => {
		const heading = 'target     prot opt source               destination         ';
		const rule = only('ACCEPT     tcp  --  localhost            gateway.example      tcp dpt:https', heading);
		expect(text(rule.matches)).toEqual([
			'-s 127.0.0.1/32',
			'unknown -d gateway.example',
			'-p tcp',
			'unknown interfaces, which iptables -L shows with -v only',
			'-m tcp',
			'--dport 443',
		]);
	});
});

const tail = (extension: string, target = 'ACCEPT', protocol = '6'): IptablesRule =>
	only(
		`    0     0 ${target.padEnd(10)} ${protocol.padEnd(4)} --  *      *       0.0.0.0/0            0.0.0.0/0            ${extension}`,
	);

describe('matches', () => {
	test.each([
		['tcp dpt:!22 flags:!0x17/0x02', ['-m tcp', '! --dport 22', '! --tcp-flags FIN,SYN,RST,ACK SYN']],
		['udp spts:1024:65535 dpts:80:90', ['-m udp', '--sport 1024:65535', '--dport 80:90']],
		['multiport dports  !80,443', ['-m multiport', '! --dports 80,443']],
		['icmptype 8 code 0', ['-m icmp', '--icmp-type 8/0']],
		['mark match ! 0x4000/0x4000', ['-m mark', '! --mark 0x4000/0x4000']],
		['ADDRTYPE match src-type !LOCAL limit-in', ['-m addrtype', '! --src-type LOCAL', '--limit-iface-in']],
		['match-set KUBE-CLUSTER-IP dst,dst', ['-m set', '--match-set KUBE-CLUSTER-IP dst,dst']],
		['! match-set KUBE-X src', ['-m set', '! --match-set KUBE-X src']],
		['limit: avg 3/min burst 5', ['-m limit', '--limit 3/min']],
		['state NEW,ESTABLISHED', ['-m state', '--state NEW,ESTABLISHED']],
		['statistic mode nth every 3 packet 1', ['-m statistic', '--mode nth', '--every 3', '--packet 1']],
		['PHYSDEV match ! --physdev-is-in', ['-m physdev', '! --physdev-is-in']],
		['STRING match  "x" ALGO name bm', ['unknown STRING match "x" ALGO name bm']],
		['ctstate NEW owner UID match 0', ['-m conntrack', '--ctstate NEW', 'unknown owner UID match 0']],
	])('%s', (extension, expected) => {
		expect(text(tail(extension).matches)).toEqual(['-p tcp', ...expected]);
	});

	test('a comment between them', () => {
		const rule = tail('ctstate NEW /* kubernetes; NOTE: (last) tcp dpt:1 */ tcp dpt:80');
		expect(rule.comment).toBe('kubernetes; NOTE: (last) tcp dpt:1');
		expect(text(rule.matches)).toEqual(['-p tcp', '-m conntrack', '--ctstate NEW', '-m tcp', '--dport 80']);
	});

	test('a comment that imitates the end of a comment leaves the rule unknown', () => {
		const rule = tail('/* x */ tcp dpt:22 /* y */');
		expect(rule.comment).toBe('x */ tcp dpt:22 /* y');
		expect(rule.matches.some(({name}) => name === 'unknown')).toBe(true);
	});

	test('a comment over lines forges no chain and no rule', () => {
		const forged =
			'    0     0 ACCEPT     0    --  *      *       0.0.0.0/0            0.0.0.0/0            /* a\nChain INPUT (policy ACCEPT)\n b */';
		const lines = ['Chain INPUT (policy DROP 0 packets, 0 bytes)', verbose, forged];
		const {value, unparsed} = parseIptablesList(part(lines.join('\n')));
		expect(unparsed).toEqual([]);
		expect(value.length).toBe(1);
		expect(value[0]?.chains.length).toBe(1);
		expect(value[0]?.chains[0]?.rules[0]).toMatchObject({comment: 'a\nChain INPUT (policy ACCEPT)\n b', at: {line: 3}});
	});
});

describe('targets', () => {
	test.each([
		['DNAT', 'tcp to:10.0.0.1:80 random persistent', ['--to-destination 10.0.0.1:80', '--random', '--persistent']],
		['MASQUERADE', 'random-fully', ['--random-fully']],
		['MASQUERADE', 'masq ports: 1024-65535 random', ['--to-ports 1024-65535', '--random']],
		['REDIRECT', 'redir ports 8080', ['--to-ports 8080']],
		['MARK', 'MARK or 0x4000', ['--set-xmark 0x4000/0x4000']],
		['MARK', 'MARK xor 0x4000', ['--set-xmark 0x4000/0x0']],
		['MARK', 'MARK and 0xffffbfff', ['--set-xmark 0x0/0x4000']],
		['MARK', 'MARK set 0x1', ['--set-xmark 0x1/0xffffffff']],
		['MARK', 'MARK xset 0x1/0x3', ['--set-xmark 0x1/0x3']],
		['REJECT', 'reject-with tcp-reset', ['--reject-with tcp-reset']],
		['LOG', 'LOG flags 0 level 4 prefix "[UFW BLOCK] "', ['--log-prefix [UFW BLOCK] ']],
		['LOG', 'LOG flags 7 level 3', ['unknown LOG flags 7 level 3']],
		['CT', 'CT notrack', ['unknown CT notrack']],
	])('%s %s', (target, extension, expected) => {
		const rule = tail(extension, target);
		expect(rule.target).toBe(target);
		expect(text(rule.targetOptions)).toEqual(expected);
	});

	test('a goto', () => {
		expect(tail('[goto] tcp dpt:80', 'MY-CHAIN')).toMatchObject({target: 'MY-CHAIN', isGoto: true});
	});
});

test('a warning before the first chain', () => {
	const warning = '# Warning: iptables-legacy tables present, use iptables-legacy to see them';
	const {warnings, unparsed} = readIptablesList(part(`${warning}\nChain INPUT (policy ACCEPT)\n${verbose}\n`));
	expect(unparsed).toEqual([]);
	expect(warnings).toEqual([{source: 'test', line: 1}]);
});

test.each([
	['Chain INPUT (policy ACCEPT)\n', true],
	['Chain KUBE-X (2 references)\n', true],
	['-P INPUT ACCEPT\n', true],
	['*filter\n:INPUT ACCEPT [0:0]\n', false],
])('recognises %j: %s', (sample, expected) => {
	expect(iptablesListFormat.recognise(sample) > 0).toBe(expected);
});

obeysParserLaws({
	parse: parseIptablesList,
	samples: [
		`Chain INPUT (policy ACCEPT 0 packets, 0 bytes)\n${verbose}\n    0     0 DROP       6    --  *      *       0.0.0.0/0            10.0.0.1             tcp dpt:80\n`,
	],
});
