import type {Service} from '../model/conclusions.ts';
import {normaliseAddress, parseAddress} from '../net/address.ts';
import {parseEndpoint} from './parse-endpoint.ts';

/** A service and the way that was asked for: by its cluster address, or from outside by a node port or an external address. */
export type AskedService = {
	readonly service: Service;
	readonly way: 'cluster' | 'external';
	/** The external address that was asked for; null for the cluster address and for node ports. */
	readonly address: string | null;
};

const byNodePort = (services: readonly Service[], port: number): readonly AskedService[] =>
	services.filter(({nodePort}) => nodePort === port).map((service) => ({service, way: 'external', address: null}));

const byAddress = (
	services: readonly Service[],
	address: string,
	port: number | null,
	nodeAddresses: readonly string[],
): readonly AskedService[] => {
	const wanted = normaliseAddress(address);
	if (nodeAddresses.some((own) => normaliseAddress(own) === wanted) && port !== null) {
		const found = byNodePort(services, port);
		if (found.length > 0) {
			return found;
		}
	}
	return services.flatMap((service): readonly AskedService[] => {
		if (port !== null && service.port !== port) {
			return [];
		}
		if (service.clusterIp !== null && normaliseAddress(service.clusterIp) === wanted) {
			return [{service, way: 'cluster', address: null}];
		}
		const external = service.externalIps?.find((ip) => normaliseAddress(ip) === wanted);
		return external === undefined ? [] : [{service, way: 'external', address: external}];
	});
};

/** What a person calls a service: `web`, `default/web`, `web.default.svc.cluster.local`, each with `:http` or `:80` behind it. */
const readName = (
	query: string,
): {readonly namespace: string | null; readonly name: string; readonly port: string | null} => {
	const colon = query.lastIndexOf(':');
	const port = colon < 0 ? null : query.slice(colon + 1);
	const bare = colon < 0 ? query : query.slice(0, colon);
	const slash = bare.indexOf('/');
	if (slash >= 0) {
		return {namespace: bare.slice(0, slash), name: bare.slice(slash + 1), port};
	}
	const [name = '', namespace = null] = bare.split('.');
	return {namespace, name, port};
};

const byName = (services: readonly Service[], query: string): readonly AskedService[] => {
	const wanted = readName(query);
	return services
		.filter((service) => {
			const own = service.name === null ? null : readName(service.name);
			return (
				own !== null &&
				own.name === wanted.name &&
				(wanted.namespace === null || own.namespace === wanted.namespace) &&
				(wanted.port === null || own.port === wanted.port || String(service.port) === wanted.port)
			);
		})
		.map((service) => ({service, way: 'cluster', address: null}));
};

/** The services that a query means: a name, an address with or without port, or a node port. */
export const findServices = (
	services: readonly Service[],
	query: string,
	nodeAddresses: readonly string[],
): readonly AskedService[] => {
	const text = query.trim();
	if (/^\d{1,5}$/.test(text)) {
		return byNodePort(services, Number(text));
	}
	const endpoint = parseEndpoint(text) ?? (parseAddress(text) === null ? null : {address: text, port: null});
	return endpoint === null
		? byName(services, text)
		: byAddress(services, endpoint.address, endpoint.port, nodeAddresses);
};
