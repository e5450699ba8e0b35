import type {Unparsed} from '../model/place.ts';
import type {Report, ReportNode} from '../model/report.ts';
import {escapeVisible} from './escape-visible.ts';
import {countedNodes, fewNodes} from './node-list.ts';
import {ownWords} from './own-words.ts';
import type {Style} from './style.ts';

const most = 20;

const linesOf = (node: ReportNode): readonly Unparsed[] => [
	...node.unrecognised,
	...node.readings.flatMap((reading) => reading.unparsed),
];

const gap = (
	name: string,
	lines: readonly (Unparsed & {readonly node?: string})[],
	style: Style,
): readonly string[] => {
	const shown = lines.slice(0, most).map(({node, source, line, expected, text}) => {
		const where = `  ${node === undefined ? '' : `${node} `}${source}:${line}: expected `;
		return `${escapeVisible(where, style.ascii)}${ownWords(expected, style)}: ${escapeVisible(text.slice(0, 120), style.ascii)}`;
	});
	const rest = lines.length - shown.length;
	const more = rest > 0 ? [ownWords(`  … and ${rest} more (--format json lists all)`, style)] : [];
	const head = `Not understood on ${escapeVisible(name, style.ascii)} (${lines.length})`;
	return lines.length === 0 ? [] : [[head, ...shown, ...more].join('\n')];
};

/** What was not understood, node by node; of many nodes all of it together. */
export const renderGaps = ({nodes}: Report, style: Style): readonly string[] => {
	if (nodes.length <= fewNodes) {
		return nodes.flatMap((node) => gap(node.id, linesOf(node), style));
	}
	const lines = nodes.flatMap((node) => linesOf(node).map((line) => ({...line, node: node.id})));
	return gap(countedNodes([...new Set(lines.map(({node}) => node))]), lines, style);
};
