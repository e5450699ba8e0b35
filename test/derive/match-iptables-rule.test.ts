import {expect, test} from 'vitest';
import {matchIptablesRule} from '../../source/derive/match-iptables-rule.ts';
import type {Packet} from '../../source/derive/packet.ts';
import {viewPacket} from '../../source/derive/packet-view.ts';
import type {Truth} from '../../source/derive/truth.ts';
import {startState} from '../../source/derive/walk-state.ts';
import {filtersOf, filterTable, packet} from '../support/filters.ts';

const match = (text: string, given: Partial<Packet>, localAddresses?: readonly string[]): Truth => {
	const chain = filtersOf({iptables: filterTable([`-A INPUT ${text} -j DROP`])}).iptables.tables[0]?.chains[0];
	const [rule] = chain?.rules ?? [];
	if (rule === undefined) {
		throw new Error(`not a rule: ${text}`);
	}
	const one = packet(given);
	return matchIptablesRule(rule, viewPacket(one, localAddresses), startState(one));
};

test.each<readonly [string, Partial<Packet>, Truth]>([
	['-s 192.168.56.0/24', {}, true],
	['! -s 192.168.56.0/24', {}, false],
	['-s 192.168.56.12/32', {}, true],
	['-s 10.0.0.0/8', {source: null}, null],
	['! -s 10.0.0.0/8', {source: null}, null],
	['-d fd00::/64', {family: 6, source: 'fd00::2', destination: 'fd00::1'}, true],
	['-d fd00::1/128', {family: 6, source: 'fd00::2', destination: 'fd00:0:0::1'}, true],
	['-s 10.0.0.0/255.0.255.0', {}, null],
	['-p tcp', {}, true],
	['-p 6', {}, true],
	['-p udp', {}, false],
	['! -p udp', {}, true],
	['-p udp', {protocol: null}, null],
	['-p 112', {protocol: 'vrrp'}, true],
	['-p tcp -m tcp --dport 6443', {}, true],
	['-p tcp -m tcp --dport 6000:7000', {}, true],
	['-p tcp -m tcp --dport :1024', {}, false],
	['-p tcp -m tcp --dport 6443', {destinationPort: null}, null],
	// A match that fails decides, whatever else is unknown.
	['-p udp -m udp --dport 53', {destinationPort: null}, false],
	['-p tcp -m multiport --dports 22,6000:7000', {}, true],
	['-p tcp -m multiport ! --dports 22,80', {}, true],
	['-p tcp -m multiport --ports 1,40000', {}, true],
	['-i eth0', {}, true],
	['-i eth+', {}, true],
	['! -i cali+', {}, true],
	['-i eth0', {inInterface: null}, null],
	// A packet that comes in has no interface that it leaves through.
	['-o eth0', {outInterface: 'eth0'}, false],
	['! -o eth0', {outInterface: 'eth0'}, true],
	['-m conntrack --ctstate NEW', {}, true],
	['-m state --state RELATED,ESTABLISHED', {}, false],
	['-m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT', {}, true],
	['-m conntrack --ctstate DNAT', {dnat: true}, true],
	['-m conntrack --ctstate NEW', {state: null}, null],
	['-m mark --mark 0x4000/0x4000', {}, false],
	['-m mark --mark 0x4000/0x4000', {mark: 0xc000}, true],
	['-m mark ! --mark 0x4000/0x4000', {mark: null}, null],
	['-m connmark --mark 0x1/0x1', {connectionMark: 1}, true],
	['-m connmark ! --mark 0x1/0x1', {state: 'INVALID'}, false],
	['-m addrtype --dst-type LOCAL', {}, true],
	['-m addrtype --dst-type BROADCAST', {}, false],
	['-m addrtype --dst-type MULTICAST', {destination: '224.0.0.251'}, true],
	['-m addrtype --dst-type LOCAL', {hook: 'prerouting'}, null],
	['-m addrtype --dst-type LOCAL', {hook: 'forward', outInterface: 'eth1'}, false],
	['-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN', {}, true],
	['-p tcp -m tcp ! --tcp-flags FIN,SYN,RST,ACK SYN', {}, false],
	['-p tcp -m tcp --tcp-flags SYN,FIN SYN', {state: 'ESTABLISHED'}, null],
	['-m iprange --src-range 192.168.56.1-192.168.56.20', {}, true],
	['-m comment --comment "x -j ACCEPT"', {}, true],
	['-m nfacct --nfacct-name  some_counter', {}, true],
	['-f', {}, false],
	['-m set --match-set clients src', {}, null],
	['-m recent --rcheck --seconds 60 --name x --mask 255.255.255.255 --rsource', {}, null],
	['-m limit --limit 3/min --limit-burst 10', {}, null],
	['-m statistic --mode random --probability 0.5', {}, null],
	['-m hashlimit --hashlimit-upto 5/sec --hashlimit-name x', {}, null],
	['-m of-another-day --whatever 1', {}, null],
	['-p icmp -m icmp --icmp-type 8', {protocol: 'icmp'}, null],
	['-p icmp -m icmp --icmp-type 8', {}, false],
	['-m policy --dir in --pol ipsec', {}, false],
	['-m rpfilter --validmark --invert', {}, false],
	['-m conntrack --ctorigdst 192.168.56.11 --ctorigdstport 6443', {}, true],
	['-m conntrack --ctorigdstport 6443', {dnat: true}, null],
])('%s with %j is %s', (text, given, expected) => {
	expect(match(text, given)).toBe(expected);
});

test('whether an address is local follows from the addresses of the node', () => {
	const rule = '-m addrtype --dst-type LOCAL';
	expect(match(rule, {hook: 'prerouting'}, ['192.168.56.11'])).toBe(true);
	expect(match(rule, {hook: 'prerouting'}, ['192.168.56.99'])).toBe(false);
	expect(match('-m addrtype --src-type LOCAL', {source: '127.0.0.1'}, [])).toBe(true);
});
