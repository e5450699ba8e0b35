/** A table with sets, maps and chains that the statements below refer to. */
export const nftBase = `table inet t {
	set nets { type ipv4_addr; flags interval; elements = { 10.0.0.0/8, 192.168.1.1-192.168.1.7, 1.2.3.4 comment "a b, } c" } }
	set three { type ipv4_addr . inet_proto . inet_service; elements = { 1.1.1.1 . tcp . 80 comment "x : y" } }
	set names { type ifname; flags interval; elements = { "eth0", "cali*" }; }
	set seen { type ipv4_addr; flags dynamic; }
	set marks { type mark; elements = { 0x10, 0x4000 } }
	map portals { type ipv4_addr . inet_proto . inet_service : verdict; elements = { 10.96.0.1 . tcp . 443 comment "a/b" : goto c/tcp__1.2.3.4/80, 10.96.0.10 . udp . 53 : drop } }
	map where { type inet_service : ipv4_addr . inet_service; elements = { 80 : 1.2.3.4 . 8080 } }
	chain c/tcp__1.2.3.4/80 { }
	chain rules { type filter hook input priority filter + 10; policy drop; }
	chain in { type nat hook prerouting priority dstnat - 5; }
	chain out { type nat hook postrouting priority srcnat + 1; }
}
`;

/** Matches in the spelling of nft(8). */
export const nftMatches: readonly string[] = [
	'ct state established,related',
	'ct state { new, untracked }',
	'ct state != established',
	'ct status dnat',
	'ct mark 0x10',
	'ct original ip saddr 1.2.3.4',
	'ct direction original',
	'iif lo',
	'iifname "cali*"',
	'iifname { "a", "b" } oifname != "c"',
	'iifname @names',
	'meta l4proto { tcp, udp } th dport 53',
	'tcp dport { 22, 80-90, 443 }',
	'tcp dport != 1000-2000',
	'tcp dport > 1024',
	'tcp flags & (fin|syn) == syn',
	'tcp flags & (fin|syn) == fin|syn',
	'tcp flags ! syn',
	'ip protocol icmp icmp type echo-request limit rate 10/second burst 5 packets',
	'ip saddr @nets',
	'ip saddr 10.0.0.0/8 ip daddr != 1.1.1.0/24',
	'ip saddr . ip protocol . th dport @three',
	'ip6 saddr fe80::/10 ip6 daddr ::1',
	'fib daddr type local',
	'fib saddr . iif oif missing',
	'meta mark & 0xf0 != 0x10',
	'meta mark { 0x1, 0x20 }',
	'meta mark @marks',
	'meta skuid 1000',
	'ip saddr { 1.1.1.0/24, 2.2.2.2, 3.3.3.3-3.3.3.9 }',
	'limit rate over 1 mbytes/second',
	'ip daddr 224.0.0.0/4',
];

/** Statements that change something or count. */
export const nftEffects: readonly string[] = [
	'counter',
	'counter packets 3 bytes 400',
	'log prefix "x { y } "',
	'meta mark set meta mark | 0x4000',
	'meta mark set meta mark & 0xff',
	'ct mark set meta mark',
	'add @seen { ip saddr }',
	'notrack',
];

/** What ends a rule. */
export const nftVerdicts: readonly string[] = [
	'accept',
	'drop',
	'return',
	'continue',
	'reject',
	'reject with tcp reset',
	'jump c/tcp__1.2.3.4/80',
	'goto c/tcp__1.2.3.4/80',
	'ip daddr . meta l4proto . th dport vmap @portals',
	'numgen random mod 2 vmap { 0 : goto c/tcp__1.2.3.4/80, 1 : drop }',
	'ct state vmap { invalid : drop, established : accept }',
];

/** Translations of destinations and sources. */
export const nftTranslations: readonly (readonly [chain: 'in' | 'out', text: string])[] = [
	['in', 'dnat ip to 1.2.3.4'],
	['in', 'meta l4proto tcp dnat ip to 1.2.3.4:80'],
	['in', 'meta l4proto tcp dnat ip6 to [fe80::1]:80'],
	['in', 'ip protocol tcp dnat ip to numgen random mod 2 map { 0 : 10.244.0.10 . 9898, 1 : 10.244.0.11 . 9898 }'],
	['in', 'dnat ip to numgen random mod 2 map { 0 : 1.1.1.1, 1 : 2.2.2.2 }'],
	['in', 'ip protocol tcp dnat ip to tcp dport map @where'],
	['in', 'tcp dport 80 redirect to :8080-8090 random'],
	['out', 'masquerade fully-random'],
	['out', 'ip protocol tcp masquerade to :1024-65535'],
	['out', 'snat ip to 10.0.0.1-10.0.0.5'],
];

/** Comments that look like anything but a comment; nft knows no escapes, so none holds a quote. */
export const hostileNftComments: readonly string[] = [
	'accept',
	'} # handle 9',
	'a { b, c : d }',
	'-A INPUT -j DROP',
	'comment x',
	'é ; \\ \u202e',
	'jump c/tcp__1.2.3.4/80',
];
