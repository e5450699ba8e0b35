import type {Components, Supervisor} from '../model/conclusions.ts';
import {defineDerivation} from '../model/derivation.ts';
import type {LogTail} from '../model/facts/kubernetes.ts';
import type {Process} from '../model/facts/process.ts';
import {subCommand} from './component-of-process.ts';
import {baseName} from './program.ts';
import {ofContainer, ofOpenRc, ofProcess, ofSnap, ofSystemd, type Service} from './service-commands.ts';

type Kind = Supervisor['kind'];

/** Programs of the node itself: a fix may have to start one that does not run. */
const services = ['kubelet', 'containerd', 'docker', 'crio', 'haproxy', 'keepalived', 'firewalld', 'nftables'];

/** Control-plane components: static pods, unless they are plain processes. */
const planes = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd'];

/** Containers of node agents that a fix may have to start again. */
const agents = ['kube-proxy', 'kube-flannel', 'calico-node', 'cilium-agent', 'weave', 'coredns', 'kube-vip'];

/** What one program runs in a distribution that packs several into one. */
const inside = ['kubelet', ...planes.slice(0, 3), 'kube-proxy'];

const isSystemd = (process: Process): boolean =>
	[process.name, baseName(process.argv[0] ?? ''), baseName(process.executable ?? '')].includes('systemd');

const isOpenRc = (processes: readonly Process[]): boolean =>
	processes.some((process) => process.name === 'openrc-init' || process.name === 'supervise-daemo');

const kindOf = (components: Components, processes: readonly Process[] | undefined, hasUnits: boolean): Kind => {
	if (components.kubelite !== undefined) {
		return 'snap';
	}
	const first = processes?.find((process) => process.pid === 1);
	// Nothing known of PID 1: nearly every node has systemd.
	if (hasUnits || first === undefined || isSystemd(first)) {
		return 'systemd';
	}
	return isOpenRc(processes ?? []) ? 'openrc' : 'none';
};

/** The unit of K3s or RKE2 that the node's programs run in, or null. */
const packedUnit = (components: Components): string | null => {
	for (const name of ['k3s', 'rke2'] as const) {
		const packed = components[name];
		if (packed !== undefined) {
			const isAgent = packed.processes.some((process) => subCommand(process.argv) === 'agent');
			return name === 'k3s' ? (isAgent ? 'k3s-agent' : 'k3s') : isAgent ? 'rke2-agent' : 'rke2-server';
		}
	}
	return null;
};

const serviceOf = (kind: Kind, name: string, components: Components, logs: readonly LogTail[]): Service => {
	const component = components[name === 'docker' ? 'dockerd' : name];
	const packed = packedUnit(components);
	switch (kind) {
		case 'snap':
			return ofSnap(`microk8s.daemon-${name === 'containerd' ? 'containerd' : 'kubelite'}`);
		case 'systemd':
			return ofSystemd(packed !== null && ['kubelet', 'containerd'].includes(name) ? packed : name);
		case 'openrc':
			return ofOpenRc(packed ?? name, name, logs);
		case 'none':
			return ofProcess(name, component?.processes ?? [], logs);
	}
};

/** A component that may run in a pod, as a plain process, or inside the program that packs it. */
const podService = (kind: Kind, name: string, components: Components, logs: readonly LogTail[]): Service => {
	const component = components[name];
	const [process] = component?.processes ?? [];
	const isInside = components.kubelite !== undefined || components.k3s !== undefined;
	if (isInside && inside.includes(name)) {
		return serviceOf(kind, 'kubelet', components, logs);
	}
	const isPlainProcess = process !== undefined && process.pod === null && component?.manifest === null;
	return isPlainProcess && process.cgroup !== null
		? serviceOf(kind, name, components, logs)
		: ofContainer(name, component?.manifest ?? null);
};

const build = (kind: Kind, components: Components, logs: readonly LogTail[]): Supervisor => ({
	kind,
	services: Object.fromEntries([
		...services.map((name) => [name, serviceOf(kind, name, components, logs)]),
		...[...planes, ...agents].map((name) => [name, podService(kind, name, components, logs)]),
		...['k3s', 'rke2'].flatMap((name) =>
			components[name] === undefined ? [] : [[name, serviceOf(kind, 'kubelet', components, logs)]],
		),
		...(components.dockerd === undefined ? [] : [['dockerd', serviceOf(kind, 'docker', components, logs)]]),
	]),
});

/** What keeps the node's programs running, and what a person types to it. */
export const supervisor = defineDerivation({
	conclusion: 'supervisor',
	title: 'Service manager',
	needs: ['components'],
	uses: ['processes', 'units', 'logs'],
	derive: ({components, processes, units, logs}) =>
		build(kindOf(components, processes, (units?.length ?? 0) > 0), components, logs ?? []),
});
