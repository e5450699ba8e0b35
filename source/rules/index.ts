import type {Rule} from '../model/rule.ts';
import {addressesRules} from './addresses/index.ts';
import {certificatesRules} from './certificates/index.ts';
import {cniRules} from './cni/index.ts';
import {dnsRules} from './dns/index.ts';
import {etcdRules} from './etcd/index.ts';
import {exposureRules} from './exposure/index.ts';
import {firewallRules} from './firewall/index.ts';
import {identityRules} from './identity/index.ts';
import {interfacesRules} from './interfaces/index.ts';
import {nodesRules} from './nodes/index.ts';
import {portsRules} from './ports/index.ts';
import {proxyRules} from './proxy/index.ts';
import {reachabilityRules} from './reachability/index.ts';
import {rolesRules} from './roles/index.ts';
import {routesRules} from './routes/index.ts';
import {runtimeRules} from './runtime/index.ts';
import {systemRules} from './system/index.ts';

/** Every rule, in the order in which findings of equal weight are shown: what explains most comes first. */
export const rules: readonly Rule[] = [
	...interfacesRules,
	...runtimeRules,
	...identityRules,
	...portsRules,
	...etcdRules,
	...firewallRules,
	...cniRules,
	...proxyRules,
	...addressesRules,
	...systemRules,
	...routesRules,
	...dnsRules,
	...certificatesRules,
	...reachabilityRules,
	...exposureRules,
	...rolesRules,
	...nodesRules,
];
