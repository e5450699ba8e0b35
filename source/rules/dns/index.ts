import type {Rule} from '../../model/rule.ts';
import {clusterDnsNoEndpoints} from './cluster-dns-no-endpoints.ts';
import {clusterDnsOutsideServiceCidr} from './cluster-dns-outside-service-cidr.ts';
import {clusterDnsUnset} from './cluster-dns-unset.ts';
import {nodelocaldnsHalfConfigured} from './nodelocaldns-half-configured.ts';
import {resolvLoop} from './resolv-loop.ts';
import {resolvNameserverUnreachableRange} from './resolv-nameserver-unreachable-range.ts';
import {resolvconfMissing} from './resolvconf-missing.ts';
import {searchLimits} from './search-limits.ts';
import {tooManyNameservers} from './too-many-nameservers.ts';

/** Names: what pods are told to ask, and whether somebody answers. */
export const dnsRules: readonly Rule[] = [
	resolvconfMissing,
	resolvLoop,
	clusterDnsOutsideServiceCidr,
	clusterDnsNoEndpoints,
	nodelocaldnsHalfConfigured,
	tooManyNameservers,
	searchLimits,
	clusterDnsUnset,
	resolvNameserverUnreachableRange,
];
