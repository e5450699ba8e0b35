import type {HiddenKind, Report, ReportNode} from '../model/report.ts';
import type {Disguised} from '../model/snapshot.ts';
import {counted} from './count-findings.ts';

type Telling = Pick<ReportNode, 'hidden' | 'hiddenSources' | 'disguised'>;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** What was hidden, in words: `4 values hidden in 2 sources: 2 tokens, 1 password, 1 key`. */
export const hiddenWords = (kinds: readonly HiddenKind[], sources: number): string => {
	if (kinds.length === 0) {
		return 'nothing hidden';
	}
	const values = sum(kinds.map(({count}) => count));
	const each = kinds.map(({kind, count}) => counted(count, kind.replaceAll('-', ' '))).join(', ');
	return `${counted(values, 'value')} hidden in ${counted(sources, 'source')}: ${each}`;
};

/** The same, and what stands there under other addresses and names: `nothing hidden; addresses and names replaced`. */
export const withDisguise = (words: string, disguised: readonly Disguised[]): string =>
	disguised.length === 0 ? words : `${words}; ${disguised.join(' and ')} replaced`;

/** Summed up: a tag counts for each node by itself. */
const hiddenOf = (nodes: readonly Telling[]): string | null => {
	const telling = nodes.filter(({hidden}) => hidden !== undefined);
	if (telling.length === 0) {
		return null;
	}
	const byKind = Map.groupBy(
		telling.flatMap(({hidden = []}) => hidden),
		({kind}) => kind,
	);
	const kinds = [...byKind].map(([kind, all]) => ({
		kind,
		count: sum(all.map(({count}) => count)),
		sources: sum(all.map(({sources}) => sources)),
	}));
	const disguised = (['addresses', 'names'] as const).filter((what) =>
		nodes.some((node) => node.disguised?.includes(what) === true),
	);
	const words = hiddenWords(
		kinds,
		sum(telling.map(({hidden = [], hiddenSources}) => hiddenSources ?? sum(hidden.map(({sources}) => sources)))),
	);
	return withDisguise(words, disguised);
};

/** What was hidden in a node's texts. Null where the report does not say. */
export const hiddenText = (node: Telling): string | null => hiddenOf([node]);

/** What was hidden in the texts of all nodes. Null where the report does not say. */
export const hiddenOfReport = ({nodes}: Pick<Report, 'nodes'>): string | null => hiddenOf(nodes);
