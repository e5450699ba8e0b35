const names: ReadonlyMap<string, string> = new Map([
	['1', 'icmp'],
	['2', 'igmp'],
	['4', 'ipencap'],
	['6', 'tcp'],
	['17', 'udp'],
	['33', 'dccp'],
	['41', 'ipv6'],
	['47', 'gre'],
	['50', 'esp'],
	['51', 'ah'],
	['58', 'ipv6-icmp'],
	['89', 'ospf'],
	['103', 'pim'],
	['112', 'vrrp'],
	['132', 'sctp'],
	['136', 'udplite'],
	['icmpv6', 'ipv6-icmp'],
	['ipip', 'ipencap'],
	['ipv4', 'ipencap'],
]);

/** One spelling for an IP protocol given by name or number (/etc/protocols); a number without a name stays as it is. */
export const protocolName = (text: string): string => {
	const lower = text.toLowerCase();
	return names.get(lower) ?? lower;
};
