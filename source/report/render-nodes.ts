import type {Report} from '../model/report.ts';
import {describeNodes} from './describe-nodes.ts';
import {escapeVisible} from './escape-visible.ts';
import {countedNodes, fewNodes} from './node-list.ts';
import {takenText} from './origin-of-report.ts';
import {ownWords} from './own-words.ts';
import {paint, type Style} from './style.ts';
import {wrap} from './wrap.ts';

/** Each node in a line of its own: its name, addresses, what it is of Kubernetes, and when it was read. Of many nodes a line for each kind. */
export const renderNodes = (report: Report, style: Style): string => {
	const kinds = describeNodes(report);
	if (report.nodes.length > fewNodes) {
		const lines = [...Map.groupBy(kinds, ({kind}) => kind)].map(([kind, nodes]) => {
			const text = `${kind}: ${countedNodes(nodes.map(({node}) => node.id))}`;
			return `  ${wrap(ownWords(text, style), style.width, '    ')}`;
		});
		const title = `${report.nodes.length} nodes   ${takenText(report)}`;
		return [paint(escapeVisible(title, style.ascii), 'heading', style), ...lines].join('\n');
	}
	return kinds
		.map(({node, addresses, kind}) => {
			const fields = [node.id, addresses, kind, node.takenAt].filter((field) => field !== '');
			return paint(escapeVisible(fields.join('   '), style.ascii), 'heading', style);
		})
		.join('\n');
};
