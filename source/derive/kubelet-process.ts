import type {Components} from '../model/conclusions.ts';
import type {Process} from '../model/facts/process.ts';

/** Programs that are kubelet or hold it inside. */
const kubelets = ['kubelet', 'k3s', 'rke2', 'kubelite'] as const;

/** The process that is kubelet on this node. */
export const kubeletProcess = (components: Components): Process | undefined =>
	kubelets.map((name) => components[name]?.processes[0]).find((process) => process !== undefined);
