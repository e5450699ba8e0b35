import type {Rule} from '../../model/rule.ts';
import {hostnameDiffersFromNodeName} from './hostname-differs-from-node-name.ts';
import {hostnameInvalid} from './hostname-invalid.ts';
import {machineIdMissing} from './machine-id-missing.ts';

/** Who the node is. */
export const identityRules: readonly Rule[] = [hostnameDiffersFromNodeName, hostnameInvalid, machineIdMissing];
