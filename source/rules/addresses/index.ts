import type {Rule} from '../../model/rule.ts';
import {cniNetworkDiffersFromClusterCidr} from './cni-network-differs-from-cluster-cidr.ts';
import {dockerRangeOverlap} from './docker-range-overlap.ts';
import {hostRouteOverlap} from './host-route-overlap.ts';
import {kubeProxyClusterCidrMismatch} from './kube-proxy-cluster-cidr-mismatch.ts';
import {nodeInPodCidr} from './node-in-pod-cidr.ts';
import {nodeInServiceCidr} from './node-in-service-cidr.ts';
import {reservedRangeUsed} from './reserved-range-used.ts';
import {servicePodOverlap} from './service-pod-overlap.ts';
import {serviceRangeInconsistent} from './service-range-inconsistent.ts';
import {weaveRangeOverlap} from './weave-range-overlap.ts';

/** The address plan. */
export const addressesRules: readonly Rule[] = [
	servicePodOverlap,
	nodeInPodCidr,
	nodeInServiceCidr,
	cniNetworkDiffersFromClusterCidr,
	dockerRangeOverlap,
	hostRouteOverlap,
	serviceRangeInconsistent,
	kubeProxyClusterCidrMismatch,
	weaveRangeOverlap,
	reservedRangeUsed,
];
