import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Packet, PacketFilters, PacketVerdict} from '../../source/derive/packet.ts';
import {walkPacket} from '../../source/derive/walk-packet.ts';
import {filtersOf, filterTable, packet} from '../support/filters.ts';
import {createRandom, randomIptables, randomNft, type Vocabulary} from '../support/random-filters.ts';

const walk = (rules: readonly string[], given: Partial<Packet> = {}, policies = {}): PacketVerdict =>
	walkPacket(filtersOf({iptables: filterTable(rules, policies)}), packet(given));

const unknown = '-m set --match-set x src';

describe('chains of iptables', () => {
	test.each<readonly [string, readonly string[], PacketVerdict['verdict'], number]>([
		['the first rule that matches decides', ['-A INPUT -p tcp -j ACCEPT', '-A INPUT -j DROP'], 'accept', 5],
		['a rule that does not match is passed', ['-A INPUT -p udp -j DROP', '-A INPUT -j REJECT'], 'reject', 6],
		['a rule without target goes on', ['-A INPUT', '-A INPUT -j DROP'], 'drop', 6],
		['LOG goes on', ['-A INPUT -j LOG --log-prefix "x"', '-A INPUT -j DROP'], 'drop', 6],
		['the policy decides at the end', ['-A INPUT -p udp -j DROP'], 'accept', 2],
		[
			'a chain comes back',
			[':one - [0:0]', '-A INPUT -j one', '-A INPUT -j DROP', '-A one -p udp -j ACCEPT'],
			'drop',
			7,
		],
		[
			'RETURN goes back',
			[':one - [0:0]', '-A INPUT -j one', '-A INPUT -j DROP', '-A one -j RETURN', '-A one -j ACCEPT'],
			'drop',
			7,
		],
		['RETURN in a built-in chain means its policy', ['-A INPUT -j RETURN', '-A INPUT -j DROP'], 'accept', 2],
		[
			'goto comes back to the caller',
			[
				':one - [0:0]',
				':two - [0:0]',
				'-A INPUT -j one',
				'-A INPUT -j REJECT',
				'-A one -g two',
				'-A one -j DROP',
				'-A two -p udp -j DROP',
			],
			'reject',
			8,
		],
		['goto in a built-in chain means its policy', [':one - [0:0]', '-A INPUT -g one', '-A INPUT -j DROP'], 'accept', 2],
	])('%s', (_, rules, verdict, line) => {
		expect(walk(rules)).toMatchObject({verdict, by: {line}, unknowns: []});
	});

	test('the chains and steps lead to the rule', () => {
		const verdict = walk([':one - [0:0]', ':two - [0:0]', '-A INPUT -j one', '-A one -p tcp -j two', '-A two -j DROP']);
		expect(verdict.chains).toEqual(['ip filter INPUT', 'one', 'two']);
		expect(verdict.steps.map(({text, at}) => `${at.line} ${text}`)).toEqual([
			'2 enters ip filter INPUT',
			'7 jumps to one',
			'8 jumps to two',
			'9 dropped by a rule of two',
		]);
	});

	test('marks are set, kept in other chains and asked for', () => {
		const rules = [':one - [0:0]', '-A INPUT -j one', '-A INPUT -m mark --mark 0x4001/0xc00f -j DROP'];
		const first = [...rules, '-A one -j MARK --set-xmark 0x4000/0x4000', '-A one -j MARK --set-xmark 0x1/0xffffbfff'];
		expect(walk(first, {mark: 0xff}).verdict).toBe('drop');
		expect(walk(first, {mark: null}).verdict).toBe('drop');
		expect(walk(first.slice(0, 2).concat(first.slice(3)), {mark: null}).mark).toBe(0x4001);
		expect(walk([...rules, '-A one -j MARK --set-xmark 0x4000/0x4000'], {mark: null}).verdict).toBe('unknown');
	});

	test('a loop of chains ends', () => {
		const loop = [':one - [0:0]', '-A INPUT -j one', ...Array.from({length: 20}, () => `-A one ${unknown} -j one`)];
		expect(walk([...loop, '-A one -j one']).verdict).toBe('unknown');
	});

	test('a chain that is not there, or an unknown target, may do anything', () => {
		expect(walk(['-A INPUT -j elsewhere', '-A INPUT -j ACCEPT']).verdict).toBe('unknown');
		expect(walk(['-A INPUT -j elsewhere', '-A INPUT -j DROP'])).toMatchObject({verdict: 'unknown', by: {line: 5}});
		expect(walk(['-A INPUT -j NFQUEUE --queue-num 0', '-A INPUT -j ACCEPT']).verdict).toBe('unknown');
	});

	test('the end of a table that was cut is not its policy', () => {
		const cut = filterTable(['-A INPUT -p udp -j DROP']).replace('COMMIT', '');
		expect(walkPacket(filtersOf({iptables: cut}), packet()).verdict).toBe('unknown');
		const decided = filterTable(['-A INPUT -p tcp -j DROP']).replace('COMMIT', '');
		expect(walkPacket(filtersOf({iptables: decided}), packet()).verdict).toBe('drop');
	});
});

describe('rules that may or may not match', () => {
	test.each<readonly [string, readonly string[], PacketVerdict['verdict'], number | null]>([
		['what follows is the same', [`-A INPUT ${unknown} -j ACCEPT`], 'accept', null],
		['what follows differs', [`-A INPUT ${unknown} -j DROP`], 'unknown', 5],
		['both stop it', [`-A INPUT ${unknown} -j REJECT`, '-A INPUT -j DROP'], 'drop', 6],
		['an accept before a drop', [`-A INPUT ${unknown} -j ACCEPT`, '-A INPUT -j DROP'], 'unknown', 5],
		[
			'in a chain below',
			[':one - [0:0]', '-A INPUT -j one', '-A INPUT -j DROP', `-A one ${unknown} -j ACCEPT`],
			'unknown',
			8,
		],
		[
			'a jump to where nothing is decided',
			[':one - [0:0]', `-A INPUT ${unknown} -j one`, '-A INPUT -j DROP', '-A one -j RETURN'],
			'drop',
			7,
		],
		['a log', ['-A INPUT -m limit --limit 3/min -j LOG', '-A INPUT -j DROP'], 'drop', 6],
		['after the decision', ['-A INPUT -j DROP', `-A INPUT ${unknown} -j ACCEPT`], 'drop', 5],
	])('%s', (_, rules, verdict, line) => {
		expect(walk(rules)).toMatchObject({verdict, ...(line === null ? {} : {by: {line}})});
	});

	test('only rules that could have made a difference are named', () => {
		expect(walk([`-A INPUT -m limit --limit 3/min -j LOG`, `-A INPUT ${unknown} -j DROP`]).unknowns).toMatchObject([
			{line: 6},
		]);
		expect(walk([':one - [0:0]', `-A INPUT ${unknown} -j one`]).unknowns).toEqual([]);
	});
});

describe('several filters at once', () => {
	const nftInput = (body: string, priority = 'filter'): string =>
		`table inet fw {\n\tchain input {\n\t\ttype filter hook input priority ${priority}; ${body}\n\t}\n}\n`;

	test('an accept does not save a packet from a later base chain', () => {
		const nft = nftInput('policy drop;\n\t\ttcp dport 22 accept', 'filter + 10');
		const verdict = walkPacket(filtersOf({iptables: filterTable(['-A INPUT -j ACCEPT']), nft}), packet());
		expect(verdict).toMatchObject({verdict: 'drop', by: {source: 'nft list ruleset'}, chains: ['inet fw input']});
		expect(walkPacket(filtersOf({nft}), packet({destinationPort: 22})).verdict).toBe('accept');
	});

	test('legacy and nft rules both count', () => {
		const drop = filterTable(['-A INPUT -p tcp -m tcp --dport 6443 -j DROP']);
		const headed = (backend: string, text: string) =>
			`# Generated by iptables-save v1.8.9 (${backend}) on a day\n${text}`;
		for (const [legacy, iptables] of [
			[drop, filterTable([])],
			[filterTable([]), drop],
		] as const) {
			const filters = filtersOf({legacy: headed('legacy', legacy), iptables: headed('nf_tables', iptables)});
			expect(walkPacket(filters, packet()).verdict).toBe('drop');
		}
	});

	test('a doubt in one base chain is none where another one drops', () => {
		const iptables = filterTable([`-A INPUT ${unknown} -j DROP`]);
		expect(walkPacket(filtersOf({iptables, nft: nftInput('policy drop;')}), packet()).verdict).toBe('drop');
		expect(walkPacket(filtersOf({iptables, nft: nftInput('policy accept;')}), packet()).verdict).toBe('unknown');
	});

	test('tables that iptables manages are walked only where iptables-save is not known', () => {
		const nft =
			'table ip filter {\n\tchain INPUT {\n\t\ttype filter hook input priority filter; policy drop;\n\t}\n}\n';
		const filters = filtersOf({nft});
		const managed: PacketFilters = {
			...filters,
			nftables: filters.nftables.map((t) => ({...t, managedByIptables: true})),
		};
		expect(walkPacket(managed, packet()).verdict).toBe('drop');
		const {iptables} = filtersOf({iptables: filterTable([])});
		expect(walkPacket({...managed, iptables}, packet()).verdict).toBe('accept');
	});

	test('chains of the other family, of bridges and for translation do not filter', () => {
		const chain = (type: string) => `{\n\tchain c {\n\t\ttype ${type} hook input priority 0; policy drop;\n\t}\n}\n`;
		const nft = `table ip6 a ${chain('filter')}table bridge b ${chain('filter')}table ip c ${chain('nat')}`;
		expect(walkPacket(filtersOf({nft}), packet())).toMatchObject({verdict: 'accept', by: null});
	});

	test('verdict maps, marks and sets of nft', () => {
		const nft = `table ip t {
	map v {
		type ipv4_addr . inet_proto . inet_service : verdict
		elements = { 192.168.56.11 . tcp . 6443 : goto refuse }
	}
	chain refuse {
		meta mark set meta mark | 0x1
		meta mark & 0x1 == 0x1 reject
	}
	chain input {
		type filter hook input priority filter; policy accept;
		ip daddr . meta l4proto . th dport vmap @v
	}
}
`;
		expect(walkPacket(filtersOf({nft}), packet())).toMatchObject({verdict: 'reject', chains: ['ip t input', 'refuse']});
		expect(walkPacket(filtersOf({nft}), packet({destinationPort: 22})).verdict).toBe('accept');
		expect(walkPacket(filtersOf({nft}), packet({destinationPort: null})).verdict).toBe('unknown');
	});

	test('a drop behind a limit is not certain', () => {
		const nft = nftInput('policy accept;\n\t\tlimit rate over 5/second drop');
		expect(walkPacket(filtersOf({nft}), packet()).verdict).toBe('unknown');
	});
});

/** The shape that firewalld writes: zones by interface, policies around them, reverse-path filter, reject at the end. */
const firewalld = `table inet firewalld {
	chain filter_PREROUTING {
		type filter hook prerouting priority filter + 10; policy accept;
		icmpv6 type { nd-router-advert, nd-neighbor-solicit } accept
		meta nfproto ipv6 fib saddr . mark . iif oif missing drop
	}
	chain filter_INPUT {
		type filter hook input priority filter + 10; policy accept;
		ct state { established, related } accept
		ct status dnat accept
		iifname "lo" accept
		ct state invalid drop
		jump filter_INPUT_ZONES
		reject with icmpx admin-prohibited
	}
	chain filter_INPUT_ZONES {
		iifname "trusted0" goto filter_IN_trusted
		goto filter_IN_public
	}
	chain filter_IN_trusted {
		accept
	}
	chain filter_IN_public {
		jump filter_IN_public_allow
		meta l4proto { icmp, ipv6-icmp } accept
		reject with icmpx admin-prohibited
	}
	chain filter_IN_public_allow {
		tcp dport 22 accept
		ip6 daddr fe80::/64 udp dport 546 accept
		ip saddr 192.168.56.0/24 tcp dport 6443 accept
	}
}
`;

test.each<readonly [string, Partial<Packet>, PacketVerdict['verdict']]>([
	['an open port', {destinationPort: 22}, 'accept'],
	['a closed port', {destinationPort: 10250}, 'reject'],
	['a port that is open to peers', {}, 'accept'],
	['the same from elsewhere', {source: '198.51.100.7'}, 'reject'],
	['an interface of the trusted zone', {inInterface: 'trusted0', destinationPort: 10250}, 'accept'],
	['an interface that is not known', {inInterface: null, destinationPort: 10250}, 'unknown'],
	['a reply', {destinationPort: 10250, state: 'ESTABLISHED'}, 'accept'],
	['IPv6', {family: 6, source: '2001:db8::7', destination: '2001:db8::1'}, 'reject'],
	[
		'the reverse path of IPv6',
		{hook: 'prerouting', family: 6, source: '2001:db8::7', destination: '2001:db8::1'},
		'accept',
	],
])('firewalld: %s', (_, given, verdict) => {
	expect(walkPacket(filtersOf({nft: firewalld}), packet(given)).verdict).toBe(verdict);
});

test('firewalld names the chains of the zone', () => {
	const {chains} = walkPacket(filtersOf({nft: firewalld}), packet({destinationPort: 10250}));
	expect(chains).toEqual(['inet firewalld filter_INPUT', 'filter_INPUT_ZONES', 'filter_IN_public']);
});

/** The shape that Felix writes: chains of workloads by interface, an accept mark, a default drop. */
const felix = (policy: string): readonly string[] => [
	...[
		'cali-FORWARD',
		'cali-from-wl-dispatch',
		'cali-to-wl-dispatch',
		'cali-tw-cali1',
		'cali-fw-cali2',
		'cali-pi-x',
	].map((c) => `:${c} - [0:0]`),
	'-A FORWARD -m comment --comment "cali:wUHhoiAYhphO9Mso" -j cali-FORWARD',
	'-A FORWARD -m comment --comment "cali:S93hcgKJrXEqnTfs" -m mark --mark 0x10000/0x10000 -j ACCEPT',
	'-A cali-FORWARD -j MARK --set-xmark 0x0/0xe0000',
	'-A cali-FORWARD -i cali+ -j cali-from-wl-dispatch',
	'-A cali-FORWARD -o cali+ -j cali-to-wl-dispatch',
	'-A cali-FORWARD -j MARK --set-xmark 0x10000/0x10000',
	'-A cali-from-wl-dispatch -i cali2 -g cali-fw-cali2',
	'-A cali-from-wl-dispatch -j DROP',
	'-A cali-fw-cali2 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
	'-A cali-fw-cali2 -j MARK --set-xmark 0x0/0x10000',
	'-A cali-to-wl-dispatch -o cali1 -g cali-tw-cali1',
	'-A cali-to-wl-dispatch -j DROP',
	'-A cali-tw-cali1 -j MARK --set-xmark 0x0/0x10000',
	'-A cali-tw-cali1 -m mark --mark 0x0/0x20000 -j cali-pi-x',
	'-A cali-tw-cali1 -m mark --mark 0x10000/0x10000 -j RETURN',
	'-A cali-tw-cali1 -j DROP',
	`-A cali-pi-x ${policy} -j MARK --set-xmark 0x10000/0x10000`,
	'-A cali-pi-x -m mark --mark 0x10000/0x10000 -j RETURN',
];

test.each<readonly [string, string, Partial<Packet>, PacketVerdict['verdict']]>([
	['a policy that allows', '-p tcp -m tcp --dport 8080', {}, 'accept'],
	['a policy that does not', '-p tcp -m tcp --dport 9090', {}, 'drop'],
	['a policy by a set', '-m set --match-set cali40s:abc src', {}, 'unknown'],
	['an unknown workload', '-p tcp', {outInterface: 'cali9'}, 'drop'],
	['nothing of a workload', '-p udp', {outInterface: 'eth1'}, 'accept'],
	[
		'an established connection of a workload',
		'-p udp',
		{inInterface: 'cali2', outInterface: 'eth1', state: 'ESTABLISHED'},
		'accept',
	],
])('Felix: %s', (_, policy, given, verdict) => {
	const to = {hook: 'forward', outInterface: 'cali1', destination: '10.244.1.5', destinationPort: 8080} as const;
	const filters = filtersOf({iptables: filterTable(felix(policy), {FORWARD: 'DROP'})});
	expect(walkPacket(filters, packet({...to, ...given})).verdict).toBe(verdict);
});

const words: Vocabulary = {
	sources: ['10.9.1.2', '10.9.1.3'],
	destinations: ['192.168.56.11', '10.9.2.2'],
	ranges: ['10.9.1.0/24', '192.168.0.0/16', '10.9.1.2/31'],
	spans: ['10.9.1.2-10.9.1.9'],
	ports: [7000, 7001, 7002],
};

const fields = [
	'inInterface',
	'outInterface',
	'source',
	'destination',
	'protocol',
	'sourcePort',
	'destinationPort',
	'state',
	'mark',
	'dnat',
] as const;

/** Walks over some hundred packets and rule sets; what is said of a packet with unknown fields must be so for every one that it may be. */
test('a verdict on a packet of which not all is known holds for every such packet', () => {
	fc.assert(
		fc.property(fc.nat(), fc.subarray([...fields], {minLength: 1, maxLength: 3}), (seed, hidden) => {
			const random = createRandom(seed);
			const filters = filtersOf({iptables: randomIptables(random, words), nft: randomNft(random, words, 'ip')});
			const whole = packet({
				hook: random.pick(['prerouting', 'input', 'forward', 'output'] as const),
				...{inInterface: random.pick(['west', 'east']), outInterface: random.pick(['west', 'east'])},
				...{source: random.pick(words.sources), destination: random.pick(words.destinations)},
				...{protocol: random.pick(['udp', 'tcp']), destinationPort: random.pick(words.ports)},
				...{
					state: random.pick(['NEW', 'ESTABLISHED', 'INVALID'] as const),
					mark: random.below(4),
					connectionMark: random.below(4),
				},
			});
			const part = {...whole, ...Object.fromEntries(hidden.map((field) => [field, null]))};
			const certain = walkPacket(filters, whole).verdict;
			const said = walkPacket(filters, part).verdict;
			if (said === 'unknown' || certain === 'unknown') {
				return true;
			}
			// Of two ways to be stopped it may name either.
			return (said === 'accept') === (certain === 'accept');
		}),
		{numRuns: 400},
	);
});

test('a hundred thousand rules are walked once, not once for each jump', () => {
	const many = Array.from(
		{length: 20_000},
		(_, index) => `-A one -s 10.${(index >> 8) & 255}.${index & 255}.1/32 -j DROP`,
	);
	const jumps = Array.from({length: 2000}, () => `-A INPUT ${unknown} -j one`);
	expect(walk([':one - [0:0]', ...jumps, ...many]).verdict).toBe('accept');
});
