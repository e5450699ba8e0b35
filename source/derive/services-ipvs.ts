import type {Service} from '../model/conclusions.ts';
import type {Interface} from '../model/facts/interface.ts';
import type {VirtualServer} from '../model/facts/nftables.ts';
import {newServiceDraft, type ServiceDraft, serviceOf} from './service-draft.ts';

/** Addresses that kube-proxy put on its dummy interface, and those that the node itself has. */
type Addresses = {readonly bound: ReadonlySet<string>; readonly own: ReadonlySet<string>};

const addressesOf = (interfaces: readonly Interface[]): Addresses => {
	const of = (isDummy: boolean): ReadonlySet<string> =>
		new Set(
			interfaces
				.filter(({name}) => (name === 'kube-ipvs0') === isDummy)
				.flatMap(({addresses}) => addresses.map(({address}) => address)),
		);
	return {bound: of(true), own: of(false)};
};

const draftOfServer = (server: VirtualServer, isNodePort: boolean): ServiceDraft => {
	const draft = newServiceDraft(null, server.protocol.toLowerCase());
	if (isNodePort) {
		draft.nodePort = server.port;
	} else {
		draft.clusterIp = server.address;
		draft.port = server.port;
	}
	draft.endpoints = server.servers.map(({address, port, at}) => ({address, port, chain: null, at}));
	return draft;
};

/**
 * The services of IPVS. It knows no names; a virtual server on one of the node's own addresses is a node port, named once for all addresses.
 */
export const ipvsServices = (
	servers: readonly VirtualServer[],
	interfaces: readonly Interface[] | undefined,
): readonly Service[] => {
	const {bound, own} = addressesOf(interfaces ?? []);
	const drafts = new Map<string, ServiceDraft>();
	for (const server of servers) {
		const {address, port} = server;
		const protocol = server.protocol.toLowerCase();
		const isNodePort = own.has(address) && !bound.has(address);
		const family = address.includes(':') ? 6 : 4;
		const key = isNodePort ? `${family} ${protocol} ${port}` : `${address} ${protocol} ${port}`;
		const draft = drafts.get(key) ?? draftOfServer(server, isNodePort);
		drafts.set(key, draft);
		draft.steps.push({text: `virtual server ${address}:${port ?? '*'} (${server.scheduler})`, at: server.at});
		for (const real of server.servers) {
			const weight = real.weight === 0 ? ', weight 0: gets no new connections' : '';
			draft.steps.push({text: `sent to ${real.address}:${real.port ?? '*'}${weight}`, at: real.at});
		}
		if (server.servers.length === 0) {
			draft.refused.push(server.at);
		}
	}
	return [...drafts.values()].map((draft) => serviceOf(draft, 'ipvs'));
};
