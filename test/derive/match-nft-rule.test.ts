import {expect, test} from 'vitest';
import {matchNftStatement} from '../../source/derive/match-nft-rule.ts';
import type {Packet} from '../../source/derive/packet.ts';
import {viewPacket} from '../../source/derive/packet-view.ts';
import type {Truth} from '../../source/derive/truth.ts';
import {startState} from '../../source/derive/walk-state.ts';
import {filtersOf, packet} from '../support/filters.ts';

const sets = `
	set peers {
		type ipv4_addr
		flags interval
		elements = { 192.168.56.0/24, 10.0.0.1-10.0.0.9 }
	}
	set pairs {
		type ipv4_addr . inet_proto . inet_service
		elements = { 192.168.56.11 . tcp . 6443 }
	}
	set none {
		type ipv4_addr
	}
`;

const match = (text: string, given: Partial<Packet>): Truth => {
	const nft = `table inet t {\n${sets}\n\tchain c {\n\t\t${text} drop\n\t}\n}\n`;
	const [table] = filtersOf({nft}).nftables;
	const matches = table?.chains[0]?.rules[0]?.statements.filter((statement) => statement.kind === 'match') ?? [];
	if (matches.length === 0) {
		throw new Error(`not a match: ${text}`);
	}
	const one = packet(given);
	const named = (name: string) => table?.sets.find((set) => set.name === name);
	const truths = matches.map((each) =>
		matchNftStatement(each, {view: viewPacket(one, ['192.168.56.11']), state: startState(one), set: named}),
	);
	return truths.includes(false) ? false : truths.includes(null) ? null : true;
};

test.each<readonly [string, Partial<Packet>, Truth]>([
	['ip saddr 192.168.56.0/24', {}, true],
	['ip saddr != 192.168.56.0/24', {}, false],
	['ip saddr 192.168.56.12', {source: null}, null],
	// A table of both families: what asks for the other family's header never matches, not even negated.
	['ip6 saddr != fd00::/64', {}, false],
	['ip saddr != 10.0.0.0/8', {family: 6, source: 'fd00::2', destination: 'fd00::1'}, false],
	['ip saddr @peers', {}, true],
	['ip saddr != @peers', {}, false],
	['ip saddr @peers', {source: '10.0.0.5'}, true],
	['ip saddr @none', {}, false],
	['ip saddr @of-another-table', {}, null],
	['ip daddr . meta l4proto . th dport @pairs', {}, true],
	['ip daddr . meta l4proto . th dport @pairs', {destinationPort: 22}, false],
	['ip daddr . meta l4proto . th dport @pairs', {destinationPort: null}, null],
	['tcp dport 6443', {}, true],
	['tcp dport { 22, 6000-7000 }', {}, true],
	['tcp dport != { 22, 6443 }', {}, false],
	['tcp dport < 1024', {}, false],
	['udp dport != 53', {}, false],
	['tcp dport 22', {destinationPort: null}, null],
	['meta l4proto tcp', {}, true],
	['meta l4proto { tcp, udp }', {}, true],
	['meta nfproto ipv4', {}, true],
	['ct state new', {}, true],
	['ct state established,related', {}, false],
	['ct state { established, new }', {}, true],
	['ct state != new', {}, false],
	['ct state new', {state: null}, null],
	['iifname "eth0"', {}, true],
	['iif "lo"', {}, false],
	['iifname "eth*"', {}, true],
	['iifname { "eth0", "lo" }', {inInterface: null}, null],
	['oifname "eth0"', {outInterface: 'eth0'}, false],
	['meta mark & 0x00004000 == 0x00004000', {mark: 0x4000}, true],
	['meta mark & 0x00004000 == 0x00000000', {mark: null}, null],
	['ct mark 0x1', {connectionMark: 1}, true],
	['ct mark != 0x1', {state: 'UNTRACKED'}, false],
	['fib daddr type local', {}, true],
	['fib saddr . iif oif missing', {}, false],
	['fib saddr . iif oif exists', {}, true],
	['tcp flags & (fin | syn | rst | ack) == syn', {}, true],
	['tcp flags & (fin | syn | rst | ack) != syn', {}, false],
	['icmp type echo-request', {}, false],
	['icmp type echo-request', {protocol: 'icmp'}, null],
	['meta skuid 0', {}, null],
	['ct status dnat', {}, false],
	['ct status dnat', {dnat: true}, null],
])('%s with %j is %s', (text, given, expected) => {
	expect(match(text, given)).toBe(expected);
});
