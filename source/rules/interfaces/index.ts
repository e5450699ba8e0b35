import type {Rule} from '../../model/rule.ts';
import {configuredIpNotLocal} from './configured-ip-not-local.ts';
import {dualStackFamilyMissing} from './dual-stack-family-missing.ts';
import {natNicSelected} from './nat-nic-selected.ts';
import {noUsableAddress} from './no-usable-address.ts';
import {nodeIpInContainerRange} from './node-ip-in-container-range.ts';
import {primaryLinkDown} from './primary-link-down.ts';

/** The links of the node and their addresses. */
export const interfacesRules: readonly Rule[] = [
	noUsableAddress,
	primaryLinkDown,
	natNicSelected,
	configuredIpNotLocal,
	dualStackFamilyMissing,
	nodeIpInContainerRange,
];
