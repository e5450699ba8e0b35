import type {NodeAddress, ServiceEndpoint} from '../model/conclusions.ts';
import type {Interface} from '../model/facts/interface.ts';
import type {Route} from '../model/facts/route.ts';
import {parseAddress} from '../net/address.ts';
import {addressAt, parseCidr, sizeOf} from '../net/cidr.ts';
import {anyone, type FirewallVerdicts, verdictText} from './firewall-verdicts.ts';
import {type Location, locateAddress} from './locate-address.ts';
import type {PacketVerdict} from './packet.ts';
import type {ServiceStep} from './service-entry.ts';
import type {AskedService} from './service-query.ts';

/** What a connection to an endpoint depends on. */
export type ReachKnown = {
	readonly interfaces: readonly Interface[];
	readonly routes: readonly Route[] | undefined;
	readonly nodeAddress: NodeAddress | undefined;
	/** Null where the filters are not known. */
	readonly firewall: FirewallVerdicts | null;
	/** The mark that kube-proxy gives to what must be masqueraded. */
	readonly mark: number;
};

/** What becomes of connections to one endpoint. */
export type EndpointReach = {
	readonly location: Location;
	readonly verdict: 'reachable' | 'refused' | 'dropped' | 'unknown';
	readonly steps: readonly ServiceStep[];
	/** Its way through the filters of this node; null where they are not known or nothing leads there. */
	readonly walked: PacketVerdict | null;
};

/** Somebody who connects: from outside, a pod of this node, or the node itself. */
type Client = {
	readonly kind: 'outside' | 'pod' | 'node';
	readonly address: string;
	readonly interface: string | null;
	readonly text: string;
};

/** A pod on this node: the last address but one of the bridge that pods hang on. */
const podClient = (family: 4 | 6, interfaces: readonly Interface[]): Client | null => {
	for (const {name, addresses, kind} of interfaces) {
		const isPodBridge = /^(cni|cbr|kube-bridge|weave)/.test(name) && kind !== 'veth';
		const own = isPodBridge ? addresses.find((each) => each.family === family && each.scope === 'global') : undefined;
		const range = own === undefined ? null : parseCidr(`${own.address}/${own.prefix}`);
		if (range !== null && sizeOf(range) > 4n) {
			const address = addressAt(range, sizeOf(range) - 2n);
			return {kind: 'pod', address, interface: name, text: 'from a pod on this node'};
		}
	}
	return null;
};

const clientOf = (way: AskedService['way'], family: 4 | 6, known: ReachKnown): Client => {
	const own = known.nodeAddress?.addresses.find((each) => each.family === family);
	if (way === 'external' || own === undefined) {
		const uplink = known.nodeAddress?.uplink ?? null;
		return {kind: 'outside', address: anyone[family], interface: uplink, text: 'from outside'};
	}
	const node: Client = {kind: 'node', address: own.address, interface: 'lo', text: 'from this node itself'};
	return podClient(family, known.interfaces) ?? node;
};

/** The address that a connection was sent to; that of the node where a node port was asked for. */
const originalOf = ({service, way, address}: AskedService, own: string | undefined) => {
	const portal = way === 'cluster' ? service.clusterIp : (address ?? own ?? null);
	const port = way === 'external' && address === null ? service.nodePort : service.port;
	return portal === null ? {} : {original: {address: portal, port}};
};

const filtered = (
	asked: AskedService,
	client: Client,
	{address, port}: ServiceEndpoint,
	location: Location,
	{firewall, mark, nodeAddress}: ReachKnown,
): PacketVerdict | null => {
	if (firewall === null || port === null) {
		return null;
	}
	const protocol = protocolOf(asked.service.protocol);
	if (location.where === 'here') {
		return firewall.input({address, interface: client.interface, protocol, port, source: client.address});
	}
	const connection = {from: client, to: {address, interface: location.device}, protocol, port};
	const family = parseAddress(address)?.family;
	const own = nodeAddress?.addresses.find((each) => each.family === family)?.address;
	return client.kind === 'node'
		? firewall.output(connection)
		: firewall.forwardBothWays({
				...connection,
				...{dnat: true, mark: asked.way === 'external' ? mark : 0},
				...originalOf(asked, own),
			});
};

const verdicts = {accept: 'reachable', drop: 'dropped', reject: 'refused', unknown: 'unknown'} as const;

const protocolOf = (text: string): 'tcp' | 'udp' | 'sctp' => (text === 'udp' || text === 'sctp' ? text : 'tcp');

/** What becomes of a connection that was translated to an endpoint: where it goes, and whether this node filters it. */
export const reachEndpoint = (asked: AskedService, endpoint: ServiceEndpoint, known: ReachKnown): EndpointReach => {
	const {address, port} = endpoint;
	const name = `${address}:${port ?? '*'}`;
	const location = locateAddress(address, known.routes, known.interfaces, known.nodeAddress?.physical ?? []);
	const where: ServiceStep = {text: `${name} ${location.text}`, at: location.at};
	if (location.where === 'nowhere') {
		return {location, verdict: 'dropped', steps: [where], walked: null};
	}
	const client = clientOf(asked.way, parseAddress(address)?.family ?? 4, known);
	const verdict = filtered(asked, client, endpoint, location, known);
	if (verdict === null) {
		return {
			location,
			verdict: 'unknown',
			steps: [where, {text: `${name}: the packet filters are not known`, at: null}],
			walked: null,
		};
	}
	const text = `${client.text} to ${name}: ${verdictText(verdict)}`;
	return {location, verdict: verdicts[verdict.verdict], steps: [where, {text, at: verdict.by}], walked: verdict};
};
