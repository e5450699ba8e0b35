import {rowText} from './rows.ts';
import type {Rows} from './view.ts';

/** Lists one below the other as one list; each row is still made when it is shown. */
export const joinRows = (parts: readonly Rows[]): Rows => {
	const starts: number[] = [];
	let count = 0;
	for (const part of parts) {
		starts.push(count);
		count += part.count;
	}
	const find = (index: number): readonly [Rows, number] | null => {
		const at = parts.findIndex((part, each) => index < (starts[each] ?? 0) + part.count);
		const part = parts[at];
		return part === undefined ? null : [part, index - (starts[at] ?? 0)];
	};
	const at: Rows['at'] = (index) => {
		const found = find(index);
		return found === null ? {line: []} : found[0].at(found[1]);
	};
	return {
		count,
		at,
		indexOf: (key) => {
			for (const [index, part] of parts.entries()) {
				const found = part.indexOf(key);
				if (found >= 0) {
					return (starts[index] ?? 0) + found;
				}
			}
			return -1;
		},
		textAt: (index) => {
			const found = find(index);
			return found === null ? '' : rowText(found[0], found[1]);
		},
	};
};
