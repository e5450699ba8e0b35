import {componentOfProgram} from '../../derive/component-of-process.ts';
import type {Components} from '../../model/conclusions.ts';
import type {Socket} from '../../model/facts/socket.ts';
import {defineRule} from '../../model/rule.ts';
import {isLoopback} from '../../net/address.ts';

type Plain = {readonly component: string; readonly setting: string};

/** Ports that answer everybody, and what binds them. 10256 is meant for load balancers. */
const ports: Readonly<Record<number, Plain>> = {
	2381: {component: 'etcd', setting: '--listen-metrics-urls=http://127.0.0.1:2381'},
	10248: {component: 'kubelet', setting: 'healthzBindAddress: 127.0.0.1'},
	10249: {component: 'kube-proxy', setting: 'metricsBindAddress: 127.0.0.1:10249'},
};

/** Programs that hold components inside. */
const packed = new Set(['k3s', 'rke2', 'kubelite']);

const isOwn = ({program}: Socket, {component}: Plain, components: Components): boolean => {
	const owner = program === null ? null : componentOfProgram(program);
	return program === null
		? components[component] !== undefined
		: owner === component || (owner !== null && packed.has(owner));
};

/** Metrics of etcd and kube-proxy and the health of kubelet, which ask for no credentials. */
export const plainMetricsExposed = defineRule({
	id: 'plain-metrics-exposed',
	title: 'Metrics without authentication stay on loopback',
	severity: 'warning',
	tier: 2,
	group: 'exposure',
	roles: ['control-plane', 'worker', 'etcd'],
	needs: ['listeners', 'components'],
	uses: ['role'],
	why: 'Anybody who gets to the port reads how the cluster is built and used; kube-proxy may serve profiles there too.',
	fix: 'Set {setting}, unless a monitoring system outside the node reads the port; then let only it through.',
	commands: [],
	verify: ['netstat -npl | grep {port}'],
	docs: [
		'https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/',
		'https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/',
		'https://etcd.io/docs/v3.6/op-guide/configuration/',
	],
	seen: 'live',
	check: ({listeners, components, role}) =>
		listeners
			.filter(({protocol, localAddress}) => protocol === 'tcp' && !isLoopback(localAddress))
			.flatMap((socket) => {
				const plain = ports[socket.localPort ?? 0];
				return plain === undefined || !isOwn(socket, plain, components)
					? []
					: [
							{
								expected: `${plain.component} on 127.0.0.1:${socket.localPort}`,
								actual: `${plain.component} answers without authentication on ${socket.localAddress}:${socket.localPort}`,
								// RKE2 has its servers read each other's etcd.
								severity:
									role?.distribution === 'rke2' && socket.localPort === 2381 ? ('info' as const) : ('warning' as const),
								evidence: [socket.at],
								values: {setting: plain.setting, port: String(socket.localPort)},
							},
						];
			}),
});
