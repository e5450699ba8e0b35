import type {AnyDerivation} from '../model/derivation.ts';
import {addressPlan} from './address-plan.ts';
import {cni} from './cni.ts';
import {components} from './components.ts';
import {etcd} from './etcd.ts';
import {layout} from './layout.ts';
import {nodeAddress} from './node-address.ts';
import {packets} from './packets.ts';
import {portTable} from './port-table.ts';
import {proxyMode} from './proxy-mode.ts';
import {role} from './role.ts';
import {services} from './services.ts';
import {supervisor} from './supervisor.ts';

/** Every derivation, each after those it needs. */
export const derivations: readonly AnyDerivation[] = [
	components,
	supervisor,
	role,
	layout,
	proxyMode,
	services,
	nodeAddress,
	cni,
	portTable,
	etcd,
	addressPlan,
	packets,
];
