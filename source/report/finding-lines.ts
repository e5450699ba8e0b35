import type {Evidence, Finding} from '../model/finding.ts';
import type {Place} from '../model/place.ts';

/** Lines of evidence that are shown at most; a rule that compares many nodes may cite thousands. */
export const mostEvidence = 40;

/** A place as people read it: `iptables-save:31`. */
export const placeName = ({source, line, path}: Place): string => `${source}:${line}${path ? ` ${path}` : ''}`;

/** Where a line of evidence stands. Where the finding names several nodes, its own comes first. */
export const placeText = (item: Evidence, {nodes}: Pick<Finding, 'nodes'>): string =>
	`${nodes.length > 1 ? `${item.node}  ` : ''}${placeName(item)}`;

/** A failure in lines of plain text, not yet escaped: what is, what should be, the fix, the lines that prove it, why. */
export const findingLines = (finding: Finding): readonly string[] => {
	const {actual, expected, evidence, why, fix, docs, consequenceOf, waiver} = finding;
	const rest = evidence.length - mostEvidence;
	return [
		actual,
		`expected: ${expected}`,
		...(consequenceOf === null ? [] : [`follows from: ${consequenceOf}`]),
		...(waiver === undefined ? [] : [`waiver expired on ${waiver.expires}: ${waiver.reason}`]),
		`fix: ${fix.text}`,
		...fix.commands.map((command) => `    ${command}`),
		...(fix.verify.length === 0 ? [] : ['then check:']),
		...fix.verify.map((command) => `    ${command}`),
		...(evidence.length === 0 ? [] : ['evidence:']),
		...evidence.slice(0, mostEvidence).flatMap((item) => [`  ${placeText(item, finding)}`, `    ${item.text}`]),
		...(rest > 0 ? [`  and ${rest} more lines (--format json lists all)`] : []),
		`why: ${why}`,
		...docs.map((doc) => `docs: ${doc}`),
	];
};
