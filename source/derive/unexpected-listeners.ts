import type {PortRow} from '../model/conclusions.ts';
import type {Socket} from '../model/facts/socket.ts';
import {isLoopback} from '../net/address.ts';
import {componentOfProgram} from './component-of-process.ts';
import {loadBalancers} from './load-balancers.ts';
import {scopeOfSockets} from './port-status.ts';
import {isOneOf} from './program.ts';

/** Ports that Kubernetes and etcd use somewhere, with what for. */
const purposes: ReadonlyMap<number, string> = new Map([
	[2379, 'etcd clients'],
	[2380, 'etcd peers'],
	[2381, 'etcd metrics and health'],
	[4001, 'etcd clients (version 2)'],
	[6443, 'Kubernetes API'],
	[7001, 'etcd peers (version 2)'],
	[10248, 'kubelet health'],
	[10249, 'service proxy metrics'],
	[10250, 'kubelet API'],
	[10251, 'insecure scheduler port'],
	[10252, 'insecure controller manager port'],
	[10255, 'kubelet read-only port'],
	[10256, 'service proxy health'],
	[10257, 'controller manager'],
	[10258, 'cloud controller manager'],
	[10259, 'scheduler'],
]);

/** Ports of etcd's second version that other software uses, too: only etcd itself makes them worth a row. */
const shared: ReadonlySet<number> = new Set([4001, 7001]);

/** Programs of Kubernetes that may listen where nothing expects them. */
const isKubernetes = (program: string): boolean => componentOfProgram(program) !== null || program === 'kubectl';

/** Runtimes and kubelet serve streams on a loopback port that changes with every start. */
const isStreaming = (socket: Socket): boolean =>
	isLoopback(socket.localAddress) &&
	isOneOf(socket.program ?? '', ['containerd', 'crio', 'cri-dockerd', 'dockerd', 'kubelet', 'kubelite', 'k3s-server']);

const isWorthARow = (socket: Socket): boolean => {
	const {program, localPort, protocol} = socket;
	if (
		localPort === null ||
		!protocol.startsWith('tcp') ||
		(program !== null && isOneOf(program, ['kube-proxy', 'haproxy']))
	) {
		// kube-proxy listens for health checks of services; HAProxy has statistics.
		return localPort !== null && purposes.has(localPort) && protocol.startsWith('tcp');
	}
	const isOwned = program !== null && isKubernetes(program);
	return isOwned || (purposes.has(localPort) && !shared.has(localPort));
};

const statusOf = (sockets: readonly Socket[]): PortRow['status'] =>
	sockets.every((socket) => isStreaming(socket) || isOneOf(socket.program ?? '', loadBalancers))
		? 'optional'
		: 'unexpected';

/** Rows for TCP listeners of Kubernetes programs or on Kubernetes ports that no expected row holds. */
export const unexpectedRows = (listeners: readonly Socket[], expected: readonly PortRow[]): readonly PortRow[] => {
	const held = new Set(expected.flatMap((row) => row.listeners));
	const byPort = new Map<number, Socket[]>();
	for (const socket of listeners) {
		if (!held.has(socket) && socket.localPort !== null && isWorthARow(socket)) {
			const list = byPort.get(socket.localPort) ?? [];
			list.push(socket);
			byPort.set(socket.localPort, list);
		}
	}
	return [...byPort].map(([port, sockets]) => {
		const owner = sockets.find((socket) => socket.program !== null)?.program ?? null;
		const component = (owner === null ? null : componentOfProgram(owner)) ?? owner ?? 'unknown';
		return {
			port,
			protocol: 'tcp',
			component,
			purpose: sockets.every(isStreaming) ? 'streaming server on loopback' : (purposes.get(port) ?? 'not expected'),
			expected: null,
			expectedAt: null,
			listeners: sockets,
			owner,
			scope: scopeOfSockets(sockets),
			status: statusOf(sockets),
		};
	});
};
