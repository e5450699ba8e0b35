import {type Knowledge, knownValue} from '../analyzer/draw-conclusions.ts';
import {type Asked, askAs, askPort} from '../derive/ask-port.ts';
import {createFirewallVerdicts} from '../derive/firewall-verdicts.ts';
import type {PacketVerdict as Walked} from '../derive/packet.ts';
import {peerAddresses, requiredPorts} from '../derive/required-packets.ts';
import type {PacketVerdict} from '../model/scene.ts';

const verdicts: Readonly<Record<Walked['verdict'], PacketVerdict['verdict']>> = {
	accept: 'accepted',
	drop: 'dropped',
	reject: 'dropped',
	unknown: 'unknown',
};

const becauseOf = ({verdict, chains, by}: Walked): string => {
	if (by === null) {
		return 'nothing filters it';
	}
	const way = chains.join(' > ');
	return verdict === 'unknown'
		? `it depends on a rule that cannot be judged from here (${way})`
		: `${verdict} in ${way}`;
};

const isDoubtful = ({verdict}: Asked): boolean => verdict.verdict === 'unknown';

const isLetIn = ({verdict}: Asked): boolean => verdict.verdict === 'accept';

/** What becomes of the packets that this node has to accept of other nodes: each required port at each of its addresses. Empty where the filters or the ports are not known. */
export const requiredPackets = (knowledge: Knowledge): readonly PacketVerdict[] => {
	const [iptables, nftables] = [knownValue(knowledge, 'iptables'), knownValue(knowledge, 'nftables')];
	const [portTable, node] = [knownValue(knowledge, 'portTable'), knownValue(knowledge, 'nodeAddress')];
	if (portTable === undefined || node === undefined || (iptables === undefined && nftables === undefined)) {
		return [];
	}
	const filters = {iptables: iptables ?? {tables: [], warnings: []}, nftables: nftables ?? []};
	const firewall = createFirewallVerdicts(filters);
	const connections = knownValue(knowledge, 'connections');
	const askers = {connections, nodeAddress: node, peers: peerAddresses(connections, node)};
	return node.addresses.flatMap((own) =>
		requiredPorts(portTable, knownValue(knowledge, 'etcd')).map((required): PacketVerdict => {
			const {row, protocol, port} = required;
			const {asked, stopped} = askPort(required, own, askers, firewall);
			// What a rule says of the port is what is shown: who is kept out, else of whom it cannot be told, else who gets in.
			const shown = stopped ?? asked.find(isDoubtful) ?? asked.find(isLetIn);
			const source = shown?.source ?? null;
			const walked = shown?.verdict ?? askAs(null, required, own, firewall);
			return {
				packet: `${protocol} ${own.address}:${port} (${row.component}, ${row.purpose})${source === null ? '' : ` from ${source}`}`,
				verdict: verdicts[walked.verdict],
				source: walked.by?.source ?? null,
				line: walked.by?.line ?? null,
				because: becauseOf(walked),
			};
		}),
	);
};
