import type {Rule} from '../../model/rule.ts';
import {cniMismatch} from './cni-mismatch.ts';
import {duplicateHostname} from './duplicate-hostname.ts';
import {duplicateIp} from './duplicate-ip.ts';
import {duplicateMac} from './duplicate-mac.ts';
import {duplicateMachineId} from './duplicate-machine-id.ts';
import {duplicatePodCidr} from './duplicate-pod-cidr.ts';
import {duplicateProductUuid} from './duplicate-product-uuid.ts';
import {etcdMembershipMismatch} from './etcd-membership-mismatch.ts';
import {missingOrWrongPeerRoutes} from './missing-or-wrong-peer-routes.ts';
import {mtuMismatch} from './mtu-mismatch.ts';
import {neighbourMacConflict} from './neighbour-mac-conflict.ts';
import {proxyModeMismatch} from './proxy-mode-mismatch.ts';
import {reachabilityMatrix} from './reachability-matrix.ts';
import {serviceOrClusterCidrMismatch} from './service-or-cluster-cidr-mismatch.ts';

/** Nodes of one cluster compared with each other. */
export const nodesRules: readonly Rule[] = [
	duplicateHostname,
	duplicateMachineId,
	duplicateMac,
	duplicateProductUuid,
	duplicateIp,
	duplicatePodCidr,
	etcdMembershipMismatch,
	cniMismatch,
	missingOrWrongPeerRoutes,
	mtuMismatch,
	serviceOrClusterCidrMismatch,
	proxyModeMismatch,
	neighbourMacConflict,
	reachabilityMatrix,
];
