import {mayBeOfNode} from '../model/may-be-of-node.ts';
import type {Place} from '../model/place.ts';
import {componentOfProgram} from './component-of-process.ts';
import {baseName} from './program.ts';
import type {RoleView as Node} from './role-facts.ts';
import {distributionSign, type Sign} from './sign.ts';

/** Programs that only one distribution has. */
const programs = [
	['k3s', 'k3s'],
	['rke2', 'rke2'],
	['kubelite', 'microk8s'],
	['k8s-dqlite', 'microk8s'],
] as const;

const ofPrograms = ({components, listeners}: Node): readonly Sign[] =>
	programs.flatMap(([program, distribution]) => {
		const process = components[program]?.processes[0];
		const socket = listeners?.find((one) => one.program !== null && componentOfProgram(one.program) === program);
		const at = process?.at ?? socket?.at;
		return at === undefined ? [] : [distributionSign(distribution, 3, `${program} runs`, at)];
	});

/** Files and folders that only one distribution has, by the beginning of their path. */
const paths = [
	['/etc/rancher/k3s/', 'k3s', 1],
	['/var/lib/rancher/k3s/', 'k3s', 1],
	['/etc/rancher/rke2/', 'rke2', 2],
	['/var/lib/rancher/rke2/', 'rke2', 2],
	['/var/snap/microk8s/', 'microk8s', 3],
	['/kind/', 'kind', 3],
	['/etc/kubernetes/kubelet/config.json', 'eks', 3],
	['/etc/kubernetes/kubelet/kubelet-config.json', 'eks', 3],
	['/etc/eks/', 'eks', 3],
	['/home/kubernetes/kubelet-config.yaml', 'gke', 3],
	['/etc/kubernetes/azure.json', 'aks', 3],
	['/var/lib/kubelet/kubeadm-flags.env', 'kubeadm', 2],
	['/var/lib/kubelet/config.yaml', 'kubeadm', 1],
	['/var/lib/kubelet/instance-config.yaml', 'kubeadm', 1],
	['/etc/kubernetes/kubelet.conf', 'kubeadm', 1],
	['/etc/kubernetes/admin.conf', 'kubeadm', 1],
	['/etc/kubernetes/super-admin.conf', 'kubeadm', 1],
	['/etc/kubernetes/manifests/', 'kubeadm', 1],
] as const;

type Seen = {readonly path: string; readonly at: Place};

/** Every file that is known to exist, wherever it was seen. */
const seenFiles = ({kubernetesFiles, kubeconfigs, kubeletConfig, staticPods}: Node): readonly Seen[] => [
	...(kubeletConfig?.files ?? []).filter((file) => file.state !== 'missing'),
	...(kubeconfigs ?? []),
	...(staticPods?.pods ?? []),
	...(kubernetesFiles ?? []),
];

/** One sign for each rule, however many files speak for it. */
const ofFiles = (node: Node): readonly Sign[] => {
	const seen = seenFiles(node);
	return [
		...paths.flatMap(([prefix, distribution, weight]) => {
			const file = seen.find(({path}) => path === prefix || (prefix.endsWith('/') && path.startsWith(prefix)));
			return file === undefined ? [] : [distributionSign(distribution, weight, `${file.path} exists`, file.at)];
		}),
		...(node.cniConfigs?.files ?? [])
			.filter((file) => file.file.endsWith('-kindnet.conflist'))
			.map((file) => distributionSign('kind', 3, `${file.path} exists`, file.at)),
	];
};

/** Makers of machines that are known to run managed nodes; alone they only say where the machine runs. */
const ofMachine = ({machine, operatingSystem}: Node): readonly Sign[] => [
	...(machine?.product === 'kind' ? [distributionSign('kind', 3, 'the machine is called kind', machine.at)] : []),
	...(operatingSystem?.id === 'talos'
		? [distributionSign('talos', 3, 'the operating system is Talos', operatingSystem.at)]
		: []),
];

const ofTalos = ({listeners, staticPods}: Node): readonly Sign[] => [
	...(listeners ?? [])
		.filter((socket) => socket.program === 'apid' || socket.program === 'trustd')
		.slice(0, 1)
		.map((socket) => distributionSign('talos', 3, `${socket.program} listens`, socket.at)),
	...(staticPods?.pods ?? [])
		.filter((pod) => pod.file.startsWith('talos-kube-'))
		.slice(0, 1)
		.map((pod) => distributionSign('talos', 3, `${pod.file} is a static pod`, pod.at)),
];

const ofProcesses = ({processes}: Node): readonly Sign[] =>
	(processes ?? [])
		.filter((process) => mayBeOfNode(process) && baseName(process.argv[0] ?? '') === 'kindnetd')
		.slice(0, 1)
		.map((process) => distributionSign('kind', 3, 'kindnetd runs', process.at));

/**
 * kubeadm's shape, where only sockets are known: the scheduler as a program of its own that listens on loopback,
 * or etcd's metrics on loopback at 2381.
 */
const ofShape = ({listeners}: Node): readonly Sign[] =>
	(listeners ?? [])
		.filter(
			(socket) =>
				socket.localAddress === '127.0.0.1' &&
				((socket.localPort === 2381 && socket.program === 'etcd') ||
					(socket.localPort === 10259 && socket.program?.startsWith('kube-sched') === true)),
		)
		.map((socket) =>
			distributionSign('kubeadm', 0.5, `${socket.program} listens on 127.0.0.1:${socket.localPort}`, socket.at),
		);

/** Everything on the node that tells its distribution. */
export const distributionSigns = (node: Node): readonly Sign[] => [
	...ofPrograms(node),
	...ofFiles(node),
	...ofMachine(node),
	...ofTalos(node),
	...ofProcesses(node),
	...ofShape(node),
];
