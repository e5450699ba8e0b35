import type {Component} from '../model/conclusions.ts';
import type {Socket} from '../model/facts/socket.ts';
import type {Role} from '../model/layout.ts';
import {lastFlag} from '../model/read-flags.ts';
import {isLoopback} from '../net/address.ts';
import {componentOfProgram, subCommand} from './component-of-process.ts';
import {endpointsOf} from './endpoints-of.ts';
import {loadBalancers} from './load-balancers.ts';
import {isOneOf} from './program.ts';
import type {RoleView as Node} from './role-facts.ts';
import {roleSign, type Sign} from './sign.ts';

/** What a running program or its manifest means. */
const meanings: readonly (readonly [component: string, role: Role, process: number, manifest: number])[] = [
	['kube-apiserver', 'control-plane', 3, 2],
	['kube-controller-manager', 'control-plane', 3, 2],
	['kube-scheduler', 'control-plane', 3, 2],
	['etcd', 'etcd', 3, 2],
	['kubelet', 'worker', 3, 0],
	['kube-proxy', 'worker', 1, 0],
];

const ofComponents = ({components}: Node): readonly Sign[] =>
	meanings.flatMap(([name, role, process, manifest]) => {
		const component = components[name];
		const running = component?.processes[0];
		return [
			...(running === undefined ? [] : [roleSign(role, process, `${name} runs`, running.at)]),
			...(component?.manifest && manifest > 0
				? [roleSign(role, manifest, `${component.manifest.path} exists`, component.manifest.at)]
				: []),
		];
	});

/** An API server that stores on loopback has its etcd beside it, also while that does not run. */
const ofStorage = ({components}: Node): readonly Sign[] => {
	const flag = lastFlag(components['kube-apiserver']?.flags ?? [], 'etcd-servers');
	return flag !== undefined && endpointsOf(flag.value).some((endpoint) => isLoopback(endpoint.host))
		? [roleSign('etcd', 1, 'kube-apiserver stores in an etcd on loopback', flag.at)]
		: [];
};

/** One sign for each component that owns a listener, where the process table did not already show it. */
const ofOwners = ({listeners, components}: Node): readonly Sign[] => {
	const seen = new Map<string, Socket>();
	for (const socket of listeners ?? []) {
		const owner = socket.program === null ? null : componentOfProgram(socket.program);
		if (owner !== null && !seen.has(owner) && (components[owner]?.processes.length ?? 0) === 0) {
			seen.set(owner, socket);
		}
	}
	return meanings.flatMap(([name, role, weight]) => {
		const socket = seen.get(name);
		return socket === undefined ? [] : [roleSign(role, weight, `${name} listens`, socket.at)];
	});
};

/** Ports that only one role has, for sockets whose owner cannot be seen. 6443 is none: a load balancer has it, too. */
const ports: readonly (readonly [port: number, role: Role])[] = [
	[10257, 'control-plane'],
	[10259, 'control-plane'],
	[2380, 'etcd'],
	[10250, 'worker'],
];

const ofPorts = ({listeners}: Node): readonly Sign[] =>
	ports.flatMap(([port, role]) => {
		const socket = listeners?.find((one) => one.localPort === port && one.program === null && one.protocol === 'tcp');
		return socket === undefined ? [] : [roleSign(role, 1, `port ${port} listens`, socket.at)];
	});

/** K3s and RKE2 by their sub-command; MicroK8s's kubelite serves the API on 16443, on a worker a proxy does. */
const ofPacked = ({components, listeners}: Node): readonly Sign[] => {
	const packed = [components.k3s, components.rke2].filter((one): one is Component => one !== undefined);
	const api = listeners?.find((socket) => socket.localPort === 16443);
	const kubelite = components.kubelite?.processes[0];
	return [
		...packed.flatMap((component) =>
			component.processes.slice(0, 1).map((process) => {
				const role = subCommand(process.argv) === 'agent' ? 'worker' : 'control-plane';
				return roleSign(role, 3, `${component.name} ${subCommand(process.argv) ?? ''} runs`, process.at);
			}),
		),
		...(api?.program === 'kubelite' ? [roleSign('control-plane', 3, 'kubelite serves the API', api.at)] : []),
		...(kubelite === undefined ? [] : [roleSign('worker', 3, 'kubelite runs', kubelite.at)]),
	];
};

/** An etcd that K3s runs inside itself. */
const ofEmbeddedEtcd = ({listeners}: Node): readonly Sign[] =>
	(listeners ?? [])
		.filter((socket) => socket.localPort === 2380 && componentOfProgram(socket.program ?? '') === 'k3s')
		.slice(0, 1)
		.map((socket) => roleSign('etcd', 3, 'k3s runs etcd inside itself', socket.at));

/** Files that only a control plane has; an administrator may have copied admin.conf anywhere. */
const files: ReadonlyMap<string, Role> = new Map([
	['/etc/kubernetes/admin.conf', 'control-plane'],
	['/etc/kubernetes/super-admin.conf', 'control-plane'],
	['/etc/kubernetes/controller-manager.conf', 'control-plane'],
	['/etc/kubernetes/scheduler.conf', 'control-plane'],
	['/etc/kubernetes/pki/ca.key', 'control-plane'],
	['/etc/rancher/k3s/k3s.yaml', 'control-plane'],
	['/etc/rancher/rke2/rke2.yaml', 'control-plane'],
	['/etc/kubernetes/kubelet.conf', 'worker'],
	['/var/lib/kubelet/config.yaml', 'worker'],
	['/var/lib/kubelet/kubeconfig', 'worker'],
]);

const ofFiles = ({kubernetesFiles, kubeconfigs, kubeletConfig}: Node): readonly Sign[] => {
	const found = new Map(
		[
			...(kubernetesFiles ?? []),
			...(kubeconfigs ?? []),
			...(kubeletConfig?.files ?? []).filter((file) => file.state !== 'missing'),
		].map((file) => [file.path, file.at] as const),
	);
	return [...files].flatMap(([path, role]) => {
		const at = found.get(path);
		return at === undefined ? [] : [roleSign(role, 1, `${path} exists`, at)];
	});
};

const ofUnits = ({units}: Node): readonly Sign[] =>
	(units ?? [])
		.filter((unit) => unit.loadState === 'loaded' && /^(kubelet|k3s-agent|rke2-agent)\.service$/.test(unit.name))
		.map((unit) => roleSign('worker', unit.activeState === 'active' ? 3 : 0.5, `${unit.name} is installed`, unit.at));

/** A program in front of 6443: it listens there, or it talks to that port of other machines. */
const ofLoadBalancer = ({listeners, connections}: Node): readonly Sign[] => {
	const front = listeners?.filter((socket) => socket.program !== null && isOneOf(socket.program, loadBalancers)) ?? [];
	if (front.length === 0) {
		return [];
	}
	const own = front.find((socket) => socket.localPort === 6443 || socket.localPort === 16443);
	const upstream = (connections ?? []).find(
		(socket) => socket.remotePort === 6443 && socket.program !== null && isOneOf(socket.program, loadBalancers),
	);
	const at = own?.at ?? upstream?.at;
	return at === undefined ? [] : [roleSign('load-balancer', 3, 'a load balancer stands in front of 6443', at)];
};

/** Everything on the node that tells what it is for. */
export const roleSigns = (node: Node): readonly Sign[] => [
	...ofComponents(node),
	...ofStorage(node),
	...ofOwners(node),
	...ofPorts(node),
	...ofPacked(node),
	...ofEmbeddedEtcd(node),
	...ofFiles(node),
	...ofUnits(node),
	...ofLoadBalancer(node),
];
