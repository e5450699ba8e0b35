/** Matches in the spelling of iptables-extensions(8), as iptables-save prints them. */
export const iptablesMatches: readonly string[] = [
	'-s 10.0.0.0/8',
	'! -s 10.244.0.0/16 -d 10.96.0.1/32',
	'-i eth0',
	'! -i docker0 -o lxc+',
	'-i eth3.1 -o br-0123456789ab',
	'-p tcp -m tcp --dport 6443',
	'-p tcp -m tcp ! --dport 22:80',
	'-p tcp -m tcp --sport 1024:65535 --tcp-flags FIN,SYN,RST,ACK SYN',
	'-p udp -m udp --dport 53',
	'! -p tcp',
	'-p icmp -m icmp --icmp-type 8',
	'-p tcp -m multiport --dports 80,443,8080:8090',
	'-p tcp -m multiport ! --dports 80,443',
	'-m conntrack --ctstate RELATED,ESTABLISHED',
	'-m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT',
	'-m mark --mark 0x4000/0x4000',
	'-m mark ! --mark 0x1 -m mark ! --mark 0x2 -m mark ! --mark 0x3',
	'-m addrtype --dst-type LOCAL',
	'-m addrtype ! --src-type LOCAL',
	'-m statistic --mode random --probability 0.50000000000',
	'-m recent --rcheck --seconds 10800 --reap --name KUBE-SEP-X --mask 255.255.255.255 --rsource',
	'-m limit --limit 3/min --limit-burst 10',
	'-m physdev ! --physdev-is-in',
	'-m physdev --physdev-in veth0',
	'-m iprange --src-range 10.0.0.1-10.0.0.9',
	'-m ttl --ttl-eq 64',
];

/** Targets of the filter table and those of the nat table. */
export const iptablesTargets: Readonly<Record<'filter' | 'nat', readonly string[]>> = {
	filter: [
		'',
		'-j ACCEPT',
		'-j DROP',
		'-j RETURN',
		'-j REJECT --reject-with icmp-port-unreachable',
		'-j CHAIN-1',
		'-g odd;{(#|~^$=chain',
		'-j LOG --log-prefix "[UFW BLOCK] "',
	],
	nat: ['-j RETURN', '-j CHAIN-1', '-j MARK --set-xmark 0x4000/0x4000', '-j MARK --set-xmark 0x4000/0x0'],
};

/** Comments that look like rules, options and the marks of lists. */
export const hostileComments: readonly string[] = [
	'plain',
	"NOTE: this must go before '-j KUBE-FORWARD'",
	'a "quoted" \\ backslash',
	'-j',
	'--dport',
	'!',
	'-A INPUT -j DROP',
	'tcp dpt:22 ctstate NEW',
	'   blanks   ',
	'é \u202e \u001b[31m',
	'COMMIT',
	'[1:2] *filter',
];
