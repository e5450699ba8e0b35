import type {Process} from '../../model/facts/process.ts';
import type {Socket} from '../../model/facts/socket.ts';
import {defineRule} from '../../model/rule.ts';
import {isLoopback} from '../../net/address.ts';

const isPortForward = (process: Process | undefined): boolean => process?.argv.includes('port-forward') === true;

const shown = (socket: Socket): string => `${socket.localAddress}:${socket.localPort}`;

/** kubectl-proxy(1) lends its caller's credentials to whoever connects. */
export const kubectlProxyExposed = defineRule({
	id: 'kubectl-proxy-exposed',
	title: 'No kubectl listens beyond loopback',
	severity: 'error',
	tier: 1,
	group: 'exposure',
	roles: 'any',
	needs: ['listeners'],
	uses: ['processes'],
	why: "Everybody who reaches the port acts with that user's credentials, usually those of a cluster-admin. --accept-hosts limits only the Host header.",
	fix: 'Stop it; kubectl proxy binds 127.0.0.1 by default, and an SSH tunnel brings it to another machine.',
	commands: ['kill {pid}'],
	verify: ['netstat -npl | grep kubectl'],
	docs: ['https://kubernetes.io/docs/reference/kubectl/generated/kubectl_proxy/'],
	seen: 'live',
	check: ({listeners, processes}) =>
		listeners
			.filter((socket) => socket.protocol === 'tcp' && socket.program === 'kubectl' && !isLoopback(socket.localAddress))
			.map((socket) => {
				const process = processes?.find((each) => each.pid === socket.pid);
				const forwards = isPortForward(process);
				return {
					expected: 'kubectl listens on 127.0.0.1 only',
					actual: forwards
						? `kubectl port-forward listens on ${shown(socket)}`
						: `kubectl lends its credentials to everybody on ${shown(socket)}`,
					severity: forwards ? ('warning' as const) : ('error' as const),
					evidence: [socket.at, ...(process === undefined ? [] : [process.at])],
					values: socket.pid === null ? {} : {pid: String(socket.pid)},
				};
			}),
});
