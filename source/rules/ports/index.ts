import type {Rule} from '../../model/rule.ts';
import {apiserverLbMissing} from './apiserver-lb-missing.ts';
import {apiserverNotListening} from './apiserver-not-listening.ts';
import {controlPlanePortOnWorker} from './control-plane-port-on-worker.ts';
import {ephemeralRangeOverlapsNodeports} from './ephemeral-range-overlaps-nodeports.ts';
import {etcdClientNotListening} from './etcd-client-not-listening.ts';
import {etcdPeerNotListening} from './etcd-peer-not-listening.ts';
import {expectedListenerMissing} from './expected-listener-missing.ts';
import {kubeProxyHealthMissing} from './kube-proxy-health-missing.ts';
import {kubeletNotListening} from './kubelet-not-listening.ts';
import {listenerInNodeportRange} from './listener-in-nodeport-range.ts';
import {loopbackOnlyBind} from './loopback-only-bind.ts';
import {portHeldByForeignProcess} from './port-held-by-foreign-process.ts';
import {schedulerOrKcmNotListening} from './scheduler-or-kcm-not-listening.ts';

/** What should listen, and who listens instead. */
export const portsRules: readonly Rule[] = [
	portHeldByForeignProcess,
	etcdClientNotListening,
	etcdPeerNotListening,
	apiserverNotListening,
	kubeletNotListening,
	schedulerOrKcmNotListening,
	loopbackOnlyBind,
	apiserverLbMissing,
	expectedListenerMissing,
	kubeProxyHealthMissing,
	controlPlanePortOnWorker,
	listenerInNodeportRange,
	ephemeralRangeOverlapsNodeports,
];
