import {endpointsOf} from '../derive/endpoints-of.ts';
import type {Components, Service} from '../model/conclusions.ts';
import type {HostsEntry} from '../model/facts/host.ts';
import type {Kubeconfig} from '../model/facts/kubernetes.ts';
import {lastFlag} from '../model/read-flags.ts';

/** Addresses of API servers: this node's own, and those that the service `kubernetes` leads to. */
export const apiServerAddresses = (
	components: Components | undefined,
	services: readonly Service[] | undefined,
): readonly string[] => {
	const own = lastFlag(components?.['kube-apiserver']?.flags ?? [], 'advertise-address');
	const endpoints = (services ?? [])
		.filter(({name}) => name?.startsWith('default/kubernetes:') === true)
		.flatMap((service) => service.endpoints.map(({address}) => address));
	return [...new Set([...(own === undefined ? [] : [own.value]), ...endpoints])].sort();
};

/** A server that a kubeconfig names: as written, and its address where the hosts file knows the name. */
export type ApiServer = {readonly text: string; readonly address: string; readonly config: Kubeconfig};

/** The servers of kubeconfigs. */
export const apiServersOf = (
	kubeconfigs: readonly Kubeconfig[] | undefined,
	hosts: readonly HostsEntry[] | undefined,
): readonly ApiServer[] =>
	(kubeconfigs ?? []).flatMap((config): readonly ApiServer[] => {
		const [endpoint] = config.server === null ? [] : endpointsOf(config.server);
		if (endpoint === undefined) {
			return [];
		}
		const address = hosts?.find(({names}) => names.includes(endpoint.host))?.address ?? endpoint.host;
		return [{text: `${endpoint.host}:${endpoint.port ?? 443}`, address, config}];
	});
