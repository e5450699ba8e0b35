import type {Process} from '../model/facts/process.ts';
import {mayBeOfNode} from '../model/may-be-of-node.ts';
import {baseName, isProgram} from './program.ts';

/** Programs that keep a cluster's state or run it. Only a static pod or a plain process of the node may be one of its components. */
const controlPlane = [
	'kube-apiserver',
	'kube-controller-manager',
	'kube-scheduler',
	'etcd',
	'cloud-controller-manager',
];

/** The programs that are components of a node. */
const programs: ReadonlySet<string> = new Set([
	...controlPlane,
	'kubelet',
	'kube-proxy',
	'containerd',
	'dockerd',
	'crio',
	'cri-dockerd',
	'k3s',
	'rke2',
	'kubelite',
	'k8s-dqlite',
	'kine',
	'haproxy',
	'keepalived',
	'kube-vip',
	'node-cache',
]);

/** Names of hyperkube's sub-commands, old ones without `kube-` too. */
const hyperkube: ReadonlyMap<string, string> = new Map([
	['apiserver', 'kube-apiserver'],
	['controller-manager', 'kube-controller-manager'],
	['scheduler', 'kube-scheduler'],
	['proxy', 'kube-proxy'],
]);

/** K3s and RKE2 overwrite their argv with one text (`/usr/local/bin/k3s server`). */
const words = (argv: readonly string[]): readonly string[] => {
	const first = argv[0] ?? '';
	return /\/?(k3s|rke2) /.test(first) ? [...first.split(' ').filter((word) => word !== ''), ...argv.slice(1)] : argv;
};

/** The component that a command line runs, or null. */
export const componentOfCommand = (argv: readonly string[]): string | null => {
	const [first = '', second = ''] = words(argv);
	// A program may name itself with a colon (`nginx: master process`).
	const program = baseName(first).replace(/:$/, '');
	if (program === 'hyperkube') {
		const name = hyperkube.get(second) ?? second;
		return programs.has(name) ? name : null;
	}
	if (program === 'docker-containerd') {
		return 'containerd';
	}
	return programs.has(program) ? program : null;
};

/** The sub-command of `k3s`, `rke2` and the like: `server` or `agent`. */
export const subCommand = (argv: readonly string[]): string | null => words(argv)[1] ?? null;

/**
 * Whether a pod is one that the API server made: those have a UID with dashes (underscores in a cgroup of systemd),
 * static pods have the bare hash of their manifest.
 */
const isApiPod = (uid: string): boolean => /[-_]/.test(uid);

/** Whether a process is one of the node's own and not one of a pod that happens to run the same program. */
const isOwn = (process: Process, component: string): boolean =>
	mayBeOfNode(process) &&
	(process.hostNetwork === true ||
		process.pod === null ||
		!isApiPod(process.pod.uid) ||
		!controlPlane.includes(component));

/** The component that a process of this node is, or null. */
export const componentOfProcess = (process: Process): string | null => {
	// A zombie has no command line and runs nothing.
	if (process.state?.startsWith('Z') === true) {
		return null;
	}
	const component = componentOfCommand(process.argv.length > 0 ? process.argv : [process.name]);
	return component !== null && isOwn(process, component) ? component : null;
};

/** Names of threads that own the sockets of K3s and RKE2. */
const threads: ReadonlyMap<string, string> = new Map([
	['k3s-server', 'k3s'],
	['k3s-agent', 'k3s'],
	['rke2-server', 'rke2'],
	['rke2-agent', 'rke2'],
]);

/** The component that owns a socket by the program that netstat shows, or null. */
export const componentOfProgram = (program: string): string | null => {
	if (programs.has(program)) {
		return program;
	}
	for (const name of programs) {
		if (isProgram(program, name)) {
			return name;
		}
	}
	return threads.get(program) ?? null;
};
