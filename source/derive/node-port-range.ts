import type {Components} from '../model/conclusions.ts';
import type {Place} from '../model/place.ts';
import {lastFlag} from '../model/read-flags.ts';

/** Ports of NodePort services, both ends in it, and the flag that sets them; null where the documented default holds. */
export type NodePortRange = {readonly first: number; readonly last: number; readonly at: Place | null};

/** --service-node-port-range of the API server on this node; 30000-32767 where none says otherwise (https://kubernetes.io/docs/concepts/services-networking/service/). */
export const nodePortRange = (components: Components): NodePortRange => {
	const server = components['kube-apiserver'];
	const flag = server === undefined ? undefined : lastFlag(server.flags, 'service-node-port-range');
	const [first, last] = (flag?.value ?? '30000-32767').split('-').map(Number);
	return {first: first ?? 30000, last: last ?? 32767, at: flag?.at ?? null};
};
