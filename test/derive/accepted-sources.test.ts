import {expect, test} from 'vitest';
import {acceptedSources} from '../../source/derive/accepted-sources.ts';
import {filterTable} from '../support/kube-rules.ts';
import {iptablesOf, nftOf} from '../support/packet-filter.ts';

const none = iptablesOf('');
const addresses = (list: ReturnType<typeof acceptedSources>) => list.map(({address}) => address);
const table = (rule: string) =>
	nftOf(
		`table inet fw {\n\tset nodes {\n\t\ttype ipv4_addr\n\t\telements = { 10.0.0.5, 10.0.0.6 }\n\t}\n\tchain input {\n\t\ttype filter hook input priority filter; policy drop;\n\t\t${rule}\n\t}\n}\n`,
	);

test.each([
	['an address', '-s 10.0.0.5/32 -j ACCEPT', ['10.0.0.5']],
	['an address of a range', '-s 10.0.0.0/24 -j ACCEPT', ['10.0.0.1']],
	['a chain for an address', '-s 10.0.0.5/32 -j KUBE-FIREWALL', ['10.0.0.5']],
	['what is dropped', '-s 10.0.0.5/32 -j DROP', []],
	['everybody else', '! -s 10.0.0.5/32 -j ACCEPT', []],
	['anybody', '-s 0.0.0.0/0 -j ACCEPT', []],
])('iptables: %s', (_, rule, expected) => {
	expect(addresses(acceptedSources(iptablesOf(filterTable({input: [rule], accepts: []})), []))).toEqual(expected);
});

test.each([
	['an address', 'ip saddr 10.0.0.5 accept', ['10.0.0.5']],
	['several', 'ip saddr { 10.0.0.5, 10.0.1.0/24 } accept', ['10.0.0.5', '10.0.1.1']],
	['a named set', 'ip saddr @nodes accept', ['10.0.0.5', '10.0.0.6']],
	['of IPv6', 'ip6 saddr fd00::5 accept', ['fd00::5']],
	['everybody else', 'ip saddr != 10.0.0.5 accept', []],
	['a destination', 'ip daddr 10.0.0.5 accept', []],
])('nftables: %s', (_, rule, expected) => {
	expect(addresses(acceptedSources(none, table(rule)))).toEqual(expected);
});

test('tables of iptables-nft are read once', () => {
	const managed = table('ip saddr 10.0.0.5 accept').map((each) => ({...each, managedByIptables: true}));
	expect(acceptedSources(none, managed)).toEqual([]);
});
