import type {Service} from '../../model/conclusions.ts';

/** An address with a port; IPv6 in brackets. */
export const addressAndPort = (address: string, port: number | null): string =>
	`${address.includes(':') ? `[${address}]` : address}:${port ?? '*'}`;

/** The address that a service is known by: its cluster address, else one from outside; null where it has none. */
export const serviceAddress = ({clusterIp, externalIps, port}: Service): string | null => {
	const address = clusterIp ?? externalIps?.[0];
	return address === undefined ? null : addressAndPort(address, port);
};

/** How a service is asked for, as for `kdiag service`: by name, which tells TCP from UDP; else by address; else by node port. */
export const serviceQuery = (service: Service): string => {
	const {name, clusterIp, externalIps, port, nodePort} = service;
	const address = clusterIp ?? externalIps?.[0];
	if (name !== null && clusterIp !== null) {
		return name;
	}
	return address === undefined ? String(nodePort ?? '') : port === null ? address : addressAndPort(address, port);
};
