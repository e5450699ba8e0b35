import type {Rule} from '../../model/rule.ts';
import {hostnameDiffersFromNodeName} from './hostname-differs-from-node-name.ts';
import {hostnameInvalid} from './hostname-invalid.ts';
import {hostnameResolvesToLoopback} from './hostname-resolves-to-loopback.ts';
import {hostnameUnresolvable} from './hostname-unresolvable.ts';
import {macBadOrDuplicatedOnNode} from './mac-bad-or-duplicated-on-node.ts';
import {machineIdMissing} from './machine-id-missing.ts';
import {productUuidPlaceholder} from './product-uuid-placeholder.ts';
import {sameIpOnTwoInterfaces} from './same-ip-on-two-interfaces.ts';

/** Who the node is. */
export const identityRules: readonly Rule[] = [
	hostnameDiffersFromNodeName,
	hostnameInvalid,
	machineIdMissing,
	hostnameResolvesToLoopback,
	productUuidPlaceholder,
	macBadOrDuplicatedOnNode,
	hostnameUnresolvable,
	sameIpOnTwoInterfaces,
];
