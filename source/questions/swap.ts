import {defineQuestion} from '../model/question.ts';
import {joinWords} from './join-words.ts';
import {notKnown} from './missing.ts';

/** Whether the node swaps. zram counts. */
export const swap = defineQuestion({
	number: 35,
	id: 'swap',
	question: 'Does the node have swap?',
	uses: ['swaps'],
	commands: ['swapon --show', 'cat /proc/swaps'],
	answer: ({swaps}, isWhole) => {
		if (swaps === undefined || (swaps.length === 0 && !isWhole('swaps'))) {
			return notKnown('Swap is', 'cat /proc/swaps');
		}
		return swaps.length === 0
			? {answer: 'No swap is on.', values: [], evidence: [{source: '/proc/swaps', line: 1}]}
			: {
					answer: `Swap is on: ${joinWords(swaps.map(({path, size}) => `${path} (${size} KiB)`))}.`,
					values: swaps.map(({path}) => path),
					evidence: swaps.map(({at}) => at),
				};
	},
});
