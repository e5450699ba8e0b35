import type {ParseDocument} from '../model/documents.ts';
import {escapeHidden} from './render-json.ts';

/**
 * Where an entry ends that stood on a line of its own, and another one follows it. No text can look like it: in a string the quotes would be
 * escaped, and behind a quote that closes one no letter follows.
 */
const entryEnd = /,"line":\d+(?:,"path":"(?:[^"\\]|\\.)*")?\}{1,2},(?=\{)/g;

/** A list as JSON that begins and ends on lines of its own. */
const list = (entries: string): string => (entries === '' ? '[]' : `[\n${entries}\n]`);

/**
 * What `kdiag parse` prints: JSON in which each record, and each entry of a list that stood on a line of its own (a rule of a chain, an address of an
 * interface), ends its line. So it can be searched line by line, and rules take little more than a third of what they take indented.
 */
export const renderParsed = ({format, version, records, unparsed}: ParseDocument): string => {
	const lines = JSON.stringify(records).slice(1, -1).replace(entryEnd, '$&\n');
	const refused = unparsed.map((one) => JSON.stringify(one)).join(',\n');
	const head = `"format":${JSON.stringify(format)},"version":${version}`;
	return escapeHidden(`{${head},"records":${list(lines)},"unparsed":${list(refused)}}\n`);
};
