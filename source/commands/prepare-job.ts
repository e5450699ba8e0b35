import type {Catalogue, Waivers} from '../analyzer/analyze.ts';
import {layoutFileSchema} from '../model/layout-file.ts';
import {type CatalogueOptions, catalogueFor} from './catalogue.ts';
import type {OpenOptions} from './open-sources.ts';
import type {Surroundings} from './options.ts';
import type {Request} from './program.ts';
import {readSettings} from './read-settings.ts';
import {readWaivers} from './read-waivers.ts';

/** A request with all that it needs from the user's files. */
export type Job = {
	readonly request: Request;
	readonly around: Surroundings;
	readonly catalogue: Catalogue;
	readonly waivers: Waivers;
};

/** Reads what a request names of the user's files. */
export const prepareJob = async (
	request: Request,
	around: Surroundings,
	asked: CatalogueOptions['asked'],
): Promise<Job> => {
	const layouts = await Promise.all(request.layout.map((file) => readSettings(file, layoutFileSchema)));
	const waivers = await Promise.all(request.waive.map(readWaivers));
	return {
		request,
		around,
		catalogue: catalogueFor({...request, layouts: layouts.flatMap((file) => file.value.layouts), asked}),
		waivers: {list: waivers.flat(), today: around.today},
	};
};

/** How the sources of a request are opened. */
export const openOptions = ({request, around, catalogue}: Job): OpenOptions & {readonly catalogue: Catalogue} => ({
	catalogue,
	timeout: request.timeout,
	probe: request.probe,
	around,
});
