import type {Interface} from '../model/facts/interface.ts';
import type {Route} from '../model/facts/route.ts';
import type {Place} from '../model/place.ts';
import {normaliseAddress} from '../net/address.ts';
import {bestRoute} from './best-route.ts';

/** Where an address is, as this node's main routing table sees it. */
export type Location = {
	/** `here`: an address of the node itself; `pod`: on a link of this node; `away`: behind another node; `nowhere`: no route leads there. */
	readonly where: 'here' | 'pod' | 'away' | 'nowhere' | 'unknown';
	readonly device: string | null;
	readonly text: string;
	readonly at: Place | null;
};

const isBarred = ({type}: Route): boolean => type === 'blackhole' || type === 'unreachable' || type === 'prohibit';

/** Where a route table says that an address is. `physical` are the links that no CNI made: what is on them is another machine. */
export const locateAddress = (
	address: string,
	routes: readonly Route[] | undefined,
	interfaces: readonly Interface[],
	physical: readonly string[],
): Location => {
	const own = interfaces.find(({addresses}) => addresses.some((each) => each.address === normaliseAddress(address)));
	if (own !== undefined && own.name !== 'kube-ipvs0') {
		return {where: 'here', device: own.name, text: `is this node (${own.name})`, at: own.at};
	}
	if (routes === undefined) {
		return {where: 'unknown', device: null, text: 'is somewhere: the routes are not known', at: null};
	}
	const route = bestRoute(routes, address);
	if (route === null || isBarred(route)) {
		const text = route === null ? 'has no route' : `has a route of type ${route.type}`;
		return {where: 'nowhere', device: null, text, at: route?.at ?? null};
	}
	const device = route.device ?? route.nextHops[0]?.device ?? null;
	const via = route.via ?? route.nextHops[0]?.via ?? null;
	if (via !== null || (device !== null && physical.includes(device))) {
		const hop = via === null ? '' : ` via ${via}`;
		return {
			where: 'away',
			device,
			text: `is on another node, through ${device ?? 'an unknown link'}${hop}`,
			at: route.at,
		};
	}
	return {where: 'pod', device, text: `is a pod on this node (${device ?? 'an unknown link'})`, at: route.at};
};
