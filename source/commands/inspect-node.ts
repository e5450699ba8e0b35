import type {AnalyzedNode} from '../analyzer/analyze.ts';
import {knownValue} from '../analyzer/draw-conclusions.ts';
import {meaningOf} from '../analyzer/meaning.ts';
import type {Finding} from '../model/finding.ts';
import type {Inspection} from '../model/scene.ts';
import {requiredPackets} from './required-verdicts.ts';
import {serviceOnNode} from './service.ts';

/** What can be looked into of a node that was read. Nothing is made before somebody looks. */
export const inspectNode = (node: AnalyzedNode, findings: readonly Finding[]): Inspection => ({
	captures: node.snapshot.captures,
	iptables: knownValue(node.knowledge, 'iptables') ?? null,
	nftables: knownValue(node.knowledge, 'nftables') ?? null,
	service: (query) => serviceOnNode(query, node),
	packets: () => requiredPackets(node.knowledge),
	meaning: () => meaningOf(node.knowledge, findings),
});
