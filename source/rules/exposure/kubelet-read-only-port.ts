import {componentOfProgram} from '../../derive/component-of-process.ts';
import type {NodeAddress} from '../../model/conclusions.ts';
import type {Socket} from '../../model/facts/socket.ts';
import {defineRule} from '../../model/rule.ts';
import {isPublic, isWildcard} from '../../net/address.ts';

const kubelets = new Set(['kubelet', 'k3s', 'rke2', 'kubelite']);

const isKubelet = (socket: Socket): boolean =>
	socket.program === null || kubelets.has(componentOfProgram(socket.program) ?? socket.program);

const isReachedFromInternet = (address: string, node: NodeAddress | undefined): boolean =>
	isWildcard(address) ? (node?.addresses.some((each) => isPublic(each.address)) ?? false) : isPublic(address);

/** readOnlyPort of kubelet's configuration: 0 in files, 10255 as a bare flag's default. */
export const kubeletReadOnlyPort = defineRule({
	id: 'kubelet-read-only-port',
	title: 'The read-only port of kubelet is closed',
	severity: 'warning',
	tier: 1,
	group: 'exposure',
	roles: ['control-plane', 'worker', 'etcd'],
	needs: ['listeners'],
	uses: ['kubeletConfig', 'nodeAddress'],
	why: 'It hands out pod specifications, their metadata and metrics to everybody who can reach the port, without asking who they are.',
	fix: 'Set readOnlyPort: 0 in the configuration of kubelet ({file}), remove --read-only-port, and restart kubelet.',
	commands: ["sed -i 's/^readOnlyPort:.*/readOnlyPort: 0/' {file}", '{restart:kubelet}'],
	verify: ['netstat -npl | grep {port}'],
	docs: [
		'https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/',
		'https://kubernetes.io/docs/reference/networking/ports-and-protocols/',
	],
	seen: 'live',
	check: ({listeners, kubeletConfig, nodeAddress}) => {
		const set = kubeletConfig?.readOnlyPort;
		const port = set !== undefined && set.value !== 0 ? set.value : 10255;
		const open = listeners.filter(
			(socket) => socket.protocol === 'tcp' && socket.localPort === port && isKubelet(socket),
		);
		const file =
			kubeletConfig?.readOnlyPort.at?.source ?? kubeletConfig?.configPath.value ?? '/var/lib/kubelet/config.yaml';
		const configured = set !== undefined && set.value !== 0 ? (set.at === null ? [] : [set.at]) : [];
		const [socket] = open;
		if (socket === undefined) {
			return configured.length === 0
				? []
				: [
						{
							expected: 'readOnlyPort: 0',
							actual: `readOnlyPort is ${port}; kubelet opens it at its next start`,
							evidence: configured,
							values: {file, port: String(port)},
						},
					];
		}
		return [
			{
				expected: 'nobody listens on the read-only port',
				actual: `kubelet answers without authentication on ${socket.localAddress}:${port}`,
				severity: isReachedFromInternet(socket.localAddress, nodeAddress) ? ('error' as const) : ('warning' as const),
				evidence: [...open.map((each) => each.at), ...configured],
				values: {file, port: String(port)},
			},
		];
	},
});
