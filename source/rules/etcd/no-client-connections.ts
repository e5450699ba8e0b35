import {isSettled} from '../../derive/running-seconds.ts';
import {defineRule} from '../../model/rule.ts';

/** An etcd that nobody uses. */
export const noClientConnections = defineRule({
	id: 'no-client-connections',
	title: 'etcd has clients',
	severity: 'error',
	tier: 2,
	group: 'etcd',
	roles: ['etcd', 'control-plane'],
	needs: ['etcd', 'connections', 'components', 'listeners'],
	whole: ['connections'],
	uses: ['uptime', 'role'],
	why: 'The API server does not use this etcd: it is told another address, ends again and again, or its certificate is refused.',
	fix: 'Compare --etcd-servers of kube-apiserver with --listen-client-urls of etcd, and read the log of kube-apiserver.',
	commands: [
		'grep -n etcd-servers /etc/kubernetes/manifests/kube-apiserver.yaml',
		'crictl ps -a --name kube-apiserver',
	],
	verify: ['netstat -npa | grep :2379 | grep ESTABLISHED'],
	docs: ['https://etcd.io/docs/v3.6/op-guide/configuration/'],
	seen: 'live',
	check: ({etcd, components, listeners, uptime, role}) => {
		const process = components.etcd?.processes[0];
		const [heard] = listeners.filter((socket) => etcd.clientPorts.includes(socket.localPort ?? -1));
		if (process === undefined || heard === undefined || etcd.clients.count > 0) {
			return process === undefined ? {skip: 'etcd does not run on this node'} : [];
		}
		// Clients of a cluster of its own need not prefer this member.
		const isStacked = components['kube-apiserver'] !== undefined && role?.roles.includes('control-plane') !== false;
		return [
			{
				expected: `client connections on ${etcd.clientPorts.join(', ')}`,
				actual: 'etcd listens and nobody is connected',
				severity: !isSettled(process, uptime)
					? ('info' as const)
					: isStacked
						? ('error' as const)
						: ('warning' as const),
				evidence: [heard.at, process.at],
			},
		];
	},
});
