import type {SceneSource} from '../model/scene.ts';
import {demoNamed} from './demo.ts';
import {createLiveReading} from './live-reading.ts';
import {createLiveScene} from './live-scene.ts';
import {openDemoNode, openSources} from './open-sources.ts';
import type {Surroundings} from './options.ts';
import {openOptions, prepareJob} from './prepare-job.ts';
import type {Request} from './program.ts';
import {createSavedScene} from './saved-scene.ts';

/** A request that is a screen where a terminal can show one. */
export type ScreenRequest = Extract<Request, {readonly command: 'report' | 'facts' | 'demo'}>;

/** Terminals on which the cursor cannot be put where it should be. */
const withoutCursor = /^(?:|dumb|unknown|vt52|vt100|vt102)$/;

/** Whether a request is answered by a screen: bare `kdiag` or a demo, on a terminal with keys. Else it is a text report. */
export const wantsScreen = (request: Request, around: Surroundings): request is ScreenRequest => {
	const isScreen =
		(request.command === 'report' && !request.isTyped && request.isPlain && !request.sources.includes('-')) ||
		(request.command === 'demo' && request.isPlain);
	return isScreen && around.isTerminal && around.hasKeys && !withoutCursor.test(around.environment['TERM'] ?? '');
};

/** What the screen of a request shows. Throws a command failure for what is wrong with the user's files. */
export const sceneOfRequest = async (request: ScreenRequest, around: Surroundings): Promise<SceneSource> => {
	const job = await prepareJob(request, around, 'all');
	const options = {...openOptions(job), waivers: job.waivers};
	if (request.command === 'demo') {
		const name = demoNamed(request.name);
		return createSavedScene(async (keep) => {
			const {nodes, failures} = await openDemoNode(name, options);
			return {nodes: nodes.map(keep), failures};
		}, options);
	}
	return request.sources.length === 0
		? createLiveScene(() => createLiveReading(options), {...options, interval: request.interval})
		: createSavedScene((keep) => openSources(request.sources, options, keep), options);
};
