import type {Difference} from '../model/difference.ts';
import type {DiffDocument} from '../model/documents.ts';
import {escapeVisible} from './escape-visible.ts';
import {ownWords} from './own-words.ts';
import {paint, type Style} from './style.ts';
import {wrap} from './wrap.ts';

/** Where most lines of an area differ a reader wants their number, not each. */
const shownPerArea = 40;

const line = ({key, before, after}: Difference, style: Style): string => {
	const text = (value: string): string => escapeVisible(value, style.ascii);
	if (before === null || after === null) {
		const value = before ?? after ?? '';
		const shown = value === 'there' ? '' : `: ${text(value)}`;
		return before === null
			? paint(`  + ${text(key)}${shown}`, 'pass', style)
			: paint(`  - ${text(key)}${shown}`, 'error', style);
	}
	return `  ~ ${text(key)}: ${paint(text(before), 'error', style)} ${style.ascii ? '->' : '→'} ${paint(text(after), 'pass', style)}`;
};

const notCompared = (areas: readonly string[]): string =>
	`Not compared, because one side does not know them: ${areas.join(', ')}.`;

/** What differs, area by area: `-` only before, `+` only after, `~` changed. */
export const renderDiff = (document: DiffDocument, style: Style): string => {
	const {before, after, differences, unknown} = document;
	const title = escapeVisible(`${before.node} ${before.takenAt}  against  ${after.node} ${after.takenAt}`, style.ascii);
	const areas = [...new Set(differences.map((difference) => difference.area))].map((area) => {
		const all = differences.filter((difference) => difference.area === area);
		const shown = all.slice(0, shownPerArea).map((difference) => line(difference, style));
		const more =
			all.length > shown.length
				? [ownWords(`  … and ${all.length - shown.length} more (--format json lists all)`, style)]
				: [];
		return [paint(area, 'heading', style), ...shown, ...more].join('\n');
	});
	const count =
		differences.length === 0
			? 'No difference in meaning.'
			: `${differences.length} difference${differences.length === 1 ? '' : 's'}.`;
	const left = unknown.length === 0 ? [] : [wrap(ownWords(notCompared(unknown), style), style.width)];
	return `${[paint(title, 'heading', style), ...areas, ...left, count].join('\n\n')}\n`;
};
