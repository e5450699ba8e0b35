import type {Service, ServiceEndpoint} from '../model/conclusions.ts';
import type {Place} from '../model/place.ts';

/** A service while its rules are gathered. */
export type ServiceDraft = {
	name: string | null;
	readonly protocol: string;
	clusterIp: string | null;
	readonly externalIps: string[];
	port: number | null;
	nodePort: number | null;
	endpoints: readonly ServiceEndpoint[];
	readonly refused: Place[];
	readonly steps: {readonly text: string; readonly at: Place}[];
};

/** A service of which nothing is known yet. */
export const newServiceDraft = (name: string | null, protocol: string): ServiceDraft => ({
	...{name, protocol, clusterIp: null, externalIps: [], port: null, nodePort: null},
	...{endpoints: [], refused: [], steps: []},
});

/** The service as gathered. */
export const serviceOf = (draft: ServiceDraft, mode: Service['mode']): Service => ({...draft, mode});

/** Drafts by key, in the order in which they were first asked for. */
export const draftOf = (
	drafts: Map<string, ServiceDraft>,
	key: string,
	name: string | null,
	protocol: string,
): ServiceDraft => {
	const known = drafts.get(key);
	if (known !== undefined) {
		known.name ??= name;
		return known;
	}
	const made = newServiceDraft(name, protocol);
	drafts.set(key, made);
	return made;
};
