import {componentOfProgram} from '../../derive/component-of-process.ts';
import {defineRule} from '../../model/rule.ts';
import {isLoopback} from '../../net/address.ts';

const owners: Readonly<Record<number, string>> = {10251: 'kube-scheduler', 10252: 'kube-controller-manager'};

/** The ports that served plain HTTP before Kubernetes 1.22 and 1.23. */
export const insecure1025110252 = defineRule({
	id: 'insecure-10251-10252',
	title: 'Scheduler and controller-manager serve no plain HTTP',
	severity: 'error',
	tier: 1,
	group: 'exposure',
	roles: ['control-plane'],
	needs: ['listeners', 'role'],
	why: 'Ports 10251 and 10252 answer without encryption and without asking who calls: health, metrics and profiling of the control plane. Old lists of "ports to open" still name them.',
	fix: 'Set --port=0 in the manifest, then upgrade: from 1.23 on no component can serve these ports, and another owner should be found out.',
	commands: [
		"sed -i '/- --port=/d; s/- {component}$/- {component}\\n    - --port=0/' /etc/kubernetes/manifests/{component}.yaml",
	],
	verify: ['netstat -npl | grep {port}'],
	docs: [
		'https://kubernetes.io/docs/reference/networking/ports-and-protocols/',
		'https://github.com/kubernetes/kubernetes/issues/96216',
	],
	seen: 'never seen live; tested on made-up facts',
	check: ({listeners, role}) =>
		listeners
			.filter((socket) => socket.protocol === 'tcp' && owners[socket.localPort ?? 0] !== undefined)
			.filter((socket) => {
				const owner = socket.program === null ? null : componentOfProgram(socket.program);
				// Without an owner the port says it only where a control plane runs.
				return socket.program === null ? role.roles.includes('control-plane') : owner === owners[socket.localPort ?? 0];
			})
			.map((socket) => ({
				expected: `nothing listens on ${socket.localPort}`,
				actual: `${socket.program ?? 'a program'} serves plain HTTP on ${socket.localAddress}:${socket.localPort}`,
				severity: isLoopback(socket.localAddress) ? ('warning' as const) : ('error' as const),
				evidence: [socket.at],
				values: {port: String(socket.localPort), component: owners[socket.localPort ?? 0] ?? ''},
			})),
});
