import type {Evidence, Finding} from '../model/finding.ts';
import {escapeVisible} from './escape-visible.ts';

/** What relative addresses in a log are under: a folder for each node, as `kdiag` reads recordings: `files/` as on the node, and `commands/`. */
export const nodesBase = 'NODES';

/** One segment of an address (RFC 3986). Dots alone, or nothing at the start, would lead out of the folder. */
const segment = (text: string): string => encodeURIComponent(escapeVisible(text).replace(/^\.*$/, '_$&'));

/** The address of a file or of a command's output under the folder of its node. */
export const addressOf = (node: string, source: string): string => {
	const inside = source.startsWith('/')
		? ['files', ...source.split('/').filter((part) => part !== '')]
		: ['commands', source];
	return [node, ...(source === '' ? [] : inside)].map(segment).join('/');
};

const location = (node: string, source: string, region: object): object => ({
	physicalLocation: {artifactLocation: {uri: addressOf(node, source), uriBaseId: nodesBase}, region},
	logicalLocations: [{name: node, fullyQualifiedName: source === '' ? node : `${node} ${source}`, kind: 'node'}],
});

/** Where a line of evidence stands, and the line itself. */
export const evidenceLocation = ({node, source, line, text}: Evidence): object =>
	location(node, source, {startLine: Math.max(1, line), snippet: {text}});

/** Where a finding without evidence stands: viewers want a place for each. */
export const nodeLocation = ({nodes}: Finding): object => location(nodes[0] ?? 'node', '', {startLine: 1});
