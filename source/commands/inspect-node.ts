import type {AnalyzedNode} from '../analyzer/analyze.ts';
import {knownValue} from '../analyzer/draw-conclusions.ts';
import {meaningOf} from '../analyzer/meaning.ts';
import {quoterOf} from '../analyzer/quote-evidence.ts';
import {chainOwner} from '../derive/chain-owner.ts';
import type {Finding} from '../model/finding.ts';
import type {Inspection} from '../model/scene.ts';
import {packetVerdicts} from '../report/packet-verdicts.ts';
import {serviceOnNode} from './service.ts';

/** What can be looked into of a node that was read. Nothing is made before somebody looks. */
export const inspectNode = (node: AnalyzedNode, findings: readonly Finding[]): Inspection => ({
	captures: node.snapshot.captures,
	iptables: knownValue(node.knowledge, 'iptables') ?? null,
	nftables: knownValue(node.knowledge, 'nftables') ?? null,
	listeners: knownValue(node.knowledge, 'listeners') ?? null,
	connections: knownValue(node.knowledge, 'connections') ?? null,
	interfaces: knownValue(node.knowledge, 'interfaces') ?? null,
	cniConfigs: knownValue(node.knowledge, 'cniConfigs') ?? null,
	quote: quoterOf(node.snapshot),
	chainOwner,
	service: (query) => serviceOnNode(query, node),
	packets: () => packetVerdicts(knownValue(node.knowledge, 'packets') ?? null),
	meaning: () => meaningOf(node.knowledge, findings),
});
