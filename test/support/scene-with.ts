import type {Inspection, Scene} from '../../source/model/scene.ts';

/** The id of a scene's first node. */
export const firstNode = (scene: Scene): string => scene.report.nodes[0]?.id ?? '';

/** The inspection of a scene's first node. */
export const inspectionOf = (scene: Scene): Inspection => {
	const inspection = scene.inspections.get(firstNode(scene));
	if (inspection === undefined) {
		throw new Error('the first node was not kept to be looked into');
	}
	return inspection;
};

/** The scene with something else to look into on its first node. */
export const withInspection = (scene: Scene, change: Partial<Inspection>): Scene => ({
	...scene,
	inspections: new Map([[firstNode(scene), {...inspectionOf(scene), ...change}]]),
});

/** The scene of a node that has to be read again to be looked into. */
export const withoutInspection = (scene: Scene): Scene => ({...scene, inspections: new Map()});

/** The scene with other conclusions of its first node. */
export const withConclusions = (scene: Scene, change: Partial<Scene['report']['conclusions'][number]>): Scene => {
	const [first, ...rest] = scene.report.conclusions;
	if (first === undefined) {
		throw new Error('nothing was concluded');
	}
	return {...scene, report: {...scene.report, conclusions: [{...first, ...change}, ...rest]}};
};
