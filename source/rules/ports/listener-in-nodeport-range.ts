import {nodePortRange} from '../../derive/node-port-range.ts';
import type {Socket} from '../../model/facts/socket.ts';
import {defineRule} from '../../model/rule.ts';
import {isLoopback, isWildcard} from '../../net/address.ts';

/** Proxies hold such ports on purpose: health checks of services, and sockets before 1.24. */
const proxies = [
	'kube-proxy',
	'cilium-agent',
	'calico-node',
	'antrea-agent',
	'kube-router',
	'ovnkube',
	'k3s',
	'rke2',
	'kubelite',
];

/** UDP sockets of clients look like listeners: only a named program on every address is one. */
const isServer = (socket: Socket): boolean =>
	socket.protocol.startsWith('tcp')
		? true
		: socket.program !== null && isWildcard(socket.localAddress) && socket.localPort !== null;

/** --service-node-port-range, 30000-32767 unless set. */
export const listenerInNodeportRange = defineRule({
	id: 'listener-in-nodeport-range',
	title: 'No program listens inside the NodePort range',
	severity: 'warning',
	tier: 2,
	group: 'ports',
	roles: ['control-plane', 'worker'],
	needs: ['listeners', 'components'],
	uses: ['services'],
	why: 'Since 1.24 kube-proxy reserves no NodePort with a socket. As soon as a service gets this port its traffic goes there and never reaches the program.',
	fix: 'Move {owner} (PID {pid}) to a port outside {range}.',
	commands: ['ps -o pid,user,args -p {pid}'],
	verify: ['netstat -npl | grep {port}'],
	docs: [
		'https://kubernetes.io/docs/concepts/services-networking/service/',
		'https://github.com/kubernetes/kubernetes/pull/108496',
	],
	seen: 'live',
	check: ({listeners, components, services}) => {
		const {first, last, at} = nodePortRange(components);
		return listeners
			.filter(
				(socket) =>
					socket.localPort !== null && socket.localPort >= first && socket.localPort <= last && isServer(socket),
			)
			.filter((socket) => socket.program !== null && !proxies.includes(socket.program))
			.map((socket) => {
				const taken = services?.find(
					(service) => service.nodePort === socket.localPort && service.protocol === socket.protocol.slice(0, 3),
				);
				return {
					expected: `no listener between ${first} and ${last}`,
					actual:
						taken === undefined
							? `${socket.program} listens on ${socket.localPort}, inside the NodePort range`
							: `${socket.program} listens on ${socket.localPort}, whose traffic goes to the service ${taken.name}`,
					severity: isLoopback(socket.localAddress) && taken === undefined ? ('info' as const) : ('warning' as const),
					evidence: [socket.at, ...(at === null ? [] : [at])],
					values: {
						owner: socket.program ?? '',
						port: String(socket.localPort),
						range: `${first}-${last}`,
						...(socket.pid === null ? {} : {pid: String(socket.pid)}),
					},
				};
			});
	},
});
