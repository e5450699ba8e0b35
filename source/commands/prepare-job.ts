import type {Catalogue, Waivers} from '../analyzer/analyze.ts';
import {type CatalogueOptions, catalogueFor} from './catalogue.ts';
import type {OpenOptions} from './open-sources.ts';
import type {Surroundings} from './options.ts';
import type {Request} from './request.ts';

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
	// What checks the user's files is loaded only where there are some.
	const layouts = await Promise.all(
		request.layout.map(async (file) => (await import('./read-layouts.ts')).readLayouts(file)),
	);
	const waivers = await Promise.all(
		request.waive.map(async (file) => (await import('./read-waivers.ts')).readWaivers(file)),
	);
	return {
		request,
		around,
		catalogue: catalogueFor({...request, layouts: layouts.flat(), asked}),
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
