import {wholeCatalogue} from '../../source/commands/catalogue.ts';
import {createGivenScene} from '../../source/commands/given-scene.ts';
import type {Report} from '../../source/model/report.ts';
import type {SceneSource} from '../../source/model/scene.ts';
import {fixture} from './fixture.ts';
import {printed} from './request.ts';
import {around} from './screen.ts';

/** The report of recorded nodes (a path under fixtures/), judged by some rules only, so that new ones change no frame. */
export const recordedReport = async (
	source: string,
	rules: readonly string[],
	...options: readonly string[]
): Promise<Report> =>
	(await printed(['report', fixture(source), '--format', 'json', '--only', rules.join(','), ...options])) as Report;

/** What the screen shows of a report that somebody gave. */
export const givenSource = (report: Report): SceneSource =>
	createGivenScene({report, path: 'ticket.json', about: ''}, {catalogue: wholeCatalogue, timeout: 8, around});
