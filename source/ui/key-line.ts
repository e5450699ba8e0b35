import {gap, lineWidth} from './fit-line.ts';
import {type Key, keysOn, mainScreens} from './keys.ts';
import type {Line, Pen} from './span.ts';
import type {ScreenName} from './target.ts';

const one = (key: Pick<Key, 'shown' | 'short'>, pen: Pen): Line => [
	pen.words(key.shown.split(' ')[0] ?? '', 'heading'),
	pen.words(` ${key.short}`),
];

/** The keys that matter on a screen, as many as fit into `width` columns; how to leave and where the others stand always come first. */
export const keyLine = (screen: ScreenName, width: number, pen: Pen): Line => {
	const named = keysOn(screen).filter(({short}) => short !== undefined);
	const always = named.filter(({action}) => action === 'help' || action === 'leave');
	const digits = {shown: `1-${mainScreens.length % 10}`, short: 'screens'};
	const line: Line[] = [];
	let room = width - 1 - always.reduce((sum, key) => sum + lineWidth(one(key, pen)) + 2, 0);
	for (const key of [...named.filter((each) => !always.includes(each)), digits]) {
		const words = one(key, pen);
		if (lineWidth(words) + 2 <= room) {
			line.push([...words, gap(2)]);
			room -= lineWidth(words) + 2;
		}
	}
	return [gap(1), ...line.flat(), ...always.flatMap((key) => [...one(key, pen), gap(2)])];
};
