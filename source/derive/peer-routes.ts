import type {AddressPlan, CniChain, NodeAddress} from '../model/conclusions.ts';
import type {Interface} from '../model/facts/interface.ts';
import type {ForwardingEntry, Neighbour, Route} from '../model/facts/route.ts';
import type {Place} from '../model/place.ts';
import {type Cidr, contains, parseCidr} from '../net/cidr.ts';
import {deviceOf, isDefaultRoute, viaOf} from './route-parts.ts';

/** What the way from one node to the pods of another is told by. */
export type PeerView = {
	readonly routes: readonly Route[];
	readonly addressPlan: AddressPlan;
	readonly nodeAddress: NodeAddress;
	readonly cni: CniChain;
	readonly interfaces: readonly Interface[];
	readonly forwardingEntries?: readonly ForwardingEntry[] | undefined;
	readonly neighbours?: readonly Neighbour[] | undefined;
};

/** What is wrong with the way to another node's pods. */
export type WrongWay = {readonly text: string; readonly at: readonly Place[]};

/** The routes of a node, prepared to be asked about many others. */
export type Ways = {
	readonly view: PeerView;
	readonly exact: ReadonlyMap<string, Route>;
	readonly wide: readonly {readonly route: Route; readonly cidr: Cidr}[];
	readonly byMac: ReadonlyMap<string, ForwardingEntry>;
	readonly byAddress: ReadonlyMap<string, Neighbour>;
};

/** Prefixes that may hold the subnets of several nodes; shorter ones are few. */
const isWide = ({prefix, family}: Cidr): boolean => prefix < (family === 4 ? 24 : 64);

/** Prepares the routes, the forwarding database and the neighbours of the overlay of a node. */
export const waysOf = (view: PeerView): Ways => {
	const {routes, cni, forwardingEntries = [], neighbours = []} = view;
	const main = routes.filter((route) => route.table === 'main' && !isDefaultRoute(route));
	const parsed = main.flatMap((route) => {
		const cidr = parseCidr(route.destination);
		return cidr === null ? [] : [{route, cidr}];
	});
	const isOverlay = ({device}: {readonly device: string}): boolean => device === cni.overlay?.name;
	return {
		view,
		exact: new Map(parsed.map(({route, cidr}) => [cidr.text, route])),
		wide: parsed.filter(({cidr}) => isWide(cidr)),
		byMac: new Map(forwardingEntries.filter(isOverlay).map((entry) => [entry.mac.toLowerCase(), entry])),
		byAddress: new Map(neighbours.filter(isOverlay).map((neighbour) => [neighbour.address, neighbour])),
	};
};

const overlayLink = ({cni, interfaces}: PeerView): Interface | undefined =>
	interfaces.find(({name}) => name === cni.overlay?.name);

/** Addresses by which a node is known to others: its own, and that of its end of the overlay. */
const endsOf = (view: PeerView): readonly string[] => {
	const local = overlayLink(view)?.vxlan?.local;
	return [...view.nodeAddress.addresses.map(({address}) => address), ...(local ? [local] : [])];
};

/** The forwarding database and the neighbour table against the real end of the other's VXLAN interface. */
const wrongTunnel = (ways: Ways, route: Route, peer: PeerView): WrongWay | null => {
	const mac = overlayLink(peer)?.mac?.toLowerCase();
	if (mac === undefined || ways.view.cni.overlay?.kind !== 'vxlan' || deviceOf(route) !== ways.view.cni.overlay.name) {
		return null;
	}
	const neighbour = ways.byAddress.get(viaOf(route) ?? '');
	if (neighbour !== undefined && neighbour.mac !== null && neighbour.mac.toLowerCase() !== mac) {
		return {text: `takes ${neighbour.mac} for its VXLAN interface, which has ${mac}`, at: [neighbour.at, route.at]};
	}
	const entry = ways.byMac.get(mac);
	return entry?.destination == null || endsOf(peer).includes(entry.destination)
		? null
		: {text: `sends what is for its VXLAN interface to ${entry.destination}`, at: [entry.at, route.at]};
};

/** What is wrong with the way from a node to a subnet of another's pods; null where nothing is. */
export const wrongWay = (ways: Ways, subnet: Cidr, peer: PeerView): WrongWay | null => {
	const {cni} = ways.view;
	const route = ways.exact.get(subnet.text) ?? ways.wide.find(({cidr}) => contains(cidr, subnet))?.route;
	if (route === undefined) {
		return cni.overlay === null ? null : {text: `has no route to its pods (${subnet.text})`, at: [cni.overlay.at]};
	}
	const via = viaOf(route);
	const isTunnel = cni.overlay !== null && deviceOf(route) === cni.overlay.name;
	if (isTunnel) {
		return wrongTunnel(ways, route, peer);
	}
	return route.type === 'unicast' && via !== null && endsOf(peer).includes(via)
		? null
		: {
				text: `sends what is for its pods (${subnet.text}) ${route.type === 'unicast' ? `to ${via ?? deviceOf(route) ?? 'nowhere'}` : `to a route of type ${route.type}`}`,
				at: [route.at],
			};
};
