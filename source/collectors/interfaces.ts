import type {Capture, Part} from '../model/capture.ts';
import {defineCollector, type InputSlot} from '../model/collector.ts';
import type {Interface} from '../model/facts/interface.ts';
import type {Input} from '../model/input.ts';
import type {Parsed} from '../model/place.ts';
import {failedReading} from './failed-reading.ts';
import {parseIpAddr} from './ip-addr.ts';
import {parseIpJsonInterfaces} from './ip-json.ts';
import {mergeInterfaces} from './merge-interfaces.ts';
import {procInterfaces} from './proc-interfaces.ts';
import {distinctParts, parseParts} from './read-parts.ts';

/** Outputs of `ip` that show interfaces, the fullest first. */
const ipInputs: readonly Input[] = [
	{run: ['ip', '-d', 'addr'], format: 'ip-addr'},
	{run: ['ip', 'addr'], format: 'ip-addr'},
	{run: ['ip', '-d', 'link'], format: 'ip-addr'},
];

/** What the kernel shows without `ip`; each is read only where `ip` gave nothing. */
const kernelInputs: readonly Input[] = [
	// Pasted `ip -j addr` answers through the format; live only text of ip is run.
	{
		directory: '/sys/class/net',
		match: '*/{address,flags,ifindex,iflink,mtu,operstate,type,uevent}',
		format: 'ip-json',
	},
	{file: '/proc/net/dev', format: 'proc-net-dev'},
	{file: '/proc/net/if_inet6', format: 'proc-net-if-inet6'},
	{file: '/proc/net/fib_trie', format: 'proc-net-fib-trie'},
	{file: '/proc/net/route', format: 'proc-net-route'},
];

/** What interfaces are read from; other collectors ask for the first to learn how whole it is. */
export const interfaceInputs: readonly InputSlot[] = kernelInputs.map((input) => [...ipInputs, input]);

const isIp = ({input, parts}: Capture): boolean =>
	input.format === 'ip-addr' || (input.format === 'ip-json' && parts.some((part) => !part.name.startsWith('/sys/')));

const parseIp = (part: Part): Parsed<readonly Interface[]> =>
	part.text.trimStart().startsWith('[') ? parseIpJsonInterfaces(part) : parseIpAddr(part);

/** Pasted parts are named after their files; those of the kernel are told by their format. */
const kernelName = (capture: Capture, part: Part): Part =>
	'file' in capture.input ? {...part, name: capture.input.file} : part;

/** The network interfaces with their addresses. */
export const interfaces = defineCollector({
	fact: 'interfaces',
	title: 'Interfaces and addresses',
	after: [],
	inputs: () => interfaceInputs,
	collect: (captures) => {
		const readable = captures.filter((capture) => capture.failure === null);
		if (readable.length === 0) {
			return failedReading(captures[0]);
		}
		const fromIp = readable.filter(isIp);
		if (fromIp.length > 0) {
			const {value, unparsed} = parseParts(distinctParts(fromIp), parseIp);
			return {value: mergeInterfaces(value), unparsed};
		}
		const parts = readable.flatMap((capture) => capture.parts.map((part) => kernelName(capture, part)));
		const partial = 'read from /proc and /sys without ip: kinds, masters and some addresses are not shown there';
		return {...procInterfaces(parts), partial};
	},
});
