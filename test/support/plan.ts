import {findOverlaps} from '../../source/derive/range-overlaps.ts';
import type {AddressPlan, CniChain, NodeAddress, PlannedRange} from '../../source/model/conclusions.ts';
import {place} from './node-facts.ts';

/** A declared range. */
export const range = (
	kind: PlannedRange['kind'],
	cidr: string,
	owner: string,
	given: Partial<PlannedRange> = {},
): PlannedRange => ({
	kind,
	cidr,
	family: cidr.includes(':') ? 6 : 4,
	provenance: 'declared',
	owner,
	at: place(owner, 7),
	...given,
});

/** A plan of these ranges with their overlaps. */
export const plan = (...ranges: readonly PlannedRange[]): AddressPlan => ({
	ranges,
	overlaps: findOverlaps(ranges, false),
	clusterDns: [],
});

/** The node's addresses, all on eth0. */
export const nodeAt = (...addresses: readonly string[]): NodeAddress => ({
	addresses: addresses.map((text) => {
		const [address = '', prefix = '24'] = text.split('/');
		return {
			family: address.includes(':') ? (6 as const) : (4 as const),
			address,
			prefix: Number(prefix),
			interface: 'eth0',
			at: place('ip -d addr', 9),
		};
	}),
	uplink: 'eth0',
	because: 'default-route',
	physical: ['eth0'],
});

/** The pod network of a product; what is given changes it. */
export const podNetwork = (product: string | null, given: Partial<CniChain> = {}): CniChain => ({
	directory: '/etc/cni/net.d',
	winner: null,
	product,
	plugins: [],
	daemon: {expected: [], running: null, pid: null, at: null},
	bridge: null,
	overlay: null,
	mtu: null,
	products: [],
	leftovers: [],
	combination: null,
	...given,
});
