import type {Catalogue} from '../analyzer/catalogue.ts';
import type {Progress, Scene} from '../model/scene.ts';

/** What is shown before anything is read. */
export const emptyScene = (
	{rules, collectors}: Pick<Catalogue, 'rules' | 'collectors'>,
	{isLive, interval}: Pick<Progress, 'isLive' | 'interval'>,
): Scene => ({
	report: {
		format: 'kdiag-report',
		version: 1,
		tool: {name: 'kdiag', version: ''},
		nodes: [],
		conclusions: [],
		answers: [],
		findings: [],
		differences: [],
	},
	tracks: new Map(),
	inspections: new Map(),
	progress: {
		isLive,
		interval,
		passes: 0,
		isReading: true,
		isPaused: false,
		done: 0,
		total: collectors.length,
		waitingFor: [],
		readAt: null,
		took: null,
	},
	failures: [],
	groups: new Map(rules.map(({id, group}) => [id, group])),
});
