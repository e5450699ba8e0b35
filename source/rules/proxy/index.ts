import type {Rule} from '../../model/rule.ts';
import {deprecatedOrRemovedMode} from './deprecated-or-removed-mode.ts';
import {ipvsModulesMissing} from './ipvs-modules-missing.ts';
import {ipvs0ClaimsHostAddress} from './ipvs0-claims-host-address.ts';
import {kubeProxyMissing} from './kube-proxy-missing.ts';
import {modeDiffersFromDataplane} from './mode-differs-from-dataplane.ts';
import {nftablesModeUnsupported} from './nftables-mode-unsupported.ts';
import {serviceWithoutEndpoints} from './service-without-endpoints.ts';
import {staleProxyRules} from './stale-proxy-rules.ts';
import {twoServiceProxies} from './two-service-proxies.ts';

/** kube-proxy and what takes its place. */
export const proxyRules: readonly Rule[] = [
	kubeProxyMissing,
	modeDiffersFromDataplane,
	staleProxyRules,
	serviceWithoutEndpoints,
	deprecatedOrRemovedMode,
	ipvs0ClaimsHostAddress,
	ipvsModulesMissing,
	nftablesModeUnsupported,
	twoServiceProxies,
];
