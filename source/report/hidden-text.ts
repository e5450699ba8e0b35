import type {Report, ReportNode} from '../model/report.ts';
import {counted} from './count-findings.ts';

/** What was hidden in a node's texts: `4 values hidden in 2 sources: 2 tokens, 1 password, 1 key`. Null where the report does not say. */
export const hiddenText = ({hidden}: Pick<ReportNode, 'hidden'>): string | null => {
	if (hidden === undefined) {
		return null;
	}
	if (hidden.length === 0) {
		return 'nothing hidden';
	}
	const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
	const count = sum(hidden.map((each) => each.count));
	const sources = sum(hidden.map((each) => each.sources));
	const kinds = hidden.map((each) => counted(each.count, each.kind)).join(', ');
	return `${counted(count, 'value')} hidden in ${counted(sources, 'source')}: ${kinds}`;
};

/** What was hidden in the texts of all nodes. Null where the report does not say. */
export const hiddenOfReport = ({nodes}: Report): string | null => {
	const known = nodes.flatMap(({hidden}) => (hidden === undefined ? [] : [hidden]));
	const kinds = [...Map.groupBy(known.flat(), ({kind}) => kind)].map(([kind, each]) => ({
		kind,
		count: each.reduce((sum, {count}) => sum + count, 0),
		sources: each.reduce((sum, {sources}) => sum + sources, 0),
	}));
	return known.length === 0 ? null : hiddenText({hidden: kinds});
};
