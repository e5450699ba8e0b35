import type {AddressPlan, EtcdCensus, NodeAddress, PortRow} from '../model/conclusions.ts';
import type {Socket} from '../model/facts/socket.ts';
import {containsAddress, parseCidr} from '../net/cidr.ts';
import {type AcceptedSource, acceptedSources} from './accepted-sources.ts';
import {type Askers, askAs, askPort, isOfFamily, type OwnAddress} from './ask-port.ts';
import {createFirewallVerdicts, type FirewallVerdicts} from './firewall-verdicts.ts';
import type {PacketFilters, PacketVerdict} from './packet.ts';
import {peerAddresses, type RequiredPort, requiredPorts} from './required-packets.ts';
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

/** It gets in, and by the rule that names it. */
const isLetIn = ({verdict, steps}: PacketVerdict, {at}: AcceptedSource): boolean =>
	verdict === 'accept' && steps.some((step) => samePlace(step.at, at));

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

type Judging = Askers & {readonly verdicts: FirewallVerdicts; readonly named: () => readonly AcceptedSource[]};

/** One port at one address. */
const judge = (port: RequiredPort, own: OwnAddress, judging: Judging): FilteredPort | 'doubtful' | null => {
	const {verdicts, named} = judging;
	const {asked, isUsed, stopped} = askPort(port, own, judging, verdicts);
	if (stopped !== null) {
		const lets = (one: AcceptedSource): boolean =>
			isOfFamily(one.address, own) && isLetIn(askAs(one.address, port, own, verdicts), one);
		return {...port, ...stopped, isRestricted: !isUsed && named().some(lets)};
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
		connections: needs.connections,
		nodeAddress: needs.nodeAddress,
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
