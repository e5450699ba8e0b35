import type {NodeConclusions} from '../../source/model/report.ts';
import type {Inspection, Scene} from '../../source/model/scene.ts';

/** Names as nobody gives them: escape bytes, a newline, a bidi override, wide characters, a tower of marks. */
export const hostileName = 'ev\u001B[8m\u0007il\nX\u202E名前a\u0301\u0301\u0301\u0301\u200B';

/** All that moves the cursor, hides or reorders text. */
export const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** A scene of one node with other conclusions, or other things to look into. */
export const alteredScene = (
	scene: Scene,
	conclusions: Partial<NodeConclusions>,
	inspection: Partial<Inspection> | null = {},
): Scene => ({
	...scene,
	report: {...scene.report, conclusions: scene.report.conclusions.map((each) => ({...each, ...conclusions}))},
	inspections:
		inspection === null
			? new Map()
			: new Map([...scene.inspections].map(([node, known]) => [node, {...known, ...inspection}])),
});
