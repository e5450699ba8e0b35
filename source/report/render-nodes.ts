import type {Report, ReportNode} from '../model/report.ts';
import {escapeVisible} from './escape-visible.ts';
import {countedNodes, fewNodes} from './node-list.ts';
import {ownWords} from './own-words.ts';
import {paint, type Style} from './style.ts';
import {wrap} from './wrap.ts';

const kubernetesOf = (node: ReportNode, version: string): string =>
	node.role === 'none' ? 'no Kubernetes' : `${node.role}, ${node.distribution} ${version}`.trimEnd();

/** Each node in a line of its own: its name, addresses, what it is of Kubernetes, and when it was read. Of many nodes a line for each kind. */
export const renderNodes = (report: Report, style: Style): string => {
	const conclusions = new Map(report.conclusions.map((each) => [each.node, each]));
	const kinds = report.nodes.map((node) => {
		const {role, nodeAddress} = conclusions.get(node.id) ?? {};
		const addresses = nodeAddress?.addresses.map(({address}) => address).join(', ');
		return {node, addresses, kind: kubernetesOf(node, role?.version?.value ?? '')};
	});
	if (report.nodes.length > fewNodes) {
		const lines = [...Map.groupBy(kinds, ({kind}) => kind)].map(([kind, nodes]) => {
			const text = `${kind}: ${countedNodes(nodes.map(({node}) => node.id))}`;
			return `  ${wrap(ownWords(text, style), style.width, '    ')}`;
		});
		return [paint(`${report.nodes.length} nodes`, 'heading', style), ...lines].join('\n');
	}
	return kinds
		.map(({node, addresses, kind}) => {
			const fields = [node.id, addresses, kind, node.takenAt].filter((field) => field !== undefined && field !== '');
			return paint(escapeVisible(fields.join('   '), style.ascii), 'heading', style);
		})
		.join('\n');
};
