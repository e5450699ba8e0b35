import type {CniChain} from '../model/conclusions.ts';
import type {Process} from '../model/facts/process.ts';

/** The process id of the pod network's agent as a value for `kill {agent}`: one that runs in a pod, so that kubelet starts it again. Nothing where it is none such. */
export const podNetworkAgent = (
	cni: CniChain | undefined,
	processes: readonly Process[] | undefined,
): {readonly agent?: string} => {
	const pid = cni?.daemon.pid ?? null;
	const isInPod = processes?.some((process) => process.pid === pid && process.pod !== null) === true;
	return isInPod ? {agent: String(pid)} : {};
};
