import type {Part} from '../model/capture.ts';
import type {Interface} from '../model/facts/interface.ts';
import {emptyInterface} from './empty-interface.ts';
import {numberOf} from './number-of.ts';

/** The attributes of an interface under /sys/class/net, by file name; `at` is that of the first. */
type Attributes = {readonly values: Map<string, string>; readonly source: string};

/** IFF_* of linux/if.h as ip-link(8) calls them. The kernel sets the bit of PROMISC for ports of a bridge, which ip does not show. */
const flagNames: readonly (readonly [number, string])[] = [
	[0x8, 'LOOPBACK'],
	[0x2, 'BROADCAST'],
	[0x10, 'POINTOPOINT'],
	[0x1000, 'MULTICAST'],
	[0x80, 'NOARP'],
	[0x400, 'MASTER'],
	[0x800, 'SLAVE'],
	[0x1, 'UP'],
];

/** ARPHRD_* of linux/if_arp.h as ip-link(8) calls them. */
const linkTypes: ReadonlyMap<string, string> = new Map([
	['1', 'ether'],
	['512', 'ppp'],
	['768', 'ipip'],
	['769', 'tunnel6'],
	['772', 'loopback'],
	['776', 'sit'],
	['778', 'gre'],
	['65534', 'none'],
]);

/** The carrier is told by the state: an attribute of its own cannot be read while the interface is down. */
const flagsOf = (hex: string | undefined, state: string | null): readonly string[] => {
	const bits = hex !== undefined && /^0x[0-9a-f]{1,8}$/i.test(hex) ? Number(hex) : 0;
	const names = flagNames.filter(([bit]) => bits & bit).map(([, name]) => name);
	if (!names.includes('UP')) {
		return names;
	}
	return state === 'DOWN' || state === 'LOWERLAYERDOWN' ? ['NO-CARRIER', ...names] : [...names, 'LOWER_UP'];
};

/** The kind, where the driver names it (`DEVTYPE=bridge` in uevent); veth and dummy do not. */
const kindOf = (uevent: string | undefined): string | null =>
	uevent
		?.split('\n')
		.find((line) => line.startsWith('DEVTYPE='))
		?.slice('DEVTYPE='.length)
		.trim() ?? null;

const toInterface = (name: string, {values, source}: Attributes): Interface => {
	const index = numberOf(values.get('ifindex'));
	const link = numberOf(values.get('iflink'));
	const state = values.get('operstate')?.toUpperCase() ?? null;
	return {
		...emptyInterface(name, {source, line: 1}),
		index,
		flags: flagsOf(values.get('flags'), state),
		mtu: numberOf(values.get('mtu')),
		state,
		linkType: linkTypes.get(values.get('type') ?? '') ?? null,
		mac: values.get('address') || null,
		peerIndex: link === null || link === 0 || link === index ? null : link,
		kind: kindOf(values.get('uevent')),
	};
};

/** Makes interfaces of the files of /sys/class/net/NAME/ (sysfs-class-net of the kernel's documentation), in the order of their numbers. */
export const readSysClassNet = (parts: readonly Part[]): readonly Interface[] => {
	const found = new Map<string, Attributes>();
	for (const part of parts) {
		const [attribute = '', name = ''] = part.name.split('/').reverse();
		const attributes = found.get(name) ?? {values: new Map<string, string>(), source: part.name};
		attributes.values.set(attribute, part.text.trim());
		found.set(name, attributes);
	}
	return [...found]
		.map(([name, attributes]) => toInterface(name, attributes))
		.toSorted((a, b) => (a.index ?? 0) - (b.index ?? 0));
};
