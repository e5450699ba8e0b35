import type {Rule} from '../../model/rule.ts';
import {bridgeDownOrNoAddress} from './bridge-down-or-no-address.ts';
import {cniDaemonNotRunning} from './cni-daemon-not-running.ts';
import {cniVersionProblem} from './cni-version-problem.ts';
import {cni0SubnetEnvMismatch} from './cni0-subnet-env-mismatch.ts';
import {invalidCniConfig} from './invalid-cni-config.ts';
import {ipamExhaustion} from './ipam-exhaustion.ts';
import {leftoverCni} from './leftover-cni.ts';
import {mtuInconsistent} from './mtu-inconsistent.ts';
import {multipleCniConfigs} from './multiple-cni-configs.ts';
import {noCniConfig} from './no-cni-config.ts';
import {pluginBinaryMissing} from './plugin-binary-missing.ts';
import {portmapMissing} from './portmap-missing.ts';
import {runtimeDefaultBridgeActive} from './runtime-default-bridge-active.ts';
import {tunnelEndpointWrong} from './tunnel-endpoint-wrong.ts';

/** The pod network: its configuration, its programs, its agent and its interfaces. */
export const cniRules: readonly Rule[] = [
	noCniConfig,
	invalidCniConfig,
	pluginBinaryMissing,
	multipleCniConfigs,
	runtimeDefaultBridgeActive,
	cniDaemonNotRunning,
	bridgeDownOrNoAddress,
	cni0SubnetEnvMismatch,
	tunnelEndpointWrong,
	mtuInconsistent,
	ipamExhaustion,
	leftoverCni,
	cniVersionProblem,
	portmapMissing,
];
