import type {Interface} from '../model/facts/interface.ts';
import type {Place} from '../model/place.ts';

/** An interface of which only the name is known. */
export const emptyInterface = (name: string, at: Place): Interface => ({
	name,
	index: null,
	flags: [],
	mtu: null,
	state: null,
	linkType: null,
	mac: null,
	master: null,
	parent: null,
	peerIndex: null,
	networkNamespace: null,
	detailed: false,
	kind: null,
	slaveKind: null,
	vxlan: null,
	alternativeNames: [],
	alias: null,
	addresses: [],
	at,
});
