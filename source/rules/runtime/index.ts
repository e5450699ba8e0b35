import type {Rule} from '../../model/rule.ts';
import {cgroupDriverMismatch} from './cgroup-driver-mismatch.ts';
import {containerdCriDisabled} from './containerd-cri-disabled.ts';
import {controlPlaneCrashloop} from './control-plane-crashloop.ts';
import {criSocketMissing} from './cri-socket-missing.ts';
import {kubeletConfigMissing} from './kubelet-config-missing.ts';
import {kubeletNotRunning} from './kubelet-not-running.ts';
import {severalCriSockets} from './several-cri-sockets.ts';
import {staticPodPathMismatch} from './static-pod-path-mismatch.ts';
import {strayManifest} from './stray-manifest.ts';

/** Kubelet, the container runtime and static pods. */
export const runtimeRules: readonly Rule[] = [
	kubeletConfigMissing,
	containerdCriDisabled,
	criSocketMissing,
	kubeletNotRunning,
	staticPodPathMismatch,
	controlPlaneCrashloop,
	cgroupDriverMismatch,
	severalCriSockets,
	strayManifest,
];
