import {bestRoute} from '../derive/best-route.ts';
import type {NodeAddress} from '../model/conclusions.ts';
import type {Interface} from '../model/facts/interface.ts';
import type {Place} from '../model/place.ts';
import type {View} from '../model/rule.ts';
import {isLoopback} from '../net/address.ts';
import {apiServersOf} from './api-servers.ts';

/** What tells which interface carries the node's traffic. */
export const trafficFacts = ['nodeAddress', 'interfaces', 'routes', 'kubeconfigs', 'hostsFile'] as const;

type Node = View<never, (typeof trafficFacts)[number]>;

/** The interface that carries the node's traffic, its addresses, and why it is this one. */
export type TrafficInterface = {
	readonly link: Interface;
	readonly addresses: readonly string[];
	readonly because: string;
	readonly evidence: readonly Place[];
};

const reasons: {readonly [K in NodeAddress['because']]: string} = {
	'node-ip': "kubelet's --node-ip",
	apiserver: "kube-apiserver's --advertise-address",
	manifest: "--advertise-address in kube-apiserver's manifest",
	'default-route': 'the default route leaves through it',
	'only-address': 'it holds the only address',
	none: 'unknown',
};

/** The link to the API server, where it is another one than that of the default route (a NAT interface of a virtual machine). */
const towardsApiserver = ({nodeAddress, interfaces, routes, kubeconfigs, hostsFile}: Node): TrafficInterface | null => {
	const isTold = nodeAddress?.because !== 'default-route';
	const server = apiServersOf(kubeconfigs, hostsFile).find(({config}) =>
		/\/kubelet\.(conf|kubeconfig)$/.test(config.path),
	);
	if (isTold || routes === undefined || server === undefined || isLoopback(server.address)) {
		return null;
	}
	const route = bestRoute(routes, server.address);
	const link = interfaces?.find(({name}) => name === route?.device);
	if (route === null || link === undefined || link.name === nodeAddress?.uplink) {
		return null;
	}
	const held = link.addresses.filter(({family, scope}) => family === route.family && scope === 'global');
	const addresses = route.source === null ? held.slice(0, 1).map(({address}) => address) : [route.source];
	return {
		link,
		addresses,
		because: `the API server ${server.address} is behind it, although the default route leaves through ${nodeAddress?.uplink}`,
		evidence: [link.at, route.at, server.config.at],
	};
};

/** The interface that carries the node's traffic: kubelet's node IP, else the way to the API server, else the default route. */
export const trafficInterface = (node: Node): TrafficInterface | null => {
	const {nodeAddress, interfaces} = node;
	const link = interfaces?.find(({name}) => name === nodeAddress?.uplink);
	const found = towardsApiserver(node);
	if (found !== null || nodeAddress === undefined || link === undefined) {
		return found;
	}
	return {
		link,
		addresses: nodeAddress.addresses.map(({address}) => address),
		because: reasons[nodeAddress.because],
		evidence: [link.at, ...nodeAddress.addresses.map(({at}) => at)],
	};
};
