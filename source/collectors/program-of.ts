import type {Process} from '../model/facts/process.ts';
import {mayBeOfNode} from '../model/may-be-of-node.ts';

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/**
 * The component that a process is, by its argv: `kubelet`, or `kubelet` of the many-in-one binaries (`hyperkube kubelet`).
 * By its name where argv is empty.
 */
export const programOf = (process: Process): string => {
	const [first = process.name, second = ''] = process.argv;
	const name = baseName(first);
	return name === 'hyperkube' && second !== '' ? second.replace(/^proxy$/, 'kube-proxy') : name;
};

/**
 * The node's own process of a component; null where none runs. Those of nodes that run as containers here (kind) are not the node's.
 */
export const nodeProcess = (processes: readonly Process[] | undefined, program: string): Process | null => {
	const own = (processes ?? []).filter((process) => programOf(process) === program && mayBeOfNode(process));
	return own.find((process) => process.hostNetwork === true) ?? own[0] ?? null;
};
