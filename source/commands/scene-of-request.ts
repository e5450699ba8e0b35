import type {SceneSource} from '../model/scene.ts';
import {listSources} from '../sources/list-sources.ts';
import {demoNamed} from './demo.ts';
import {givenReport} from './given-report.ts';
import {createGivenScene} from './given-scene.ts';
import {createLiveReading} from './live-reading.ts';
import {createLiveScene} from './live-scene.ts';
import {openDemoNode, openSources} from './open-sources.ts';
import type {Surroundings} from './options.ts';
import {openOptions, prepareJob} from './prepare-job.ts';
import type {Request} from './request.ts';
import {createSavedScene} from './saved-scene.ts';

/** A request that is a screen where a terminal can show one. */
export type ScreenRequest = Extract<Request, {readonly command: 'report' | 'facts' | 'demo'}>;

/** Terminals on which the cursor cannot be put where it should be. */
const withoutCursor = /^(?:|dumb|unknown|vt52|vt100|vt102)$/;

/** Whether a request asks for what a screen shows: bare `kdiag` or a demo. */
export const isForScreen = (request: Request): request is ScreenRequest =>
	(request.command === 'report' && !request.isTyped && request.isPlain && !request.sources.includes('-')) ||
	(request.command === 'demo' && request.isPlain);

/** Whether a screen can be shown: on a terminal with keys. Else there is a text report. */
export const canShowScreen = ({isTerminal, hasKeys, environment}: Surroundings): boolean =>
	isTerminal && hasKeys && !withoutCursor.test(environment['TERM'] ?? '');

/** The switch by which a screen is said in lines, for those who listen; null where it is shown. The environment counts on a terminal only. */
export const accessibleBy = (
	request: ScreenRequest,
	{environment, isTerminal, hasKeys}: Surroundings,
): string | null => {
	if (request.accessible) {
		return '--accessible';
	}
	const [name] = ['ACCESSIBLE', 'INK_SCREEN_READER'].filter((each) =>
		/^(?:1|true|yes|on)$/i.test(environment[each] ?? ''),
	);
	return name !== undefined && isTerminal && hasKeys ? `${name}=${environment[name]}` : null;
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
	if (request.sources.length === 0) {
		return createLiveScene(() => createLiveReading(options), {...options, interval: request.interval});
	}
	const listed = await listSources(request.sources);
	const given = await givenReport(listed, request, request.command === 'report' && request.anew);
	return given === null
		? createSavedScene((keep) => openSources(listed, options, keep), options)
		: createGivenScene(given, options);
};
