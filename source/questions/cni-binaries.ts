import {defineQuestion} from '../model/question.ts';
import {joinWords, someWords} from './join-words.ts';
import {notOnNode} from './missing.ts';

/** The CNI executables that are installed. */
export const cniBinaries = defineQuestion({
	number: 11,
	id: 'cni-binaries',
	question: 'Which CNI binaries are installed?',
	uses: ['cniBinaries', 'role'],
	commands: ['ls /opt/cni/bin'],
	answer: ({cniBinaries: known, role}, isWhole) => {
		const found = [...(known?.binaries ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
		if (known === undefined || (found.length === 0 && !isWhole('cniBinaries'))) {
			return notOnNode(role, 'folder of CNI binaries', 'ls -l /opt/cni/bin');
		}
		if (found.length === 0) {
			const where = [
				...known.directories.filter((path) => !known.missing.includes(path)).map((path) => `${path} is empty`),
				...known.missing.map((path) => `${path} does not exist`),
			];
			return {answer: `No CNI binaries are installed: ${joinWords(where)}.`, values: [], evidence: []};
		}
		const names = [...new Set(found.map(({name}) => name))];
		const folders = [...new Set(found.map(({directory}) => directory))];
		return {
			answer: `${joinWords(folders)} holds ${someWords(names, 30)}.`,
			values: names,
			evidence: found.map(({at}) => at),
		};
	},
});
