import type {Part} from '../model/capture.ts';
import type {Address, Interface} from '../model/facts/interface.ts';
import type {Route} from '../model/facts/route.ts';
import type {Parsed} from '../model/place.ts';
import {type Cidr, containsAddress, parseCidr} from '../net/cidr.ts';
import {emptyInterface} from './empty-interface.ts';
import {usualScope} from './ip-address-line.ts';
import {mergeInterfaces} from './merge-interfaces.ts';
import {parseDeviceRows} from './proc-net-dev.ts';
import {type LocalAddress, parseProcNetFibTrie} from './proc-net-fib-trie.ts';
import {type InterfaceAddress, parseProcNetIfInet6} from './proc-net-if-inet6.ts';
import {parseProcNetRoute} from './proc-net-route.ts';
import {parseParts} from './read-parts.ts';
import {readSysClassNet} from './sys-class-net.ts';

/** A network that an interface is directly connected to. */
type Connected = {readonly device: string; readonly cidr: Cidr};

const connectedOf = (routes: readonly Route[]): readonly Connected[] =>
	routes
		.filter((route) => route.via === null && route.device !== null && route.type === 'unicast')
		.flatMap(({device, destination}) => {
			const cidr = parseCidr(destination);
			return cidr === null || device === null ? [] : [{device, cidr}];
		})
		.toSorted((a, b) => b.cidr.prefix - a.cidr.prefix);

/** The interface that an IPv4 address is on: the one connected to its network. The network's own address is no address in it. */
const placeAddress = ({address, at}: LocalAddress, connected: readonly Connected[]): InterfaceAddress | null => {
	const isLoopback = address.startsWith('127.');
	const network = connected.find(
		({cidr}) => containsAddress(cidr, address) && parseCidr(address)?.first !== cidr.first,
	);
	const device = isLoopback ? 'lo' : network?.device;
	if (device === undefined) {
		return null;
	}
	const prefix = isLoopback ? 8 : (network?.cidr.prefix ?? 32);
	const scope = usualScope(address);
	return {
		family: 4,
		address,
		prefix,
		scope,
		peer: null,
		broadcast: null,
		label: null,
		flags: [],
		interface: device,
		index: 0,
		at,
	};
};

const holder = ({interface: name, index: _, ...address}: InterfaceAddress): Interface => ({
	...emptyInterface(name, address.at),
	addresses: [address satisfies Address],
});

/**
 * Makes interfaces of what the kernel shows without `ip`: /sys/class/net, /proc/net/dev, if_inet6, and fib_trie with route, which together
 * tell on which interface an IPv4 address is.
 */
export const procInterfaces = (parts: readonly Part[]): Parsed<readonly Interface[]> => {
	const named = (name: string): readonly Part[] => parts.filter((part) => part.name === `/proc/net/${name}`);
	const devices = parseParts(named('dev'), parseDeviceRows);
	const ipv6 = parseParts(named('if_inet6'), parseProcNetIfInet6);
	const ipv4 = parseParts(named('fib_trie'), parseProcNetFibTrie);
	const routes = parseParts(named('route'), parseProcNetRoute);
	const connected = connectedOf(routes.value);
	const placed = ipv4.value.map((address) => placeAddress(address, connected)).filter((address) => address !== null);
	const known = [
		...readSysClassNet(parts.filter((part) => part.name.startsWith('/sys/class/net/'))),
		...devices.value.map(({name, at}) => emptyInterface(name, at)),
	];
	return {
		value: mergeInterfaces([...known, ...[...placed, ...ipv6.value].map(holder)]),
		unparsed: [devices, ipv6, ipv4, routes].flatMap((parsed) => parsed.unparsed),
	};
};
