import {type ApiserverFailure, apiserverFailure} from '../../derive/apiserver-failure.ts';
import {type Endpoint, endpointsOf} from '../../derive/endpoints-of.ts';
import {isProgram} from '../../derive/program.ts';
import {isSettled} from '../../derive/running-seconds.ts';
import type {HostsEntry} from '../../model/facts/host.ts';
import type {Socket} from '../../model/facts/socket.ts';
import {defineRule} from '../../model/rule.ts';
import {parseAddress} from '../../net/address.ts';

/** What each reason means for somebody who has to mend it. */
const meanings: {readonly [why in ApiserverFailure['why']]: string} = {
	refused: 'the connection is refused: nothing listens there, or a firewall rejects it',
	'timed out': 'it times out: a firewall or a security group drops it, or no route leads back',
	'no route': 'no route leads there',
	certificate: 'the certificate is not accepted',
	name: 'its name cannot be looked up',
};

/** Whether a socket is kubelet's connection to the server; one whose address was cut or whose owner is hidden may be. */
const mayReach = (socket: Socket, {host, port}: Endpoint, addresses: readonly string[]): boolean =>
	socket.state === 'ESTABLISHED' &&
	socket.remotePort === (port ?? 443) &&
	(socket.program === null || isProgram(socket.program, 'kubelet')) &&
	(socket.truncated || addresses.includes(socket.remoteAddress) || (addresses.length === 0 && host !== ''));

const addressesOf = ({host}: Endpoint, hosts: readonly HostsEntry[]): readonly string[] =>
	parseAddress(host) !== null
		? [host]
		: hosts.filter((entry) => entry.names.includes(host)).map((entry) => entry.address);

/** kubelet's connection to the API server, from its sockets and its log: nothing is dialled. */
export const apiserverUnreachable = defineRule({
	id: 'apiserver-unreachable',
	title: 'Kubelet is connected to the API server',
	severity: 'error',
	tier: 1,
	group: 'reachability',
	roles: ['control-plane', 'worker'],
	needs: ['components', 'kubeletConfig', 'kubeconfigs', 'connections'],
	whole: ['connections'],
	found: true,
	enough: ['components', 'kubeletConfig', 'kubeconfigs'],
	uses: ['logs', 'clock', 'uptime', 'hostsFile'],
	why: 'The node goes NotReady, and no pod is started, ended or told of changes here.',
	fix: 'Follow the reason: refused means the API server or its load balancer is down; timed out means a firewall or routing; a certificate is expired or of another cluster; a name needs DNS or /etc/hosts.',
	commands: ['curl -k --connect-timeout 3 {server}/livez', 'ip route get {address}', '{logs:kubelet}'],
	verify: ['netstat -npa | grep {port} | grep kubelet'],
	docs: [
		'https://kubernetes.io/docs/reference/networking/ports-and-protocols/',
		'https://kubernetes.io/docs/tasks/debug/debug-cluster/',
	],
	seen: 'live',
	check: ({components, kubeletConfig, kubeconfigs, connections, logs, clock, uptime, hostsFile}) => {
		const kubelet = components.kubelet?.processes[0];
		if (kubelet === undefined) {
			return {skip: 'no kubelet of its own runs here'};
		}
		const path = kubeletConfig.kubeconfigPath.value;
		const kubeconfig = kubeconfigs.find((file) => file.path === path);
		const [endpoint] = endpointsOf(kubeconfig?.server ?? '');
		if (kubeconfig === undefined || endpoint === undefined || endpoint.host === '') {
			return {unknown: `the server in ${path} is not known`, remedy: 'run as root'};
		}
		const addresses = addressesOf(endpoint, hostsFile ?? []);
		if (connections.some((socket) => mayReach(socket, endpoint, addresses))) {
			return [];
		}
		if (logs === undefined) {
			return {unknown: 'kubelet has no connection to the API server, and its log was not read', remedy: 'run as root'};
		}
		const server = (kubeconfig.server ?? '').replace(/^\w+:\/\//, '').replace(/\/.*$/, '');
		const tails = logs.filter((tail) => tail.component === 'kubelet');
		const failure = apiserverFailure(tails, server, kubelet, {clock, uptime});
		if (failure === null) {
			return {unknown: `kubelet has no connection to ${server}, and its log does not say why`};
		}
		const [address] = addresses;
		return [
			{
				expected: `an established connection of kubelet to ${server}`,
				actual: `kubelet does not reach the API server at ${server}: ${meanings[failure.why]}`,
				// A kubelet that has only just started may get through on the next try.
				severity: isSettled(kubelet, uptime) ? ('error' as const) : ('warning' as const),
				evidence: [failure.line.at, kubeconfig.at],
				values: {
					server: kubeconfig.server ?? '',
					port: String(endpoint.port ?? 443),
					...(address === undefined ? {} : {address}),
				},
			},
		];
	},
});
