import {defineCollector} from '../model/collector.ts';
import type {Input} from '../model/input.ts';
import {failedReading} from './failed-reading.ts';
import {partialOf} from './gaps.ts';
import {distinctParts, parseParts} from './read-parts.ts';
import {parseSysctl} from './sysctl.ts';

const format = 'sysctl';

/** Only what kdiag judges by is read: `sysctl -a` touches every parameter, and on some reading does something. */
const inputs: readonly Input[] = [
	{directory: '/proc/sys/net/ipv4', match: '{ip_forward,ip_local_port_range,ip_local_reserved_ports}', format},
	{directory: '/proc/sys/net/ipv4/conf', match: '*/{rp_filter,forwarding,route_localnet}', format},
	{file: '/proc/sys/net/ipv6/bindv6only', format},
	{directory: '/proc/sys/net/ipv6/conf', match: '*/{disable_ipv6,forwarding}', format},
	{directory: '/proc/sys/net/bridge', match: 'bridge-nf-call-*', format},
	{directory: '/proc/sys/net/netfilter', match: 'nf_conntrack_{count,max}', format},
	{file: '/proc/sys/net/core/somaxconn', format},
	{directory: '/proc/sys/fs/inotify', match: 'max_*', format},
];

/** The kernel parameters that pods and services depend on, from /proc/sys (ip-sysctl of the kernel's documentation). */
export const sysctls = defineCollector({
	fact: 'sysctls',
	title: 'Kernel parameters',
	after: [],
	inputs: () => inputs,
	collect: (captures) => {
		if (captures.every((capture) => capture.failure !== null)) {
			return failedReading(captures[0]);
		}
		// A parameter that is looked up by its own name leaves no list incomplete.
		const lists = captures.filter((capture) => !('file' in capture.input));
		return {...parseParts(distinctParts(captures), parseSysctl), partial: partialOf(lists)};
	},
});
