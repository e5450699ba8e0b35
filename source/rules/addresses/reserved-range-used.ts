import type {PlannedRange} from '../../model/conclusions.ts';
import type {Socket} from '../../model/facts/socket.ts';
import {defineRule, type Violation} from '../../model/rule.ts';
import {isPublic} from '../../net/address.ts';
import {type Cidr, containsAddress, overlaps, parseCidr} from '../../net/cidr.ts';

type Reserved = {readonly range: Cidr; readonly words: string; readonly severity: 'error' | 'warning'};

const reserved = (text: string, words: string, severity: Reserved['severity']): readonly Reserved[] => {
	const range = parseCidr(text);
	return range === null ? [] : [{range, words, severity}];
};

/** Addresses with a meaning of their own (https://www.iana.org/assignments/iana-ipv4-special-registry). */
const ranges: readonly Reserved[] = [
	...reserved('127.0.0.0/8', 'loopback', 'error'),
	...reserved('::1/128', 'loopback', 'error'),
	...reserved('169.254.0.0/16', 'link-local', 'error'),
	...reserved('fe80::/10', 'link-local', 'error'),
	...reserved('224.0.0.0/4', 'multicast', 'error'),
	...reserved('ff00::/8', 'multicast', 'error'),
	...reserved('0.0.0.0/8', 'reserved ("this network")', 'warning'),
	...reserved('192.0.0.0/24', 'reserved for protocols', 'warning'),
	...reserved('240.0.0.0/4', 'reserved (class E)', 'warning'),
];

/** Where somebody talks to such addresses they work here; some clouds use class E on purpose. */
const isInUse = (range: Cidr, connections: readonly Socket[]): boolean =>
	connections.some(
		({state, localAddress, remoteAddress}) =>
			state === 'ESTABLISHED' && (containsAddress(range, localAddress) || containsAddress(range, remoteAddress)),
	);

const kinds: Partial<Record<PlannedRange['kind'], string>> = {
	'cluster-pods': 'pods',
	'node-pods': 'pods',
	services: 'services',
};

/** Pod and service ranges against ranges that are not free for them. */
export const reservedRangeUsed = defineRule({
	id: 'reserved-range-used',
	title: 'Pods and services have private addresses',
	severity: 'warning',
	tier: 3,
	group: 'addresses',
	roles: 'any',
	needs: ['addressPlan'],
	uses: ['connections', 'nodeAddress'],
	why: 'The kernel and routers drop packets of reserved ranges, and real machines with the same public addresses cannot be reached from the cluster.',
	fix: 'Choose ranges from 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10 or fd00::/8 for a new cluster; of one that runs they cannot be changed in place.',
	commands: ['grep -rn cidr /etc/kubernetes/manifests'],
	verify: ['ip route get {address}'],
	docs: [
		'https://kubernetes.io/docs/concepts/cluster-administration/networking/',
		'https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/',
	],
	seen: 'never seen live; tested on made-up facts',
	check: ({addressPlan, connections, nodeAddress}) => {
		const judged = new Set<string>();
		return addressPlan.ranges.flatMap(({kind, cidr, owner, at}): readonly Violation[] => {
			const range = parseCidr(cidr);
			const users = kinds[kind];
			if (range === null || users === undefined || judged.has(`${users} ${range.text}`)) {
				return [];
			}
			judged.add(`${users} ${range.text}`);
			const address = range.text.split('/')[0] ?? '';
			const found = ranges.find((each) => overlaps(each.range, range));
			// Whoever gives nodes public addresses may own those of the pods as well; of IPv6 this is usual.
			const isForeign =
				range.family === 4 && isPublic(address) && nodeAddress?.addresses.some((own) => isPublic(own.address)) !== true;
			if (found === undefined && !isForeign) {
				return [];
			}
			const severity = found?.severity ?? 'warning';
			return [
				{
					expected: `a private range for ${users}`,
					actual: `${users} have ${range.text} (${owner}), which is ${found?.words ?? 'public'}`,
					severity: severity === 'warning' && isInUse(range, connections ?? []) ? ('info' as const) : severity,
					evidence: [at],
					values: {address},
				},
			];
		});
	},
});
