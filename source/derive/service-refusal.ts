import type {Service} from '../model/conclusions.ts';
import {samePlace} from './same-place.ts';
import type {ServiceStep} from './service-entry.ts';
import type {AskedService} from './service-query.ts';

/** How a service is turned down the way it was asked for, with the rule; null where it is not. */
export type ServiceRefusal = {readonly verdict: 'refused' | 'dropped'; readonly step: ServiceStep};

const isFor = (text: string, {service, way}: AskedService): boolean => {
	const isOfCluster = service.clusterIp !== null && text.startsWith(`${service.clusterIp}:`);
	return way === 'cluster' ? isOfCluster : !isOfCluster;
};

const ofServer = (service: Service): ServiceRefusal | null => {
	const [at] = service.refused;
	return at === undefined
		? null
		: {verdict: 'refused', step: {text: 'refused: the virtual server has no real servers', at}};
};

/** Whether rules turn down a connection to a service: it has no endpoints, or none on this node where that counts. */
export const serviceRefusal = (asked: AskedService): ServiceRefusal | null => {
	const {service} = asked;
	if (service.mode === 'ipvs') {
		return ofServer(service);
	}
	const step = service.steps.find(
		({text, at}) => service.refused.some((place) => samePlace(place, at)) && isFor(text, asked),
	);
	return step === undefined ? null : {verdict: step.text.includes(' is dropped') ? 'dropped' : 'refused', step};
};
