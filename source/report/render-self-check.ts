import type {Lookup, LookupState, SelfCheck} from '../model/self-check.ts';
import {inLines} from './in-lines.ts';
import {ownWords} from './own-words.ts';
import {paint, type Style, type Tone} from './style.ts';

const words: Readonly<Record<LookupState, string>> = {
	there: 'found',
	missing: 'missing',
	denied: 'denied',
	refused: 'refused',
	gated: 'not asked',
	slow: 'no answer',
};

const tones: Readonly<Partial<Record<LookupState, Tone>>> = {
	there: 'pass',
	denied: 'warning',
	refused: 'warning',
	slow: 'warning',
	gated: 'quiet',
};

/** Text behind a heading or a state, with its further lines below itself. */
const beside = (left: string, width: number, text: string, style: Style): string =>
	left.padEnd(width) + inLines(ownWords(text, style), style.width - width).join(`\n${' '.repeat(width)}`);

const withRemedy = ({detail, remedy}: Lookup): string => [detail, remedy].filter((part) => part !== null).join('; ');

const rowOf = (lookup: Lookup, column: number, style: Style): string => {
	const {name, state, kind, facts} = lookup;
	const tone = kind === 'program' && state === 'missing' ? 'warning' : tones[state];
	const word = words[state].padEnd(11);
	const gain = state === 'there' || state === 'gated' ? '' : ` (for: ${facts.join(', ')})`;
	const text = beside('', 13 + column, `${withRemedy(lookup)}${gain}`, style).slice(13 + column);
	return `  ${tone === undefined ? word : paint(word, tone, style)}${ownWords(name, style).padEnd(column)}${text}`;
};

const programs = (lookups: readonly Lookup[], style: Style): string => {
	const column = Math.max(...lookups.map(({name}) => name.length)) + 2;
	return [paint('Programs', 'heading', style), ...lookups.map((lookup) => rowOf(lookup, column, style))].join('\n');
};

/** Files of one state: what cannot be read has its reason. */
const files = (lookups: readonly Lookup[], style: Style): string => {
	const states = [...Map.groupBy(lookups, ({state}) => state)];
	const sections = states.map(([state, members]) => {
		const needsReason = state !== 'there' && state !== 'missing';
		const lines = members.map((lookup) =>
			beside(
				'',
				4,
				`${lookup.name}${needsReason ? `: ${withRemedy(lookup)} (for: ${lookup.facts.join(', ')})` : ''}`,
				style,
			),
		);
		return [`  ${paint(`${words[state]} (${members.length})`, tones[state] ?? 'quiet', style)}`, ...lines].join('\n');
	});
	return [paint('Files and folders', 'heading', style), ...sections].join('\n');
};

const list = (heading: string, items: readonly string[], style: Style): readonly string[] =>
	items.length === 0 ? [] : [`${paint(heading, 'heading', style)}\n${beside('', 2, items.join(', '), style)}`];

const factsOf = (lookups: readonly Lookup[]): readonly string[] => [...new Set(lookups.flatMap(({facts}) => facts))];

/** What kdiag is and what it would find on this machine. */
export const renderSelfCheck = ({version, about, isRoot, lookups, lost}: SelfCheck, style: Style): string => {
	const denied = lookups.filter(({state, remedy}) => state === 'denied' && remedy !== null);
	const sections = [
		[
			paint(`kdiag ${version}`, 'heading', style),
			...about.map(([name, text]) => beside(`  ${name}`, 12, text, style)),
		].join('\n'),
		programs(
			lookups.filter(({kind}) => kind === 'program'),
			style,
		),
		files(
			lookups.filter(({kind}) => kind === 'file'),
			style,
		),
		...list('Cannot be known here', lost, style),
		...(isRoot ? [] : list('What root would add or complete', factsOf(denied), style)),
	];
	return `${sections.join('\n\n')}\n`;
};
