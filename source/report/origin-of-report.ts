import type {Report} from '../model/report.ts';

/** A node's name as part of a file's: plain letters only, since a hostname is the node's own text. Without one, its number. */
export const fileNameOf = (node: string, index: number): string =>
	node.replace(/[^A-Za-z0-9._-]/g, '_').replace(/^\.+/, '_') || `node-${index + 1}`;

/** When the nodes of a report were read: one time, or the first and the last. */
export const takenText = ({nodes}: Report): string => {
	const times = nodes.map(({takenAt}) => takenAt).sort();
	const [first, last] = [times.at(0), times.at(-1)];
	return first === undefined || last === undefined || first === last ? (first ?? 'never') : `${first} to ${last}`;
};

/** The command by which a report is made again, and what it is given: the snapshot that can be made of a node, or what the node was read from. */
export const analyseAgain = ({nodes, snapshots}: Report): {readonly command: string; readonly of: string} => {
	if (snapshots !== undefined) {
		return {command: 'kdiag report --anew FILE', of: 'this report as JSON or HTML, which carries the snapshot'};
	}
	const [first, ...others] = nodes;
	if (first === undefined || others.length > 0) {
		return {command: 'kdiag report FOLDER', of: 'a folder with a snapshot or a recording of each node'};
	}
	switch (first.origin) {
		case 'recording':
			return {command: 'kdiag report SOURCE', of: 'the recording or its snapshot'};
		case 'paste':
			return {command: 'kdiag report SOURCE', of: 'the pasted text or its snapshot'};
		case 'live':
		case 'snapshot':
			return {command: `kdiag report ${fileNameOf(first.name, 0)}.kdiag.json.gz`, of: 'a snapshot of the node'};
	}
};
