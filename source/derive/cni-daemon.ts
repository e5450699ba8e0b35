import type {CniChain} from '../model/conclusions.ts';
import type {Process} from '../model/facts/process.ts';
import {mayBeOfNode} from '../model/may-be-of-node.ts';
import type {CniView as Node} from './cni-facts.ts';
import {cniFingerprints} from './cni-fingerprints.ts';
import {baseName} from './program.ts';

/** A process of the node's network whose program is one of these. */
export const findDaemon = (
	programs: readonly string[],
	processes: readonly Process[] | undefined,
): Process | undefined =>
	programs.length === 0
		? undefined
		: processes?.find(
				(process) =>
					mayBeOfNode(process) &&
					process.state?.startsWith('Z') !== true &&
					programs.includes(process.argv.length > 0 ? baseName(process.argv[0] ?? '') : process.name),
			);

/** Azure's first plugin, Multus without its daemon and NSX, whose agent has had many names, are not missed. */
const worksWithoutAgent = (product: string, {cniConfigs}: Node): boolean => {
	const plugins = (cniConfigs?.files ?? []).flatMap((file) => file.plugins);
	switch (product) {
		case 'azure':
			return !plugins.some((plugin) => plugin.ipamType === 'azure-cns');
		case 'multus':
			return !plugins.some((plugin) => plugin.type === 'multus-shim');
		default:
			return product === 'nsx';
	}
};

/** Programs that must run for a product; K3s has flannel inside itself. */
const expectedPrograms = (product: string | null, node: Node): readonly string[] => {
	if (product === 'flannel' && node.role?.distribution === 'k3s') {
		return ['k3s'];
	}
	if (product === 'canal') {
		return ['calico-node'];
	}
	if (product !== null && worksWithoutAgent(product, node)) {
		return [];
	}
	return cniFingerprints.find((one) => one.product === product)?.daemons ?? [];
};

/** The agent of the pod network. It is known not to run only where all processes are known. */
export const daemonOf = (product: string | null, node: Node, allProcesses: boolean): CniChain['daemon'] => {
	const expected = expectedPrograms(product, node);
	const packed = expected.includes('k3s') ? node.components?.k3s?.processes[0] : undefined;
	const process = packed ?? findDaemon(expected, node.processes);
	const isRunning = process !== undefined ? true : allProcesses && expected.length > 0 ? false : null;
	return {expected, running: isRunning, pid: process?.pid ?? null, at: process?.at ?? null};
};
