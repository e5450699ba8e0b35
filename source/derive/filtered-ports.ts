import type {AddressPlan, EtcdCensus, NodeAddress, PortRow} from '../model/conclusions.ts';
import type {Socket} from '../model/facts/socket.ts';
import {containsAddress, parseCidr} from '../net/cidr.ts';
import {type AcceptedSource, acceptedSources} from './accepted-sources.ts';
import {createFirewallVerdicts, type FirewallVerdicts} from './firewall-verdicts.ts';
import {isStopped} from './is-stopped.ts';
import type {PacketFilters, PacketVerdict} from './packet.ts';
import {neighbourAddress, peerAddresses, type RequiredPort, requiredPorts, usersOfPort} from './required-packets.ts';
import {samePlace} from './same-place.ts';

/** A port of this node that other nodes need and do not get through to. */
export type FilteredPort = RequiredPort & {
	readonly verdict: PacketVerdict;
	/** Who was stopped. */
	readonly source: string;
	/** Somebody is let in by address, and none of those that should be is known. */
	readonly isRestricted: boolean;
};

/** What tells who needs which port, each where it is known. */
export type PortNeeds = {
	readonly portTable: readonly PortRow[];
	readonly nodeAddress: NodeAddress;
	readonly connections?: readonly Socket[] | undefined;
	readonly etcd?: EtcdCensus | undefined;
	readonly addressPlan?: AddressPlan | undefined;
};

type Own = NodeAddress['addresses'][number];
type Asked = {readonly source: string; readonly verdict: PacketVerdict};

const isOfFamily = (address: string, own: Own): boolean => address.includes(':') === (own.family === 6);

/** It gets in, and by the rule that names it. */
const isLetIn = ({verdict}: Asked, {at}: AcceptedSource): boolean =>
	verdict.verdict === 'accept' && verdict.steps.some((step) => samePlace(step.at, at));

/** Who is let in by address: not pods, which have addresses of their own. */
const namedSources = (filters: PacketFilters, {addressPlan}: PortNeeds): readonly AcceptedSource[] => {
	const pods = (addressPlan?.ranges ?? [])
		.filter(({kind}) => kind !== 'node' && kind !== 'route')
		.map(({cidr}) => parseCidr(cidr))
		.filter((cidr) => cidr !== null);
	return acceptedSources(filters.iptables, filters.nftables).filter(
		({address}) => !pods.some((cidr) => containsAddress(cidr, address)),
	);
};

type Judging = {
	readonly needs: PortNeeds;
	readonly verdicts: FirewallVerdicts;
	readonly peers: readonly string[];
	readonly named: () => readonly AcceptedSource[];
};

/** One port at one address. Those that use it now must all get in; where nobody does, one of the known nodes must. */
const judge = (port: RequiredPort, own: Own, judging: Judging): FilteredPort | 'doubtful' | null => {
	const {needs, verdicts, peers, named} = judging;
	const ask = (source: string): Asked => {
		const {protocol} = port;
		const to = {address: own.address, interface: own.interface, protocol, port: port.port};
		return {source, verdict: verdicts.input({...to, source})};
	};
	const users = usersOfPort(needs.connections, needs.nodeAddress, port.port).filter((each) => isOfFamily(each, own));
	const neighbour = neighbourAddress(own.address, own.prefix);
	const others = [...peers.filter((each) => isOfFamily(each, own)), ...(neighbour === null ? [] : [neighbour])];
	const asked = (users.length > 0 ? users : others).map(ask);
	const stopped = asked.filter(({verdict}) => isStopped(verdict));
	const [first] = stopped;
	if (first !== undefined && (users.length > 0 || stopped.length === asked.length)) {
		const isRestricted =
			users.length === 0 && named().some((one) => isOfFamily(one.address, own) && isLetIn(ask(one.address), one));
		return {...port, ...first, isRestricted};
	}
	return asked.some(({verdict}) => verdict.verdict === 'unknown') ? 'doubtful' : null;
};

/** The ports that other nodes need and this node's filters close, and those of which it cannot be told. */
export const filteredPorts = (
	filters: PacketFilters,
	needs: PortNeeds,
): {readonly filtered: readonly FilteredPort[]; readonly doubtful: readonly RequiredPort[]} => {
	let sources: readonly AcceptedSource[] | null = null;
	const judging: Judging = {
		needs,
		verdicts: createFirewallVerdicts(filters),
		peers: peerAddresses(needs.connections, needs.nodeAddress),
		named: () => {
			sources ??= namedSources(filters, needs);
			return sources;
		},
	};
	const ports = requiredPorts(needs.portTable, needs.etcd);
	const judged = needs.nodeAddress.addresses.flatMap((own) =>
		ports.map((port) => ({port, result: judge(port, own, judging)})),
	);
	return {
		filtered: judged.flatMap(({result}) => (result === null || result === 'doubtful' ? [] : [result])),
		doubtful: judged.flatMap(({port, result}) => (result === 'doubtful' ? [port] : [])),
	};
};

/** Ports in a sentence: `10250/tcp, 8472/udp`. */
export const portList = (ports: readonly RequiredPort[]): string =>
	[...new Set(ports.map(({port, protocol}) => `${port}/${protocol}`))].join(', ');
