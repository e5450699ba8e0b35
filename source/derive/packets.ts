import type {PacketStation, PacketWay, Service} from '../model/conclusions.ts';
import {defineDerivation} from '../model/derivation.ts';
import type {View} from '../model/rule.ts';
import {type Asked, askAs, askPort} from './ask-port.ts';
import {createFirewallVerdicts, type FirewallVerdicts} from './firewall-verdicts.ts';
import type {PacketVerdict} from './packet.ts';
import {hasNodePorts, podPackets} from './pod-packets.ts';
import {peerAddresses, requiredPorts} from './required-packets.ts';
import {serviceEntry} from './service-entry.ts';
import {endpointsFor, firewallOf, portalSteps, reachKnown} from './service-path.ts';
import type {AskedService} from './service-query.ts';
import {reachEndpoint} from './service-reach.ts';

const needs = ['iptables', 'nftables', 'nodeAddress'] as const;
const uses = [
	...(['portTable', 'etcd', 'connections', 'addressPlan', 'cni', 'services', 'proxy'] as const),
	...(['interfaces', 'routes', 'virtualServers', 'kubeProxyConfig'] as const),
] as const;

type Node = View<(typeof needs)[number], (typeof uses)[number]>;

const stationsOf = ({steps}: PacketVerdict): readonly PacketStation[] => {
	const stations: {hook: PacketStation['hook']; chain: string; steps: PacketStation['steps'][number][]}[] = [];
	for (const {text, at, enters} of steps) {
		if (enters === undefined) {
			stations.at(-1)?.steps.push({text, at});
		} else {
			stations.push({...enters, steps: []});
		}
	}
	return stations;
};

const way = (kind: PacketWay['kind'], packet: string, walked: PacketVerdict): PacketWay => ({
	kind,
	packet,
	verdict: walked.verdict,
	by: walked.by,
	chains: walked.chains,
	stations: stationsOf(walked),
});

const isDoubtful = ({verdict}: Asked): boolean => verdict.verdict === 'unknown';

const isLetIn = ({verdict}: Asked): boolean => verdict.verdict === 'accept';

/** Each port that others need, at each address of the node. */
const portWays = (
	{portTable, etcd, connections, nodeAddress}: Node,
	firewall: FirewallVerdicts,
): readonly PacketWay[] => {
	const askers = {connections, nodeAddress, peers: peerAddresses(connections, nodeAddress)};
	const ports = requiredPorts(portTable ?? [], etcd);
	return nodeAddress.addresses.flatMap((own) =>
		ports.map((required) => {
			const {row, protocol, port} = required;
			const {asked, stopped} = askPort(required, own, askers, firewall);
			// What a rule says of the port is what is shown: who is kept out, else of whom it cannot be told, else who gets in.
			const shown = stopped ?? asked.find(isDoubtful) ?? asked.find(isLetIn);
			const from = shown === undefined ? '' : ` from ${shown.source}`;
			const walked = shown?.verdict ?? askAs(null, required, own, firewall);
			return way('port', `${protocol} ${own.address}:${port} (${row.component}, ${row.purpose})${from}`, walked);
		}),
	);
};

/** Packets of pods that this node forwards; where only the answer is stopped, that one. */
const podWays = ({addressPlan, cni, nodeAddress, services}: Node, firewall: FirewallVerdicts): readonly PacketWay[] =>
	addressPlan === undefined || cni === undefined
		? []
		: ([4, 6] as const).flatMap((family) =>
				podPackets(addressPlan, cni, nodeAddress, family, hasNodePorts(services, family)).map(({what, connection}) => {
					const there = firewall.forward(connection);
					const both = firewall.forwardBothWays(connection);
					const isAnswer = both.verdict !== there.verdict;
					const name = `${family === 6 ? 'IPv6, ' : ''}${what}${isAnswer ? ' (the answer)' : ''}`;
					return way('pods', name, isAnswer ? both : there);
				}),
			);

/** A service that stands for all: one with a node port, else one with a cluster address, that leads somewhere. */
const shownService = (services: readonly Service[]): AskedService | null => {
	const open = services.filter(({endpoints, mode}) => endpoints.length > 0 && mode !== 'ipvs');
	const service = open.find(({nodePort}) => nodePort !== null) ?? open.find(({clusterIp}) => clusterIp !== null);
	return service === undefined
		? null
		: {service, way: service.nodePort === null ? 'cluster' : 'external', address: null};
};

const serviceName = ({service, way: asked}: AskedService): string => {
	const name = service.name === null ? '' : ` (${service.name})`;
	return asked === 'external'
		? `${service.protocol} node port ${service.nodePort}${name} from outside`
		: `${service.protocol} ${service.clusterIp}:${service.port}${name} from a pod of this node`;
};

/** The way of a connection to a service: first the rules that choose an endpoint, then the filters on the way to it. */
const serviceWays = (node: Node): readonly PacketWay[] => {
	const asked = shownService(node.services ?? []);
	const [endpoint] = asked === null ? [] : endpointsFor(node, asked);
	if (asked === null || endpoint === undefined) {
		return [];
	}
	const {walked} = reachEndpoint(asked, endpoint, reachKnown(node, firewallOf(node)));
	const [entry] = serviceEntry(node, asked.service);
	const stations = walked === null ? [] : stationsOf(walked);
	const after = stations.findLastIndex(({hook}) => hook === 'prerouting') + 1;
	// What the node itself sends is translated elsewhere; the way of a packet that arrives is shown.
	if (walked === null || entry === undefined || after === 0) {
		return [];
	}
	const to = {text: `translated to ${endpoint.address}:${endpoint.port ?? '*'}`, at: endpoint.at};
	const translation: PacketStation = {
		hook: 'prerouting',
		chain: `${endpoint.address.includes(':') ? 'ip6' : 'ip'} ${asked.service.mode === 'nftables' ? 'kube-proxy' : 'nat PREROUTING'}`,
		steps: entry.at === null ? [entry] : [entry, ...portalSteps(asked).slice(-1), to],
	};
	return [
		{
			...way('service', serviceName(asked), walked),
			...(entry.at === null ? {verdict: 'drop', by: null, chains: []} : {}),
			stations:
				entry.at === null
					? [...stations.slice(0, after), translation]
					: [...stations.slice(0, after), translation, ...stations.slice(after)],
		},
	];
};

/** Packets that the node has to let pass, and what becomes of them in its filters. Where only a part of the filters is known none is surely accepted. */
export const packets = defineDerivation({
	conclusion: 'packets',
	title: 'Ways of packets',
	needs,
	uses,
	derive: (node, isWhole) => {
		const firewall = createFirewallVerdicts(node);
		const isKnown = isWhole('iptables') && isWhole('nftables');
		return [...serviceWays(node), ...podWays(node, firewall), ...portWays(node, firewall)].map((each) =>
			each.verdict === 'accept' && !isKnown ? {...each, verdict: 'unknown', by: null, chains: []} : each,
		);
	},
});
