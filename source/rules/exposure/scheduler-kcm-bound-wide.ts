import {componentOfProgram} from '../../derive/component-of-process.ts';
import {lastFlag} from '../../model/read-flags.ts';
import {defineRule} from '../../model/rule.ts';
import {isLoopback} from '../../net/address.ts';

const ports: Readonly<Record<number, string>> = {10257: 'kube-controller-manager', 10259: 'kube-scheduler'};

/** Ports 10257 and 10259, which only this node uses. */
export const schedulerKcmBoundWide = defineRule({
	id: 'scheduler-kcm-bound-wide',
	title: 'Scheduler and controller-manager listen on loopback',
	severity: 'warning',
	tier: 2,
	group: 'exposure',
	roles: ['control-plane'],
	needs: ['listeners', 'components'],
	uses: ['role'],
	why: 'Only the node itself uses these ports. They ask for credentials, but every further address is a needless way in.',
	fix: 'Set --bind-address=127.0.0.1 in {file}, unless a monitoring system outside the node reads the port.',
	commands: ["sed -i 's/--bind-address=.*/--bind-address=127.0.0.1/' {file}"],
	verify: ['netstat -npl | grep {port}'],
	docs: ['https://kubernetes.io/docs/reference/networking/ports-and-protocols/'],
	seen: 'live',
	check: ({listeners, components, role}) =>
		listeners
			.filter((socket) => socket.protocol === 'tcp' && !isLoopback(socket.localAddress))
			.filter(
				(socket) => socket.program !== null && ports[socket.localPort ?? 0] === componentOfProgram(socket.program),
			)
			.map((socket) => {
				const component = components[ports[socket.localPort ?? 0] ?? ''];
				const flag = component === undefined ? undefined : lastFlag(component.flags, 'bind-address');
				return {
					expected: `127.0.0.1:${socket.localPort}`,
					actual: `${component?.name ?? socket.program} listens on ${socket.localAddress}:${socket.localPort}`,
					// The programs' own default is every address; kubeadm sets loopback.
					severity:
						role === undefined || role.distribution === 'kubeadm' || role.distribution === 'unknown'
							? ('warning' as const)
							: ('info' as const),
					evidence: [socket.at, ...(flag === undefined ? [] : [flag.at])],
					values: {file: component?.manifest?.path ?? '', port: String(socket.localPort)},
				};
			}),
});
