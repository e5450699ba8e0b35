import type {Rule} from '../../model/rule.ts';
import {apiserverInsecure8080} from './apiserver-insecure-8080.ts';
import {etcdWildcardBind} from './etcd-wildcard-bind.ts';
import {etcdWithoutClientAuth} from './etcd-without-client-auth.ts';
import {insecure1025110252} from './insecure-10251-10252.ts';
import {kubectlProxyExposed} from './kubectl-proxy-exposed.ts';
import {kubeletAnonymousOrAlwaysallow} from './kubelet-anonymous-or-alwaysallow.ts';
import {kubeletReadOnlyPort} from './kubelet-read-only-port.ts';
import {overlayPortWorldReachable} from './overlay-port-world-reachable.ts';
import {plainMetricsExposed} from './plain-metrics-exposed.ts';
import {schedulerKcmBoundWide} from './scheduler-kcm-bound-wide.ts';

/** What is open and should not be. */
export const exposureRules: readonly Rule[] = [
	etcdWithoutClientAuth,
	apiserverInsecure8080,
	kubeletAnonymousOrAlwaysallow,
	kubectlProxyExposed,
	insecure1025110252,
	kubeletReadOnlyPort,
	etcdWildcardBind,
	schedulerKcmBoundWide,
	plainMetricsExposed,
	overlayPortWorldReachable,
];
