import type {Report, ReportNode} from '../model/report.ts';

/** A node for the head of a report: its addresses and what it is of Kubernetes. */
export type DescribedNode = {readonly node: ReportNode; readonly addresses: string; readonly kind: string};

const kindOf = (node: ReportNode, version: string): string =>
	node.role === 'none' ? 'no Kubernetes' : `${node.role}, ${node.distribution} ${version}`.trimEnd();

/** What is known of each node. */
export const describeNodes = (report: Report): readonly DescribedNode[] => {
	const conclusions = new Map(report.conclusions.map((each) => [each.node, each]));
	return report.nodes.map((node) => {
		const {role, nodeAddress} = conclusions.get(node.id) ?? {};
		return {
			node,
			addresses: nodeAddress?.addresses.map(({address}) => address).join(', ') ?? '',
			kind: kindOf(node, role?.version?.value ?? ''),
		};
	});
};
