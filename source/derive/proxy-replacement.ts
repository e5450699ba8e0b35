import type {Interface} from '../model/facts/interface.ts';
import type {Process} from '../model/facts/process.ts';
import type {Place} from '../model/place.ts';
import {baseName} from './program.ts';

/** What proxies services in kube-proxy's place. `certain` where it says so itself; else it is there and kube-proxy is not. */
export type ProxyReplacement = {
	readonly name: string;
	readonly program: string;
	readonly pid: number | null;
	readonly certain: boolean;
	readonly at: Place;
};

const programOf = ({argv, name}: Process): string => baseName(argv[0] ?? name);

const flag = (process: Process, name: string): string | null => {
	for (const [index, word] of process.argv.entries()) {
		if (word.startsWith(`--${name}=`)) {
			return word.slice(name.length + 3);
		}
		if (word === `--${name}`) {
			const next = process.argv[index + 1];
			return next === undefined || next.startsWith('-') ? 'true' : next;
		}
	}
	return null;
};

/** Agents that can take kube-proxy's place, and whether one says that it does (true), does not (false) or leaves it open. */
const agents: readonly {
	readonly program: string;
	readonly name: string;
	readonly says: (process: Process, interfaces: readonly Interface[]) => boolean | null;
}[] = [
	{
		program: 'cilium-agent',
		name: 'cilium',
		says: (process) => {
			const value = flag(process, 'kube-proxy-replacement');
			return value === null ? null : value === 'true' || value === 'strict';
		},
	},
	{
		program: 'calico-node',
		name: 'calico-ebpf',
		says: (_, interfaces) => interfaces.some(({name}) => name === 'bpfin.cali' || name === 'bpfout.cali'),
	},
	{program: 'antrea-agent', name: 'antrea', says: () => null},
	{program: 'ovnkube', name: 'ovn-kubernetes', says: () => null},
	{
		program: 'kube-router',
		name: 'kube-router',
		says: (process, interfaces) =>
			flag(process, 'run-service-proxy') !== 'false' && interfaces.some(({name}) => name === 'kube-dummy-if')
				? true
				: flag(process, 'run-service-proxy') === 'false'
					? false
					: null,
	},
];

/** The agent that replaces kube-proxy, or null. One that leaves it open counts only where kube-proxy does not run. */
export const proxyReplacement = (
	processes: readonly Process[],
	interfaces: readonly Interface[],
	hasKubeProxy: boolean,
): ProxyReplacement | null => {
	for (const {program, name, says} of agents) {
		for (const process of processes) {
			const certain = programOf(process) === program ? says(process, interfaces) : false;
			if (certain === true || (certain === null && !hasKubeProxy)) {
				return {name, program, pid: process.pid, certain: certain === true, at: process.at};
			}
		}
	}
	return null;
};
