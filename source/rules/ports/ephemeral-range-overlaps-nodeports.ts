import {nodePortRange} from '../../derive/node-port-range.ts';
import {defineRule} from '../../model/rule.ts';

type PortRange = {readonly first: number; readonly last: number};

/** `32768 60999`, or `8080,30000-32767`. */
const rangesOf = (text: string): readonly PortRange[] =>
	text.split(',').flatMap((part) => {
		const [first, last = first] = part
			.trim()
			.split(/[\s-]+/)
			.map(Number);
		return first === undefined || last === undefined || Number.isNaN(first + last) || part.trim() === ''
			? []
			: [{first, last}];
	});

const isCovered = ({first, last}: PortRange, ranges: readonly PortRange[]): boolean => {
	let next = first;
	for (const range of ranges.toSorted((one, other) => one.first - other.first)) {
		if (range.first <= next && range.last >= next) {
			next = range.last + 1;
		}
	}
	return next > last;
};

/** net.ipv4.ip_local_port_range against the NodePorts, less ip_local_reserved_ports. */
export const ephemeralRangeOverlapsNodeports = defineRule({
	id: 'ephemeral-range-overlaps-nodeports',
	title: 'Outgoing connections take no port of NodePort services',
	severity: 'warning',
	tier: 3,
	group: 'ports',
	roles: ['control-plane', 'worker'],
	needs: ['sysctls', 'components'],
	enough: ['sysctls', 'components'],
	why: 'An outgoing connection may take a NodePort as its source port; the answer is then translated to a pod and the connection times out, now and then.',
	fix: 'Reserve the NodePorts in /etc/sysctl.d, or give ip_local_port_range its default back (32768 60999).',
	commands: ['sysctl -w net.ipv4.ip_local_reserved_ports={reserved}'],
	verify: ['sysctl net.ipv4.ip_local_port_range net.ipv4.ip_local_reserved_ports'],
	docs: [
		'https://kubernetes.io/docs/reference/networking/ports-and-protocols/',
		'https://www.kernel.org/doc/html/latest/networking/ip-sysctl.html',
	],
	seen: 'live',
	check: ({sysctls, components}) => {
		const find = (name: string) => sysctls.find((each) => each.name === `net.ipv4.${name}`);
		const local = find('ip_local_port_range');
		const reserved = find('ip_local_reserved_ports');
		const [used] = rangesOf(local?.value ?? '');
		if (local === undefined || used === undefined) {
			return {unknown: 'the range of ports for outgoing connections is not known'};
		}
		const nodePorts = nodePortRange(components);
		const shared = {first: Math.max(used.first, nodePorts.first), last: Math.min(used.last, nodePorts.last)};
		if (shared.first > shared.last) {
			return [];
		}
		if (reserved === undefined) {
			return {unknown: 'it is not known which ports are reserved (net.ipv4.ip_local_reserved_ports)'};
		}
		const kept = rangesOf(reserved.value);
		const range = `${nodePorts.first}-${nodePorts.last}`;
		return isCovered(shared, kept)
			? []
			: [
					{
						expected: `ports ${range} kept free for NodePorts`,
						actual: `outgoing connections may take ports ${shared.first} to ${shared.last}, which are NodePorts`,
						evidence: [local.at, reserved.at, ...(nodePorts.at === null ? [] : [nodePorts.at])],
						values: {reserved: [reserved.value.trim(), range].filter((part) => part !== '').join(',')},
					},
				];
	},
});
