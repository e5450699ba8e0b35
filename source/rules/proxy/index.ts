import type {Rule} from '../../model/rule.ts';
import {deprecatedOrRemovedMode} from './deprecated-or-removed-mode.ts';
import {ipvs0ClaimsHostAddress} from './ipvs0-claims-host-address.ts';
import {kubeProxyMissing} from './kube-proxy-missing.ts';
import {modeDiffersFromDataplane} from './mode-differs-from-dataplane.ts';
import {serviceWithoutEndpoints} from './service-without-endpoints.ts';
import {staleProxyRules} from './stale-proxy-rules.ts';

/** kube-proxy and what takes its place. */
export const proxyRules: readonly Rule[] = [
	kubeProxyMissing,
	modeDiffersFromDataplane,
	staleProxyRules,
	serviceWithoutEndpoints,
	deprecatedOrRemovedMode,
	ipvs0ClaimsHostAddress,
];
